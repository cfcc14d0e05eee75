"""Multiple choice from two cells of one row: which row satisfies both?"""

from __future__ import annotations

import random
import re
from itertools import combinations
from typing import TYPE_CHECKING

from app.practice.generate.articles import agrees
from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_cells import (
    LEAST_ROWS,
    is_askable,
    kind_of_distractor,
    shown_cell,
    unworded_tables,
)
from app.practice.generate.phrasing import Wording
from app.practice.generate.response_words import is_no, is_yes
from app.practice.generate.row_stems import RowStems
from app.practice.generate.tables import names_one_thing
from app.practice.generate.words import says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LONGEST_PREDICATE = 90
_ADDS = re.compile(r"[;:]|\bfor example\b")
"""What a sentence of two conditions cannot take in."""
MOST_OF_ROW = 3
"""Pairs of cells asked about one row."""


def pair_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the row that two of its cells tell together."""
    words = Wording(shelf.is_name)
    for view in unworded_tables(page, shelf):
        if len(view.table.rows) < LEAST_ROWS:
            continue
        place = Place(shelf, page, view.table.section)
        stems = RowStems(place.section, view, words)
        if stems.are_cases:
            continue
        for row in view.table.rows:
            if names_one_thing(row):
                yield from _of_row(place, stems, row)


def _of_row(place: Place, stems: RowStems, row: Row) -> Iterator[Question]:
    said = dict(_predicates(stems, row))
    pairs = list(combinations(sorted(said, key=lambda n: _is_when(stems, n)), 2))
    random.Random(f"{place.page.document.id} {row.name}").shuffle(pairs)
    asked = 0
    for first, second in pairs:
        question = _question(place, stems, row, (first, second), said)
        if question is not None:
            asked += 1
            yield question
        if asked == MOST_OF_ROW:
            return


def _is_when(stems: RowStems, number: int) -> bool:
    """Whether a column tells cases, which a sentence says last."""
    reading = stems.reading(number)
    return reading is not None and reading.kind == "when"


def _predicates(stems: RowStems, row: Row) -> Iterator[tuple[int, str]]:
    """Yield the columns with what their cells say of a row."""
    for number in range(1, len(row.cells)):
        cell = shown_cell(row, number)
        if not stems.view.is_yes_no(number) and not (
            number in stems.view.askable and is_askable(cell)
        ):
            continue
        said = stems.predicate(number, cell)
        if said and len(said) <= LONGEST_PREDICATE and not _ADDS.search(said):
            yield number, said


def _question(
    place: Place, stems: RowStems, row: Row, numbers: tuple[int, int], said: dict[int, str]
) -> Question | None:
    first, second = (said[number] for number in numbers)
    others = [one for one in stems.view.table.rows if one is not row and names_one_thing(one)]
    rivals = [one for one in others if not any(_same(row, one, n) for n in numbers)]
    halves = [one for one in others if sum(_same(row, one, n) for n in numbers) == 1]
    if len(rivals) + len(halves) < len(others):
        return None
    if not all(_is_needed(stems, row, others, n) for n in numbers):
        return None
    fact = f"{row.name} {agrees(row.name, first)} and {agrees(row.name, second)}"
    wrong = [
        Candidate(
            one.name,
            f"{_told(stems, one, numbers)}; {fact}.",
            place.evidence(one.line),
            kind_of_distractor(place, row, one),
            0 if one in halves else 1,
        )
        for one in others
    ]
    return place.choice(
        stems.which(f"{first} and {second}"),
        Candidate(row.name, f"{fact}.", place.evidence(row.line)),
        wrong,
        is_true=lambda one: all(place.shelf.said_of(one.text, shown_cell(row, n)) for n in numbers),
        deciding=(first, second),
    )


def _is_needed(stems: RowStems, row: Row, others: Sequence[Row], number: int) -> bool:
    """Whether a condition tells the row from another one: what says yes or no must do so for a row
    that meets the other condition, or it adds nothing; so it is not asked."""
    if stems.view.is_yes_no(number):
        return False
    return not all(_same(row, one, number) for one in others)


def _same(row: Row, other: Row, number: int) -> bool:
    """Whether another row has the cell too, or says nothing in its column."""
    return not other.cells[number] or says_the_same(
        shown_cell(row, number), shown_cell(other, number)
    )


def _is_said(cell: str) -> bool:
    return is_askable(cell) or is_yes(cell) or is_no(cell)


def _told(stems: RowStems, row: Row, numbers: tuple[int, int]) -> str:
    """Return what is true of another row in the two columns."""
    told = [stems.predicate(n, cell) for n in numbers if _is_said(cell := shown_cell(row, n))]
    known = [agrees(row.name, one) for one in told if one]
    if known:
        return f"{row.name} {' and '.join(known)}"
    return stems.fact(numbers[0], row.name, shown_cell(row, numbers[0]))
