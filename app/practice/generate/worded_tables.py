"""A table with the sentences that were written for it: its rows, cells and facts in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.choice_cells import (
    CODED,
    LONGEST_CELL,
    kind_of_distractor,
    shown_cell,
)
from app.practice.generate.phrasing import Wording
from app.practice.generate.response_words import is_no, is_yes
from app.practice.generate.wordings import filled
from app.practice.generate.words import content_words, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.generate.wordings import ColumnWording, TableWording
    from app.practice.records import DistractorKind


@dataclass(frozen=True)
class WordedColumn:
    """One column of a worded table, and the rows that have something to say in it."""

    table: WordedTable
    wording: ColumnWording
    number: int

    @property
    def place(self) -> Place:
        """Where its items come from."""
        return self.table.place

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows whose cell can be shown."""
        return tuple(row for row in self.table.rows if _is_shown(self.cell(row)))

    def is_said(self, row: str, cell: str) -> bool:
        """Whether a sentence or another table says a cell of a row; what stands elsewhere in the
        rows of this one does not count."""
        return self.place.shelf.said_of(row, cell, self.table.lines)

    @cached_property
    def asked(self) -> tuple[Row, ...]:
        """The rows that are asked about."""
        return tuple(row for row in self.rows if row.name not in self.wording.leave)

    def rivals(self, row: Row) -> list[Row]:
        """Return the rows that may be wrong where a row is right."""
        return [
            other
            for other in self.rows
            if other is not row and other.name not in self.wording.not_wrong
        ]

    def cell(self, row: Row) -> str:
        """Return a cell as it is shown."""
        return shown_cell(row, self.number)

    def filled(self, template: str, row: Row) -> str:
        """Return a sentence with a row and its cell."""
        return upper_first(self.table.filled(template, row, self.cell(row)))

    def fact(self, row: Row) -> str:
        """Return what the column states of a row, as a sentence."""
        said = self.wording.says
        if is_yes(row.cells[self.number]):
            said = self.wording.says_yes or said
        elif is_no(row.cells[self.number]):
            said = self.wording.says_no or said
        return self.filled(self.wording.says_of.get(row.name, said), row)


@dataclass(frozen=True)
class WordedTable:
    """A table of a page with its sentences."""

    place: Place
    table: Table
    wording: TableWording

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are asked about or offered."""
        return tuple(
            row for row in self.table.rows if row.name and row.name not in self.wording.leave
        )

    @cached_property
    def columns(self) -> tuple[WordedColumn, ...]:
        """The columns with sentences."""
        header = list(self.table.header.cells)
        return tuple(
            WordedColumn(self, one, header.index(one.name)) for one in self.wording.columns
        )

    @cached_property
    def lines(self) -> frozenset[frozenset[str]]:
        """The words of each row, as the pages list them."""
        return frozenset(content_words(self.table.stated(row)) for row in self.table.rows)

    @cached_property
    def _words(self) -> Wording:
        return Wording(self.place.shelf.is_name)

    def inside(self, text: str) -> str:
        """Return a row's name or a cell as it stands inside a sentence."""
        return self._words.inside(text)

    def filled(self, template: str, row: Row, cell: str) -> str:
        """Return a sentence with what stands for its placeholders."""
        return filled(template, row.name, cell, self.inside)

    def kind(self, row: Row, other: Row) -> DistractorKind:
        """Return what is wrong with another row where one is right."""
        return kind_of_distractor(self.place, row, other)


def _is_shown(cell: str) -> bool:
    """Whether a cell can be shown; that it says something to ask about is the author's concern."""
    return bool(cell) and len(cell) <= LONGEST_CELL and not CODED.search(cell)


def worded_tables(page: Page, shelf: Shelf) -> Iterator[WordedTable]:
    """Yield the tables of a page for which sentences were written."""
    for table in page.tables:
        wording = shelf.wording_of(page, table)
        if wording is not None:
            yield WordedTable(Place(shelf, page, table.section), table, wording)
