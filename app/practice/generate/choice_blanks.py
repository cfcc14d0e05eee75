"""Multiple choice from sentences that hang on one name: which name completes this statement?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.blanks import BLANK, Blank, blanks_of
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import according_to, topic
from app.practice.generate.words import content_words, overlap, word_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

SAME_ABOUT = 0.35
"""Share of common words from which two statements may be completed by either name."""
_LOOSE_KINDS = frozenset({"identifier", "setting", "variable", "key", "property", "object"})
"""Names of many kinds, which only their own page tells apart."""
ALIKE_NAMES = 2
"""Parts of a name that a statement may not spell out."""


def blank_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per statement; names of the same kind from other statements are wrong."""
    for blank in blanks_of(page, shelf):
        if _spells_out(blank) or core_words(blank.name) & content_words(topic(blank.section)):
            continue
        place = Place(shelf, page, blank.section)
        asked = f"which {blank.kind} completes this statement?"
        question = place.choice(
            f"{according_to(blank.section, asked)} {blank.about}",
            Candidate(blank.name, _whole(blank), place.evidence(blank.piece)),
            _others(blank, shelf),
            is_true=partial(_is_said, blank, shelf),
            deciding=(blank.about,),
        )
        if question is not None:
            yield question


def _is_said(blank: Blank, shelf: Shelf, one: Candidate) -> bool:
    said = " ".join(sorted(content_words(blank.about) - {BLANK}))
    return shelf.said_of(one.text, said)


def _is_like(blank: Blank, other: Blank, shelf: Shelf) -> bool:
    """Whether a name of another page could be taken for this one: on pages that an outline tells
    apart, a service of the same category."""
    if blank.kind in _LOOSE_KINDS:
        return False
    if blank.kind != "service":
        return True
    mine, theirs = shelf.catalog.named(blank.name), shelf.catalog.named(other.name)
    return bool(mine and theirs and mine.category == theirs.category)


def _spells_out(blank: Blank) -> bool:
    """Whether the statement says in words what the name is made of."""
    parts = {part.lower() for part in _split(blank.name) if len(part) > 2}
    return len(parts & word_parts(blank.about)) >= min(ALIKE_NAMES, len(parts))


def _split(name: str) -> list[str]:
    spaced = "".join(f" {c}" if c.isupper() else c for c in name.replace("_", " "))
    return spaced.split()


def _whole(blank: Blank) -> str:
    return blank.about.replace(BLANK, blank.name)


def _others(blank: Blank, shelf: Shelf) -> Iterator[Candidate]:
    for other in shelf.facts("blanks", blank.page, lambda page: blanks_of(page, shelf)):
        if other.kind != blank.kind or other.name.lower() == blank.name.lower():
            continue
        if other.name in blank.about or overlap(other.about, blank.about) > SAME_ABOUT:
            continue
        if other.page is not blank.page and not _is_like(blank, other, shelf):
            continue
        if len(other.name) > 1 and other.name.isupper() != blank.name.isupper():
            continue
        yield Candidate(
            other.name,
            f"This belongs in another statement: {_whole(other)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "wrong service" if blank.kind == "service" else "right service, wrong feature",
            0 if other.section is blank.section else 1 if other.page is blank.page else 2,
        )
