"""Drills on table cells: what holds for a row, and for which row it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.cell_stems import CellStems
from app.practice.generate.choice_cells import form, is_askable
from app.practice.generate.clues import spells_out
from app.practice.generate.header_stems import are_ratings
from app.practice.generate.matching_sets import Pair
from app.practice.generate.pairing import pairing_questions
from app.practice.generate.phrasing import Wording
from app.practice.generate.sound import faults_of
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.terms import DESCRIBES
from app.practice.generate.words import says_the_same, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LEAST_ROWS = 3
LONGEST_CELL = 120
_UNASKED = re.compile(
    r"^\W*$|^(?:link|links|url|image|notes?|comments?|required|(?:hyper)?parameter type"
    r"|optimization direction|value type|type|interpreting .*)$",
    re.IGNORECASE,
)
"""Columns that say nothing, and those that part their rows in kinds."""


@dataclass(frozen=True)
class _Column:
    """One column of a table and the rows that have something to say in it."""

    place: Place
    stems: CellStems
    rows: tuple[Row, ...]

    def candidate(self, row: Row, text: str, reason: str) -> Candidate:
        """Return an option: of the row that is asked about, or of another one."""
        evidence = self.place.evidence(row.line)
        return Candidate(text, reason, evidence, "right service, wrong feature")

    def fact(self, row: Row) -> str:
        """Return what holds for a row, as a sentence."""
        said = self.stems.fact(row).rstrip(".")
        return (
            f"{said if self.stems.shown(row) and said.startswith(row.name) else upper_first(said)}."
        )


def _columns(page: Page, shelf: Shelf) -> Iterator[_Column]:
    words = Wording(shelf.is_name)
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or view.is_inventory or not view.has_unique_names:
            continue
        if view.compares_sides:
            continue
        for number in view.askable:
            header = table.header.cells[number]
            stems = CellStems(table.section, view, number, words)
            if DESCRIBES.match(header) or _UNASKED.match(header) or not stems.is_asked:
                continue
            rows = tuple(
                row
                for row in table.rows
                if names_one_thing(row)
                and "*" not in row.name
                and is_askable(stems.shown(row))
                and len(stems.shown(row)) <= LONGEST_CELL
            )
            if len(rows) >= LEAST_ROWS and not are_ratings([stems.shown(row) for row in rows]):
                yield _Column(Place(shelf, page, table.section), stems, rows)


def cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each row the question for its cell; cells of the same column are wrong."""
    for column in _columns(page, shelf):
        for row in column.rows:
            own, stem = column.stems.shown(row), column.stems.for_cell(row)
            if not stem or spells_out(row.name, own):
                continue
            question = column.place.choice(
                stem,
                column.candidate(row, own, column.fact(row)),
                [
                    column.candidate(other, column.stems.shown(other), column.fact(other))
                    for other in column.rows
                    if other is not row and form(column.stems.shown(other)) == form(own)
                ],
                difficulty="easy",
                deciding=(row.name,),
            )
            if question is not None and not any(faults_of(question)):
                yield question


def row_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each cell that one row alone has the question for that row."""
    for column in _columns(page, shelf):
        for row in column.rows:
            own, stem = column.stems.shown(row), column.stems.for_row(row)
            others = [other for other in column.rows if other is not row]
            if not stem or spells_out(row.name, own):
                continue
            if any(column.stems.shown(other).casefold() == own.casefold() for other in others):
                continue
            question = column.place.choice(
                stem,
                column.candidate(row, row.name, column.fact(row)),
                [
                    column.candidate(other, other.name, column.fact(other))
                    for other in others
                    if not says_the_same(column.stems.shown(other), own)
                ],
                difficulty="easy",
                deciding=(own,),
            )
            if question is not None and not any(faults_of(question)):
                yield question


def cell_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match the rows of a table with their cells in one column."""
    for column in _columns(page, shelf):
        stem = column.stems.for_pairs()
        groups: dict[str, list[Row]] = {}
        for row in column.rows:
            groups.setdefault(form(column.stems.shown(row)), []).append(row)
        for rows in groups.values() if stem else ():
            pairs = [
                Pair(
                    row.name,
                    column.stems.shown(row),
                    column.fact(row),
                    column.place.evidence(row.line),
                )
                for row in rows
            ]
            yield from pairing_questions(column.place, pairs, stem)
