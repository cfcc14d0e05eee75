"""Multiple choice from tables of limits and settings: which value has this limit?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
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
                if fits and names_one_thing(row):
                    yield Limit(page, table, row, view.limits_of, value)


def limit_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question for each limit; wrong values measure the same thing elsewhere."""
    everywhere = tuple(shelf.facts("limits", page, limits_of))
    words = Wording(shelf.is_name)
    for limit in limits_of(page):
        kind = shape(limit.value)
        place = Place(shelf, page, limit.table.section)
        owner, label = limit.owner, words.inside(limit.label)
        of = "" if owner == limit.table.section.title else f" of {owner}"
        asked = (
            f"which value applies to this limit{of}: {label}?"
            if of
            else (f'which value is given for "{label}"?')
        )
        stem = according_to(limit.table.section, asked)
        key = Candidate(
            limit.value,
            f"The value of {label}{of} is {words.inside(limit.value)}.",
            place.evidence(limit.row.line),
        )
        wrong = [
            Candidate(
                other.value,
                _belongs(other, words),
                Place(shelf, other.page, other.table.section).evidence(other.row.line),
                "right service, wrong feature"
                if other.owner == limit.owner
                else "true but beside the point",
                distance=_distance(limit, other),
            )
            for other in everywhere
            if other.row is not limit.row
            and shape(other.value) == kind
            and (kind not in _CLOSE or other.page is limit.page)
            and len(bare_numbers(other.value)) == len(bare_numbers(limit.value))
            and (", " in other.value) == (", " in limit.value)
            and overlap(other.label, limit.label) < 0.5
            and not shelf.said_of(f"{owner} {limit.label}", other.value)
        ]
        question = place.choice(stem, key, wrong, difficulty="easy", deciding=(label,))
        if question is not None:
            yield question


def _belongs(other: Limit, words: Wording) -> str:
    of = "" if other.owner == other.table.section.title else f" of {other.owner}"
    value, label = words.inside(other.value), words.inside(other.label)
    return f"This value belongs to another entry: {label}{of} is {value}."


def _distance(limit: Limit, other: Limit) -> int:
    """Return how far a wrong value lies: same table first, then values of a similar size."""
    if other.table is limit.table:
        return 0
    near = abs(magnitude(limit.value) - magnitude(other.value))
    return (1 if other.page is limit.page else 2) + min(6, round(near))
