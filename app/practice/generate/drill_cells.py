"""Drills on table cells, whatever their header says: what stands there, and for which row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_cells import form, is_askable, shown_cell
from app.practice.generate.matching import Named, Pair, pair_questions
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.terms import DESCRIBES
from app.practice.generate.topics import topic
from app.practice.generate.words import says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LEAST_ROWS = 4
LONGEST_CELL = 120
_LOOSE_HEADER = re.compile(r"^\W*$|^(?:link|links|url|image|notes?|comments?)\b", re.IGNORECASE)
_NO_KIND = re.compile(r"[\W\d]*$|.*[/:=?]|^(?:entry|one|aspect|property|feature)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a table and the rows that have something to say in it."""

    place: Place
    view: TableView
    number: int
    rows: tuple[Row, ...]

    @property
    def header(self) -> str:
        """The header as written."""
        return self.view.table.header.cells[self.number]

    @property
    def kind(self) -> str:
        """What a row is, or `row`."""
        return "row" if _NO_KIND.match(self.view.kind) else self.view.kind

    def cell(self, row: Row) -> str:
        """Return a cell as it is shown."""
        return shown_cell(row, self.number)

    def asked(self, question: str) -> str:
        """Return a question with the table that answers it."""
        return f'In the table of "{topic(self.place.section)}": {question}'

    def fact(self, row: Row) -> str:
        """Return what the table says of a row."""
        return f'"{row.name}" has "{self.cell(row)}" under "{self.header}"'

    def candidate(self, row: Row, text: str, key: Row) -> Candidate:
        """Return an option: of the row that is asked about, or of another one."""
        fact = self.fact(key)
        reason = f"{fact}." if row is key else f"{self.fact(row)}; {fact}."
        return Candidate(
            text, reason, self.place.evidence(row.line), "right service, wrong feature"
        )


def _columns(page: Page, shelf: Shelf) -> Iterator[_Column]:
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or view.is_inventory or not view.has_unique_names:
            continue
        place = Place(shelf, page, table.section)
        for number in view.askable:
            header = table.header.cells[number]
            if DESCRIBES.match(header) or _LOOSE_HEADER.match(header):
                continue
            rows = tuple(
                row
                for row in table.rows
                if names_one_thing(row)
                and is_askable(shown_cell(row, number))
                and len(shown_cell(row, number)) <= LONGEST_CELL
            )
            if len(rows) >= LEAST_ROWS:
                yield _Column(place, view, number, rows)


def cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each row the question for its cell; cells of the same column are wrong."""
    for column in _columns(page, shelf):
        for row in column.rows:
            own = column.cell(row)
            question = column.place.choice(
                column.asked(f'what stands under "{column.header}" for "{row.name}"?'),
                column.candidate(row, own, row),
                [
                    column.candidate(other, column.cell(other), row)
                    for other in column.rows
                    if other is not row and form(column.cell(other)) == form(own)
                ],
                difficulty="easy",
                deciding=(row.name,),
            )
            if question is not None:
                yield question


def row_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each cell that one row alone has the question for that row."""
    for column in _columns(page, shelf):
        for row in column.rows:
            own = column.cell(row)
            others = [other for other in column.rows if other is not row]
            if any(column.cell(other).casefold() == own.casefold() for other in others):
                continue
            question = column.place.choice(
                column.asked(f'which {column.kind} has "{own}" under "{column.header}"?'),
                column.candidate(row, row.name, row),
                [
                    column.candidate(other, other.name, row)
                    for other in others
                    if not says_the_same(column.cell(other), own)
                ],
                difficulty="easy",
                deciding=(own,),
            )
            if question is not None:
                yield question


def cell_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match the rows of a table with their cells in one column."""
    for column in _columns(page, shelf):
        groups: dict[str, list[Row]] = {}
        for row in column.rows:
            groups.setdefault(form(column.cell(row)), []).append(row)
        for rows in groups.values():
            pairs = [
                Pair(
                    row.name,
                    column.cell(row),
                    f"{column.fact(row)}.",
                    column.place.evidence(row.line),
                )
                for row in rows
            ]
            named = Named(topic(column.place.section), column.kind)
            yield from pair_questions(column.place, pairs, named, f'entry under "{column.header}"')
