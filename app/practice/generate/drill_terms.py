"""Drills on terms: which one does this describe, what does it mean, and whole sets of pairs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.clauses import form_of
from app.practice.generate.clues import name_parts, shared_parts, spells_out
from app.practice.generate.matching_sets import Pair
from app.practice.generate.pairing import pairing_questions
from app.practice.generate.phrasing import SETS, Wording, described, plural
from app.practice.generate.shelf import core_words
from app.practice.generate.terms import FACTS, Term, own_terms, terms_of
from app.practice.generate.topics import led
from app.practice.generate.words import content_words, overlap, says_the_same, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

MOST_SIBLINGS = 30
ALIKE = 0.5
"""Share of common words from which two descriptions may be of one thing."""
BLANK = "____"
_PART = re.compile(r"\w[\w'’-]*(?:\([^)]*\))?")
MOST_BLANKS = 1
LEAST_LEFT = 3
"""Words that a description needs beside a blank."""
_NAMELESS = ("entry", "term")
_FALLBACK = re.compile(r'^(?P<which>which .*?) is described as "(?P<said>.*)"\?$')
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_HOLDERS = frozenset({"attribute", "argument", "field", "key", "property", "variable", "column"})


def siblings(term: Term, shelf: Shelf) -> list[tuple[int, Term]]:
    """Return terms that could be taken for one: those beside it, then those of its kind."""
    found: list[tuple[int, Term]] = []
    own = core_words(term.name)
    for other in shelf.facts(FACTS, term.page, terms_of):
        far = _distance(term, other)
        if far is not None and not (core_words(other.name) == own or _are_one(other, term)):
            found.append((far, other))
    found.sort(key=lambda one: one[0])
    return found[:MOST_SIBLINGS]


def _distance(term: Term, other: Term) -> int | None:
    """Return how far another term is, or None where it could not be taken for one."""
    if other.look != term.look or other.sort != term.sort:
        return None
    here = other.page is term.page
    if here and other.group == term.group:
        return 0
    if other.noun == term.noun and (here or term.noun not in _NAMELESS):
        return 1 if here else 2
    if term.is_code and (here or term.noun in _NAMELESS):
        return 2 if here else 3
    return None


def _are_one(one: Term, other: Term) -> bool:
    """Whether two terms may be one thing by two names: "batch_size" and "mini_batch_size"."""
    if says_the_same(one.meaning, other.meaning) or overlap(one.meaning, other.meaning) > ALIKE:
        return True
    mine, theirs = name_parts(one.name), name_parts(other.name)
    named = bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)
    return named and bool(content_words(one.meaning) & content_words(other.meaning))


def is_spelled(term: Term) -> bool:
    """Whether a description says every part of its name: "encoder_layers"."""
    return spells_out(term.name, term.meaning)


def masked(term: Term) -> str:
    """Return a description without the words that its name echoes: "the least ____ of a split";
    empty where too little is left."""
    tokens = term.meaning.split()
    shown = [_PART.sub(BLANK, t) if shared_parts(term.name, t) else t for t in tokens]
    blanks = sum(BLANK in token for token in shown)
    if not blanks:
        return term.meaning if not shared_parts(term.name, term.meaning) else ""
    left = content_words(" ".join(token for token in shown if BLANK not in token))
    fits = blanks <= MOST_BLANKS and len(left) >= LEAST_LEFT and BLANK not in shown[0]
    return " ".join(shown) if fits else ""


def asked_by(term: Term, said: str, words: Wording) -> str:
    """Return the question for the name of what a description tells."""
    meaning = words.inside(said)
    asked = described(term.kind, meaning)
    if BLANK in said:
        which = "which of these" if term.kind == "entry" else f"which {term.kind}"
        return f'{which} is meant by "{upper_first(meaning)}"?'
    match = _FALLBACK.match(asked)
    if not match:
        return asked
    if _ARTICLE.match(said) and form_of(term.meaning) == "phrase":
        if term.noun in _HOLDERS:
            return f"{match['which']} holds {meaning}?"
        if term.noun in SETS:
            return f"{match['which']} stands for {meaning}?"
    return f'{match["which"]} is meant by "{upper_first(meaning)}"?'


def told(term: Term, asked: str) -> str:
    """Return a question with what it is about before it, where it does not say so."""
    return upper_first(asked) if term.subject else led(term.section, asked)


def fact_of(term: Term, words: Wording) -> str:
    """Return what a term is, as a reason."""
    return f"{term.name}: {words.inside(term.meaning)}."


def term_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each description of a page the question for its term."""
    words = Wording(shelf.is_name)
    for term in own_terms(page, shelf):
        place = Place(shelf, page, term.section)
        others = [
            _wrong(other, other.name, fact_of(other, words), far, shelf)
            for far, other in siblings(term, shelf)
        ]
        for said in dict.fromkeys((term.meaning if not is_spelled(term) else "", masked(term))):
            question = _term_question(term, said, others, place, words) if said else None
            if question is not None:
                yield question
                break


def _term_question(
    term: Term, said: str, others: Sequence[Candidate], place: Place, words: Wording
) -> Question | None:
    """Ask for the term of a description; other terms of its kind are wrong."""
    shelf = place.shelf
    return place.choice(
        told(term, asked_by(term, said, words)),
        Candidate(term.name, fact_of(term, words), place.evidence(term.piece)),
        others,
        is_true=lambda one: shelf.said_of(one.text, term.meaning),
        difficulty="easy",
        deciding=(words.inside(said),),
    )


def meaning_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each term of a page the question for its description."""
    words = Wording(shelf.is_name)
    for term in own_terms(page, shelf):
        if is_spelled(term):
            continue
        place = Place(shelf, page, term.section)
        form = form_of(term.meaning)
        fact = fact_of(term, words)
        wrong = [
            _wrong(other, other.meaning, f"This describes {other.name}. {fact}", far, shelf)
            for far, other in siblings(term, shelf)
            if form_of(other.meaning) == form
            and other.name.lower() not in term.meaning.lower()
            and not core_words(other.name) & core_words(term.name)
        ]
        named = words.row(term.noun if term.noun != "term" else "entry", term.name)
        owner = f" of {term.subject}" if term.subject else ""
        question = place.choice(
            told(term, f"which description fits {named}{owner}?"),
            Candidate(term.meaning, fact, place.evidence(term.piece)),
            wrong,
            is_true=lambda one, term=term: shelf.said_of(term.name, one.text),  # type: ignore[misc]
            difficulty="easy",
            deciding=(term.name,),
        )
        if question is not None:
            yield question


def _wrong(other: Term, text: str, reason: str, distance: int, shelf: Shelf) -> Candidate:
    evidence = Place(shelf, other.page, other.section).evidence(other.piece)
    return Candidate(text, reason, evidence, "right service, wrong feature", distance)


def groups_of(page: Page, shelf: Shelf) -> list[list[Term]]:
    """Return the terms of a page that can be told from each other: those of one table or list, and
    what is left of one noun."""
    groups: dict[object, list[Term]] = {}
    for term in own_terms(page, shelf):
        groups.setdefault((term.group, term.is_code), []).append(term)
    whole = [group for group in groups.values() if len(group) >= _LEAST]
    loose: dict[tuple[str, bool], list[Term]] = {}
    for group in groups.values():
        if len(group) < _LEAST:
            for term in group:
                loose.setdefault((term.noun, term.is_code), []).append(term)
    return [*whole, *(group for group in loose.values() if len(group) >= _LEAST)]


_LEAST = 3


def term_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match the terms of one table or list with their descriptions."""
    words = Wording(shelf.is_name)
    for group in groups_of(page, shelf):
        first = group[0]
        place = Place(shelf, page, first.section)
        pairs = [
            Pair(
                one.name,
                one.meaning,
                fact_of(one, words),
                Place(shelf, page, one.section).evidence(one.piece),
            )
            for one in group
            if not is_spelled(one)
        ]
        stem = of_group(group, "match each description with the right {kind}.")
        yield from pairing_questions(place, pairs, stem)


def of_group(group: Sequence[Term], asked: str) -> str:
    """Return a question about a group of terms: `{kind}` and `{kinds}` are what they are."""
    first = group[0]
    noun = first.noun if first.noun not in _NAMELESS else "term"
    owned = bool(first.subject) and all(one.subject == first.subject for one in group)
    of = f" of {first.subject}" if owned else ""
    filled = asked.replace("{kinds}", plural(noun) + of).replace("{kind}", noun + of)
    return upper_first(filled) if owned else led(first.section, filled)
