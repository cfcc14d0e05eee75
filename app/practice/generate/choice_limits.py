"""Multiple choice from tables of limits and settings: which value has this limit?"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.near_values import near_values
from app.practice.generate.phrasing import Wording
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import according_to
from app.practice.generate.words import bare_numbers, magnitude, overlap, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LONGEST_VALUE = 60
_CLOSE = frozenset({"text", "code", "verdict", "number", "count"})
"""Values whose siblings must come from the same page: elsewhere they count other things."""
_MEASURED = frozenset({"time", "size", "rate", "number", "count"})
FARTHEST = 2.1
"""Powers of ten up to which another value could be taken for the right one."""
SAME_LABEL = 0.5
_SETTLED = re.compile(r"\bnone\b|\bunlimited\b|\bvaries\b|\bdepends\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """One row of a table of limits."""

    page: Page
    table: Table
    row: Row
    owner: str
    value: str

    @property
    def label(self) -> str:
        """What is limited."""
        return self.row.name


def limits_of(page: Page) -> Iterator[Limit]:
    """Yield the limits that a page's tables list."""
    for table in page.tables:
        view = TableView(table)
        if not view.limits_of or view.is_invented:
            continue
        for row in table.rows:
            for value in row.cells[1:2]:
                fits = 0 < len(value) <= LONGEST_VALUE and not _SETTLED.search(value)
                fits = fits and shape(value) in _MEASURED
                if fits and names_one_thing(row):
                    yield Limit(page, table, row, view.limits_of, value)


def limit_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question for each limit; wrong values measure the same thing elsewhere."""
    everywhere = tuple(shelf.facts("limits", page, limits_of))
    words = Wording(shelf.is_name)
    for limit in limits_of(page):
        place = Place(shelf, page, limit.table.section)
        owner, label = limit.owner, words.inside(limit.label)
        of = "" if owner == limit.table.section.title else f" of {owner}"
        asked = (
            f"which value applies to this limit{of}: {label}?"
            if of
            else f'what is the {_header(limit)} for "{label}"?'
        )
        stem = according_to(limit.table.section, asked)
        key = Candidate(
            limit.value,
            f"The value of {label}{of} is {words.inside(limit.value)}.",
            place.evidence(limit.row.line),
        )
        wrong = [*_siblings(limit, everywhere, words, shelf), *_nearby(limit, place, words)]
        question = place.choice(
            stem,
            key,
            wrong,
            is_true=partial(_is_said, limit, shelf),
            difficulty="easy",
            deciding=(label,),
        )
        if question is not None:
            yield question


def _siblings(
    limit: Limit, everywhere: tuple[Limit, ...], words: Wording, shelf: Shelf
) -> Iterator[Candidate]:
    """Yield the values of other limits that measure the same and are not far off."""
    kind = shape(limit.value)
    for other in everywhere:
        if (
            other.row is limit.row
            or shape(other.value) != kind
            or (kind in _CLOSE and other.page is not limit.page)
            or (kind in ("count", "size") and _unit(other.value) != _unit(limit.value))
            or (kind in _MEASURED and _apart(limit, other) > FARTHEST)
            or len(bare_numbers(other.value)) != len(bare_numbers(limit.value))
            or (", " in other.value) != (", " in limit.value)
            or overlap(other.label, limit.label) >= SAME_LABEL
        ):
            continue
        yield Candidate(
            other.value,
            _belongs(other, words),
            Place(shelf, other.page, other.table.section).evidence(other.row.line),
            "right service, wrong feature"
            if other.owner == limit.owner
            else "true but beside the point",
            distance=_distance(limit, other),
        )


def _is_said(limit: Limit, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(f"{limit.owner} {limit.label}", one.text)


def _nearby(limit: Limit, place: Place, words: Wording) -> Iterator[Candidate]:
    """Yield the round values next to a limit."""
    label = words.inside(limit.label)
    for value in near_values(limit.value, random.Random(f"{limit.owner} {limit.label}")):
        yield Candidate(
            value,
            f"The table says otherwise: {label} is {words.inside(limit.value)}.",
            place.evidence(limit.row.line),
            "true but beside the point",
            distance=1,
        )


def _header(limit: Limit) -> str:
    header = limit.table.header.cells[1].lower()
    return header if header in ("limit", "quota", "default", "default value") else "value"


def _unit(value: str) -> str:
    return value.rstrip("s").rpartition(" ")[2]


def _apart(limit: Limit, other: Limit) -> float:
    return abs(magnitude(limit.value) - magnitude(other.value))


def _belongs(other: Limit, words: Wording) -> str:
    of = "" if other.owner == other.table.section.title else f" of {other.owner}"
    value, label = words.inside(other.value), words.inside(other.label)
    return f"This value belongs to another entry: {label}{of} is {value}."


def _distance(limit: Limit, other: Limit) -> int:
    """Return how far a wrong value lies: same table first, then values of a similar size."""
    if other.table is limit.table:
        return 0
    near = _apart(limit, other)
    return (1 if other.page is limit.page else 2) + min(6, round(near))
