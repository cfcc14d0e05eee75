"""Drills on sentences: which name, term or value completes what the page says?"""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.blanks import BLANK, Blank, blanks_of
from app.practice.generate.company import Company, Known
from app.practice.generate.near_numbers import near_values
from app.practice.generate.topics import topic
from app.practice.generate.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

PER_NAME = 8
"""Sentences of one page that are asked for one name."""
PER_SENTENCE = 2
SAME_ABOUT = 0.35
"""Share of common words from which two sentences may be completed by either name."""
LESS = 0.6
"""Share of the key's fitness below which that of a wrong option has to stay."""
LIBRARY = 10
"""Pages from which on the library has to know what completes a sentence."""
_ARTICLE = re.compile(rf"\b(?P<article>an?) {BLANK}", re.IGNORECASE)
_VOWEL = re.compile(r"^(?:[aeioAEIO]|un(?!i)|FSx|[FHLMNRSX][A-Z])")


def blank_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield up to two questions per sentence; what completes other sentences is wrong."""
    company = Company(page, shelf)
    per_name: Counter[str] = Counter()
    per_sentence: Counter[int] = Counter()
    for blank in blanks_of(page, shelf):
        section, start = blank.sentence.section, blank.sentence.piece.start
        if per_name[blank.name] >= PER_NAME or per_sentence[start] >= PER_SENTENCE:
            continue
        place = Place(shelf, page, section)
        about = topic(section)
        if blank.label and blank.label.casefold() not in about.casefold():
            about = f"{about}: {blank.label}"
        question = place.choice(
            f'Complete the sentence from "{about}": {blank.about}',
            Candidate(blank.name, blank.whole, place.evidence(blank.sentence.piece)),
            _values(blank, place)
            if blank.kind.startswith("value")
            else _others(blank, company, shelf),
            is_true=partial(_is_said, blank, shelf),
            difficulty="easy",
            deciding=(blank.about,),
        )
        if question is not None:
            per_name[blank.name] += 1
            per_sentence[start] += 1
            yield question


def _is_said(blank: Blank, shelf: Shelf, one: Candidate) -> bool:
    """Whether a line somewhere says with another name what the sentence says."""
    return shelf.said_of(one.text, " ".join(sorted(blank.company)))


def _values(blank: Blank, place: Place) -> Iterator[Candidate]:
    evidence = place.evidence(blank.sentence.piece)
    for value in near_values(blank.name, random.Random(blank.about)):
        yield Candidate(value, f"The page says {blank.name}, not {value}.", evidence)


def _others(blank: Blank, company: Company, shelf: Shelf) -> Iterator[Candidate]:
    """Yield the names of its kind that stand less well in a sentence than its own does."""
    mine = company.fitness(blank)
    if mine == 0 and company.pages >= LIBRARY:
        return
    said = blank.about.casefold()
    is_service = blank.kind == "service"
    own = shelf.catalog.named(blank.name) if is_service else None
    for known in company.of(blank.kind):
        if not _may_stand(blank, known, said):
            continue
        fitness = company.fitness_of(known, blank)
        if fitness > LESS * mine:
            continue
        told = known.told
        theirs = shelf.catalog.named(known.name) if is_service else None
        unlike = bool(own and theirs and own.category != theirs.category)
        yield Candidate(
            known.name,
            f"The page says {blank.name} here. Elsewhere: {told.whole}",
            Place(shelf, told.page, told.sentence.section).evidence(told.sentence.piece),
            "wrong service" if is_service else "right service, wrong feature",
            known.distance + 3 * unlike + (blank.governor not in known.governors) + (fitness == 0),
        )


def _may_stand(blank: Blank, known: Known, said: str) -> bool:
    """Whether the grammar of a sentence takes a name, and nothing tells it from the key."""
    name, key = known.name, blank.name
    low, key_low = name.casefold(), key.casefold()
    if low in said or low in key_low or key_low in low or name.isupper() != key.isupper():
        return False
    if not _takes_its_article(blank, name):
        return False
    if blank.kind.startswith("term"):
        return (
            _head(low) != _head(key_low)
            and len(name.split()) == len(key.split())
            and (blank.slot == "the" or known.number == "several" or blank.slot in known.slots)
            and all(overlap(one.about, blank.about) <= SAME_ABOUT for one in known.mentions)
        )
    return all(overlap(one.about, blank.about) <= SAME_ABOUT for one in known.mentions)


def _head(name: str) -> str:
    """Return the noun of a term: of two containers either may be meant."""
    return name.casefold().rpartition(" ")[2].removesuffix("s")


def _takes_its_article(blank: Blank, name: str) -> bool:
    """Whether "a" or "an" before the blank does not tell the names apart."""
    if not _ARTICLE.search(blank.about):
        return True
    return bool(_VOWEL.match(blank.name)) == bool(_VOWEL.match(name))
