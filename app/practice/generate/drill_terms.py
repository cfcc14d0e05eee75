"""Drills on terms: which term has this description, which description fits this term, and pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_cells import NO_ANSWER, is_askable, shown_cell
from app.practice.generate.choice_definitions import is_of_example
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import definitions_of
from app.practice.generate.matching import Named, Pair, pair_questions
from app.practice.generate.phrasing import Wording, described, is_identifier
from app.practice.generate.plain import has_pronoun, is_plain
from app.practice.generate.shelf import core_words
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import led, topic
from app.practice.generate.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

DESCRIBES = re.compile(
    r"^(?:descriptions?|functions?|meaning|definition|purpose|what it (?:is|does|means|measures)"
    r"|explanation|details)$",
    re.IGNORECASE,
)
"""Headers of columns that say in words what their row is."""
_NOT_A_NOUN = re.compile(r"[\W\d]*$|.*[/:=]|^(?:name|type|value)$", re.IGNORECASE)
_NO_MEANING = re.compile(r"^(?:when|if|for)\b|documentation|abalone", re.IGNORECASE)
SHORTEST_MEANING = 4
LONGEST_MEANING = 28
"""Words of a description that is read once."""
MOST_SIBLINGS = 60


@dataclass(frozen=True, slots=True)
class Term:
    """A name with what its row, its entry or its sentence says that it is."""

    page: Page
    section: Section
    name: str
    noun: str
    meaning: str
    piece: Piece
    group: object
    """Terms of one group stand in one table or list."""

    @property
    def says(self) -> str:
        """The fact as a reason."""
        return f"{self.name}: {self.meaning}."

    @property
    def look(self) -> tuple[bool, bool, bool]:
        """What a name looks like: options of one question look alike."""
        code = is_identifier(self.name) and " " not in self.name
        return self.name[:1].isupper(), code, self.name.isupper()


def terms_of(page: Page) -> Iterator[Term]:
    """Yield the terms that the tables and the definitions of a page describe, each once."""
    seen: set[str] = set()
    for term in (*_in_tables(page), *_in_text(page)):
        if term.name.casefold() in seen or is_of_example(page, term.section):
            continue
        if _is_told(term):
            seen.add(term.name.casefold())
            yield term


def _in_tables(page: Page) -> Iterator[Term]:
    for group, table in enumerate(page.tables):
        view = TableView(table)
        number = next((n for n, h in enumerate(table.header.cells) if DESCRIBES.match(h)), 0)
        if not number or view.is_inventory or view.is_invented or not view.has_unique_names:
            continue
        noun = "entry" if _NOT_A_NOUN.match(view.kind) else view.kind
        for row in table.rows:
            cell = shown_cell(row, number)
            if names_one_thing(row) and is_askable(cell):
                yield Term(page, table.section, row.name, noun, cell, row.line, group)


def _in_text(page: Page) -> Iterator[Term]:
    for one in definitions_of(page):
        if not one.advises:
            name = upper_first(one.term) if one.verb else one.term
            noun = "term" if one.verb else one.noun
            group = None if one.verb else one.section
            yield Term(page, one.section, name, noun, one.meaning, one.piece, group)


def _is_told(term: Term) -> bool:
    """Whether a description says what its term is away from its page, and does not name it."""
    meaning = term.meaning
    return (
        is_plain(meaning, SHORTEST_MEANING, LONGEST_MEANING)
        and not has_pronoun(meaning)
        and not NO_ANSWER.match(meaning)
        and term.name.lower() not in meaning.lower()
        and ";" not in meaning
        and sum(word.islower() for word in meaning.split()) >= SHORTEST_MEANING - 1
        and not _NO_MEANING.search(meaning)
    )


def _siblings(term: Term, shelf: Shelf) -> list[tuple[int, Term]]:
    """Return terms that could be taken for one: those beside it, then those of its kind."""
    found: list[tuple[int, Term]] = []
    own = core_words(term.name)
    for other in shelf.facts("drill terms", term.page, terms_of):
        if core_words(other.name) == own or other.look != term.look:
            continue
        here = other.page is term.page
        if here and other.group == term.group:
            found.append((0, other))
        elif other.noun == term.noun and (here or term.noun not in ("entry", "term")):
            found.append((1 if here else 2, other))
    found.sort(key=lambda one: one[0])
    return found[:MOST_SIBLINGS]


def term_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each description of a page the question for its term."""
    words = Wording(shelf.is_name)
    for term in terms_of(page):
        place = Place(shelf, page, term.section)
        meaning = words.inside(term.meaning)
        question = place.choice(
            led(term.section, described(term.noun, meaning)),
            Candidate(term.name, term.says, place.evidence(term.piece)),
            [_wrong(other, term, other.name, far, shelf) for far, other in _siblings(term, shelf)],
            is_true=lambda one, term=term: shelf.said_of(one.text, term.meaning),  # type: ignore[misc]
            difficulty="easy",
            deciding=(meaning,),
        )
        if question is not None:
            yield question


def meaning_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each term of a page the question for its description."""
    words = Wording(shelf.is_name)
    for term in terms_of(page):
        place = Place(shelf, page, term.section)
        form = form_of(term.meaning)
        wrong = [
            _wrong(other, term, other.meaning, far, shelf)
            for far, other in _siblings(term, shelf)
            if form_of(other.meaning) == form
            and other.name.lower() not in term.meaning.lower()
            and not core_words(other.name) & core_words(term.name)
        ]
        question = place.choice(
            led(term.section, f"which description fits {words.row(term.noun, term.name)}?"),
            Candidate(term.meaning, term.says, place.evidence(term.piece)),
            wrong,
            is_true=lambda one, term=term: shelf.said_of(term.name, one.text),  # type: ignore[misc]
            difficulty="easy",
            deciding=(term.name,),
        )
        if question is not None:
            yield question


def _wrong(other: Term, term: Term, text: str, distance: int, shelf: Shelf) -> Candidate:
    return Candidate(
        text,
        f"{other.says} {term.says}",
        Place(shelf, other.page, other.section).evidence(other.piece),
        "right service, wrong feature",
        distance,
    )


def term_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match the terms of one table or list with their descriptions."""
    for _, grouped in groupby(terms_of(page), key=lambda one: (one.group, one.look)):
        group = list(grouped)
        first = group[0]
        place = Place(shelf, page, first.section)
        pairs = [Pair(one.name, one.meaning, one.says, place.evidence(one.piece)) for one in group]
        noun = first.noun if first.noun != "entry" else "term"
        yield from pair_questions(place, pairs, Named(topic(first.section), noun), "description")
