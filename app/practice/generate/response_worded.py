"""Multiple response from worded tables: rows that share a cell, things that a cell lists, rows that
say yes, statements about one row."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from app.practice.generate.response_pick import KEYS, Choice, pick
from app.practice.generate.response_words import is_no, is_yes
from app.practice.generate.worded_tables import worded_tables
from app.practice.generate.words import says_the_same, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.generate.worded_tables import WordedColumn, WordedTable
    from app.practice.records import Question

MOST_TOGETHER = 4
_MEMBER = re.compile(
    r"^(?!(?:including|such|for|or|and|with|then|but|not|no|also|each|all)\b)[^,;:"
    r"|()\[\]'‘’\"=]{2,44}$",
    re.IGNORECASE,
)
LONGEST_MEMBER = 4
"""Words of one of several things that a cell lists."""


def worded_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response questions of the worded tables of a page."""
    for table in worded_tables(page, shelf):
        for column in table.columns:
            yield from _together(column)
            yield from _members(column)
            yield from _verdicts(column)
        if table.wording.true_of:
            for row in table.rows:
                question = _true_of(table, row)
                if question is not None:
                    yield question


def _together(column: WordedColumn) -> Iterator[Question]:
    """Rows that share a cell, against rows whose cell says something else."""
    if not column.wording.together:
        return
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in column.rows:
        groups[column.cell(row).casefold()].append(row)
    for group in groups.values():
        if not KEYS <= len(group) <= MOST_TOGETHER or not all(row in column.asked for row in group):
            continue
        cell = column.cell(group[0])
        others = [
            row
            for row in column.rivals(group[0])
            if row not in group
            and not says_the_same(column.cell(row), cell)
            and not column.is_said(row.name, cell)
        ]
        yield from _of_rows(column, column.filled(column.wording.together, group[0]), group, others)


def _verdicts(column: WordedColumn) -> Iterator[Question]:
    """Rows whose cell says yes against rows whose cell says no, and the other way round."""
    yes = [row for row in column.table.rows if is_yes(row.cells[column.number])]
    no = [row for row in column.table.rows if is_no(row.cells[column.number])]
    for asked, keys, others in ((column.wording.yes, yes, no), (column.wording.no, no, yes)):
        if asked:
            yield from _of_rows(column, asked, keys, others)


def _of_rows(
    column: WordedColumn, asked: str, keys: Sequence[Row], wrong: Sequence[Row]
) -> Iterator[Question]:
    place = column.place
    right, false = (
        [Choice(row.name, column.fact(row), place.evidence(row.line)) for row in rows]
        for rows in (keys, wrong)
    )
    question = pick(place, asked, right, false)
    if question is not None:
        yield question


def _members(column: WordedColumn) -> Iterator[Question]:
    """Things that a cell lists, against those that the cells of other rows list."""
    if not column.wording.members:
        return
    place = column.place
    for row in column.asked:
        own = _members_of_cell(row.cells[column.number])
        if len(own) < KEYS:
            continue
        others = [
            Choice(member, column.fact(other), place.evidence(other.line))
            for other in column.rivals(row)
            for member in _members_of_cell(other.cells[column.number])
            if not any(says_the_same(member, mine) for mine in own)
            and not column.is_said(row.name, member)
        ]
        keys = [Choice(one, column.fact(row), place.evidence(row.line)) for one in own]
        question = pick(place, column.filled(column.wording.members, row), keys, others)
        if question is not None:
            yield question


def _members_of_cell(cell: str) -> list[str]:
    """Return the things that a cell lists; none where it says something else."""
    parts = re.split(r",\s+(?:and |or )?|;\s+", cell)
    if len(parts) < KEYS or not all(
        _MEMBER.match(p) and len(p.split()) <= LONGEST_MEMBER for p in parts
    ):
        return []
    return [part.strip() for part in parts]


def _true_of(table: WordedTable, row: Row) -> Question | None:
    """Statements that hold of a row, against those of other rows: two of a column at least."""
    columns = [column for column in table.columns if column.wording.it]
    own = [column for column in columns if row in column.asked]
    if len(own) < KEYS:
        return None
    keys = [_statement(column, row) for column in own]
    others = [other for other in table.rows if other is not row]
    random.Random(f"{table.place.page.document.id} {row.name}").shuffle(others)
    wrong = [
        _statement(column, other)
        for turn in range(len(own))
        for place_of, other in enumerate(others)
        if other in (column := own[(turn + place_of) % len(own)]).rivals(row)
        and not says_the_same(column.cell(other), column.cell(row))
        and not column.is_said(row.name, column.cell(other))
    ]
    asked = upper_first(table.filled(table.wording.true_of, row, ""))
    return pick(table.place, asked, keys, wrong)


def _statement(column: WordedColumn, row: Row) -> Choice:
    return Choice(
        column.filled(column.wording.it, row),
        column.fact(row),
        column.place.evidence(row.line),
        group=column.number,
    )
