"""Drills on sentences: which name, term or value completes what the page says?"""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.blanks import BLANK, Blank, blanks_of, mentions_of
from app.practice.generate.near_numbers import near_values
from app.practice.generate.topics import topic
from app.practice.generate.words import content_words, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

PER_NAME = 6
"""Sentences of one page that are asked for one name."""
PER_SENTENCE = 3
SAME_ABOUT = 0.35
"""Share of common words from which two sentences may be completed by either name."""
_OF_ITS_PAGE = frozenset(
    {"identifier", "setting", "variable", "key", "property", "object", "name", "acronym"}
    | {"term one", "term several", "request", "field", "attribute", "column"}
)
"""Names of many kinds, which only their own page tells apart."""
_ARTICLE = re.compile(rf"\b(?P<article>an?) {BLANK}", re.IGNORECASE)
_VOWEL = re.compile(r"^(?:[aeioAEIO]|un(?!i)|FSx|[FHLMNRSX][A-Z])")


def blank_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield up to three questions per sentence; what completes other sentences is wrong."""
    pool = _pool(page, shelf)
    per_name: Counter[str] = Counter()
    per_sentence: Counter[int] = Counter()
    for blank in blanks_of(page, shelf):
        section, start = blank.sentence.section, blank.sentence.piece.start
        if per_name[blank.name] >= PER_NAME or per_sentence[start] >= PER_SENTENCE:
            continue
        place = Place(shelf, page, section)
        question = place.choice(
            f'Complete the sentence from "{topic(section)}": {blank.about}',
            Candidate(blank.name, blank.whole, place.evidence(blank.sentence.piece)),
            _values(blank, place)
            if blank.kind.startswith("value")
            else _others(blank, pool.get(blank.kind, []), shelf),
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
    said = " ".join(sorted(content_words(blank.about) - {BLANK}))
    return shelf.said_of(one.text, said)


def _values(blank: Blank, place: Place) -> Iterator[Candidate]:
    evidence = place.evidence(blank.sentence.piece)
    for value in near_values(blank.name, random.Random(blank.about)):
        yield Candidate(value, f"The text says otherwise: {blank.whole}", evidence)


def _pool(page: Page, shelf: Shelf) -> dict[str, list[tuple[int, Blank]]]:
    """Return by kind the names that a page and the pages near it mention, each once, with how far
    off they stand."""
    pool: dict[str, list[tuple[int, Blank]]] = {}
    taken: set[tuple[str, str]] = set()
    alike: dict[str, bool] = {}
    for one in shelf.facts("mentions", page, lambda page: mentions_of(page, shelf)):
        key = (one.kind, one.name.casefold())
        if key in taken:
            continue
        there = one.page.document.id
        if there not in alike:
            alike[there] = one.page is page or shelf.are_alike(page, one.page)
        if alike[there] or one.kind not in _OF_ITS_PAGE:
            taken.add(key)
            pool.setdefault(one.kind, []).append((shelf.remoteness(page, one.page), one))
    return pool


def _others(blank: Blank, found: list[tuple[int, Blank]], shelf: Shelf) -> Iterator[Candidate]:
    said = blank.about.casefold()
    is_service = blank.kind == "service"
    mine = shelf.catalog.named(blank.name) if is_service else None
    for distance, other in found:
        name = other.name.casefold()
        if (
            name in said
            or name in blank.name.casefold()
            or blank.name.casefold() in name
            or (blank.kind.startswith("term") and _head(name) == _head(blank.name))
            or other.name.isupper() != blank.name.isupper()
            or len(other.name.split()) != len(blank.name.split())
            or overlap(other.about, blank.about) > SAME_ABOUT
            or not _takes_its_article(blank, other)
        ):
            continue
        theirs = shelf.catalog.named(other.name) if is_service else None
        unlike = bool(mine and theirs and mine.category != theirs.category)
        yield Candidate(
            other.name,
            f"This belongs in another sentence: {other.whole} Here: {blank.whole}",
            Place(shelf, other.page, other.sentence.section).evidence(other.sentence.piece),
            "wrong service" if is_service else "right service, wrong feature",
            distance + 3 * unlike,
        )


def _head(name: str) -> str:
    """Return the noun of a term: of two containers either may be meant."""
    return name.casefold().rpartition(" ")[2]


def _takes_its_article(blank: Blank, other: Blank) -> bool:
    """Whether "a" or "an" before the blank does not tell the names apart."""
    if not _ARTICLE.search(blank.about):
        return True
    return bool(_VOWEL.match(blank.name)) == bool(_VOWEL.match(other.name))
