"""Multiple choice from table cells: which row has this cell, or which cell has this row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.phrasing import Column, Wording
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import according_to
from app.practice.generate.words import first_sentence, kind_of_value, says_the_same, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.records import DistractorKind, Question

LEAST_ROWS = 4
LONGEST_CELL = 170
CALCULATED = re.compile(r"\d\s*(?:=|[-+*/x]\s+\d)|=\s*\d|\.\.\.|\*\*|\b[A-Z]{2,}-\d{3,}|^rarely\b")
"""A worked figure or a made-up value, which says nothing outside its example."""
_LEANS = re.compile(
    r"^(?:this|these|it|they|see|same|use this|used for this)\b"
    r"|\b(?:above|below|see|the following)\b",
    re.IGNORECASE,
)
"""A cell that leans on something outside the table."""
MIXED = re.compile(
    r"(?:values?(?: or default)?|content|meaning|default|setting|limit)", re.IGNORECASE
)
"""Headers of columns whose cells are of all kinds."""
LONGEST_SHOWN = 110
NAME_FIRST_FROM = 28
"""A cell this long describes its row: the row is asked for; a shorter one is asked for itself."""


def cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions that the tables of a page carry, one per cell at most."""
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names:
            continue
        if view.limits_of or view.compares_sides:
            continue
        place = Place(shelf, page, table.section)
        relatives = _relatives(page, table, shelf) if len(table.rows) < LEAST_ROWS else ()
        for number in view.askable:
            for row in table.rows:
                question = _cell_question(place, view, row, number, relatives)
                if question is not None:
                    yield question


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A row whose cells may be wrong options: of the same table, or of one with the same header."""

    place: Place
    row: Row
    distance: int = 0


def _relatives(page: Page, table: Table, shelf: Shelf) -> tuple[Neighbor, ...]:
    """Return rows of tables with the same header on pages about related things."""
    found = shelf.facts("tables", page, lambda one: ((one, t) for t in one.tables))
    return tuple(
        Neighbor(Place(shelf, other_page, other.section), row, 1)
        for other_page, other in found
        if other is not table
        and other.header.cells == table.header.cells
        and (other_page is page or shelf.are_alike(page, other_page))
        for row in other.rows
    )


def _cell_question(
    place: Place, view: TableView, row: Row, number: int, relatives: Sequence[Neighbor]
) -> Question | None:
    cell = shown_cell(row, number)
    if CALCULATED.search(cell) or _LEANS.search(cell) or "example" in row.name.lower():
        return None
    if not cell or not names_one_thing(row) or len(cell) > LONGEST_CELL:
        return None
    describes = len(cell) >= NAME_FIRST_FROM and kind_of_value(cell) == "text"
    own = {one.name.casefold() for one in view.table.rows}
    others = [Neighbor(place, one) for one in view.table.rows if one is not row]
    others += [one for one in relatives if one.row.name.casefold() not in own]
    kept = tuple(o for o in others if names_one_thing(o.row) and shown_cell(o.row, number))
    asked = _Asked(place, view, row, number, kept)
    first, second = (_name_question, _value_question)[:: 1 if describes else -1]
    return first(asked) or second(asked)


@dataclass(frozen=True)
class _Asked:
    """A cell to ask about, or to ask for."""

    place: Place
    view: TableView
    row: Row
    number: int
    others: tuple[Neighbor, ...]

    @cached_property
    def cell(self) -> str:
        """The cell as it is shown."""
        return shown_cell(self.row, self.number)

    @cached_property
    def column(self) -> Column:
        """What the cell says of its row."""
        return self.view.column(self.number)

    @cached_property
    def words(self) -> Wording:
        """Knows which words are names."""
        return Wording(self.place.shelf.is_name)

    def of(self, other: Neighbor) -> str:
        """Return the cell of another row as it is shown."""
        return shown_cell(other.row, self.number)

    def key(self, text: str) -> Candidate:
        """Return the right option with the cell as its reason."""
        said = says(self.row.name, self.column, self.words.inside(self.cell))
        return Candidate(text, said, self.place.evidence(self.row.line))

    def reason(self, other: Neighbor) -> str:
        """Return what another row says."""
        return says(other.row.name, self.column, self.words.inside(self.of(other)))


def _name_question(asked: _Asked) -> Question | None:
    """Ask for the row: its first cell is the key, those of other rows are wrong."""
    cell, place = asked.cell, asked.place
    if any(says_the_same(cell, asked.of(other)) for other in asked.others):
        return None
    if kind_of_value(cell) == "text" and len(cell.split()) < 2:
        return None
    which = asked.words.which_has(asked.view.kind, asked.column, cell)
    wrong = [
        Candidate(
            other.row.name,
            asked.reason(other),
            other.place.evidence(other.row.line),
            _kind(place, asked.row, other.row),
            other.distance,
        )
        for other in asked.others
        if not place.shelf.said_of(other.row.name, cell)
    ]
    stem = according_to(place.section, which)
    return place.choice(
        stem, asked.key(asked.row.name), wrong, deciding=(asked.words.inside(cell),)
    )


def _value_question(asked: _Asked) -> Question | None:
    """Ask for the cell: cells of the same column in other rows are wrong."""
    place, row, words = asked.place, asked.row, asked.words
    shape_of = shape if MIXED.fullmatch(asked.column.header) is not None else kind_of_value
    kind = shape_of(asked.cell)
    wrong = [
        Candidate(
            asked.of(other),
            f"{asked.reason(other)} It is not said of {words.inside(row.name)}.",
            other.place.evidence(other.row.line),
            "right service, wrong feature",
            other.distance,
        )
        for other in asked.others
        if shape_of(asked.of(other)) == kind and not place.shelf.said_of(row.name, asked.of(other))
    ]
    stem = according_to(place.section, _value_stem(words, asked.view, row, asked.column))
    return place.choice(
        stem, asked.key(asked.cell), wrong, difficulty="easy", deciding=(words.inside(row.name),)
    )


def _value_stem(words: Wording, view: TableView, row: Row, column: Column) -> str:
    short = len(row.name) <= 3 or row.name[0].islower() or row.name.isupper()
    if short and view.kind != "entry" and column.kind == "noun" and " " not in row.name:
        return words.what_of("entry", f"{view.kind} {row.name}", column)
    return words.what_of(view.kind, row.name, column)


def shown_cell(row: Row, number: int) -> str:
    """Return a cell as it is shown: its first sentence where it is long."""
    cell = row.cells[number]
    short = len(cell) <= LONGEST_SHOWN and ". " not in cell
    return (cell if short else first_sentence(cell)).rstrip(" :")


def says(name: str, column: Column, cell: str) -> str:
    """Return a cell as a sentence about its row."""
    match column.kind:
        case "when":
            return f"{name} is the right choice in this case: {cell}."
        case "fit":
            return f"{name} is {column.header.lower()} this: {cell}."
        case "does":
            return f"What {name} does: {cell}."
        case "verb":
            return f"{name} {column.header[0].lower()}{column.header[1:]}: {cell}."
    return f"{name} - {column.header[0].lower()}{column.header[1:]}: {cell}."


def _kind(place: Place, row: Row, other: Row) -> DistractorKind:
    catalog = place.shelf.catalog
    if catalog.named(row.name) or catalog.named(other.name):
        return "wrong service"
    return "right service, wrong feature"
