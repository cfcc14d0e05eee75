"""Multiple choice from table cells: which row has this cell, or which cell has this row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.phrasing import Column, Wording, according_to
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.words import kind_of_value, says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import DistractorKind, Question

LEAST_ROWS = 4
LONGEST_CELL = 170
CALCULATED = re.compile(r"\d\s*(?:=|[-+*/x]\s+\d)|=\s*\d")
"""A worked figure, which says nothing outside its example."""
NAME_FIRST_FROM = 28
"""A cell this long describes its row: the row is asked for; a shorter one is asked for itself."""


def cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions that the tables of a page carry, one per cell at most."""
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names or len(table.rows) < LEAST_ROWS:
            continue
        if view.limits_of or view.compares_sides:
            continue
        place = Place(shelf, page, table.section)
        for number in view.askable:
            for row in table.rows:
                question = _cell_question(place, view, row, number)
                if question is not None:
                    yield question


def _cell_question(place: Place, view: TableView, row: Row, number: int) -> Question | None:
    cell = row.cells[number]
    if CALCULATED.search(cell):
        return None
    if not cell or not names_one_thing(row) or len(cell) > LONGEST_CELL:
        return None
    column = view.column(number)
    describes = len(cell) >= NAME_FIRST_FROM and kind_of_value(cell) == "text"
    asks = (_name_question, _value_question) if describes else (_value_question, _name_question)
    return asks[0](place, view, row, number, column) or asks[1](place, view, row, number, column)


def _name_question(
    place: Place, view: TableView, row: Row, number: int, column: Column
) -> Question | None:
    """Ask for the row: its first cell is the key, those of other rows are wrong."""
    cell = row.cells[number]
    others = [other for other in view.table.rows if other is not row and names_one_thing(other)]
    if any(says_the_same(cell, other.cells[number]) for other in others if other.cells[number]):
        return None
    if kind_of_value(cell) == "text" and len(cell.split()) < 2:
        return None
    words = Wording(place.shelf.is_name)
    stem = according_to(place.page, place.section, words.which_has(view.kind, column, cell))
    key = Candidate(
        row.name,
        says(row.name, column, words.inside(cell)),
        place.evidence(row.line),
    )
    wrong = [
        Candidate(
            other.name,
            says(other.name, column, words.inside(other.cells[number])),
            place.evidence(other.line),
            _kind(place, row, other),
        )
        for other in others
        if other.cells[number] and not place.shelf.said_of(other.name, cell)
    ]
    return place.choice(stem, key, wrong, deciding=(words.inside(cell),))


def _value_question(
    place: Place, view: TableView, row: Row, number: int, column: Column
) -> Question | None:
    """Ask for the cell: cells of the same column in other rows are wrong."""
    cell = row.cells[number]
    kind = kind_of_value(cell)
    words = Wording(place.shelf.is_name)
    stem = according_to(place.page, place.section, _value_stem(words, view, row, column))
    key = Candidate(cell, says(row.name, column, words.inside(cell)), place.evidence(row.line))
    wrong = [
        Candidate(
            other.cells[number],
            f"{says(other.name, column, words.inside(other.cells[number]))}"
            f" It is not said of {words.inside(row.name)}.",
            place.evidence(other.line),
            "right service, wrong feature",
        )
        for other in view.table.rows
        if other is not row
        and other.cells[number]
        and names_one_thing(other)
        and kind_of_value(other.cells[number]) == kind
        and not place.shelf.said_of(row.name, other.cells[number])
    ]
    return place.choice(stem, key, wrong, difficulty="easy", deciding=(words.inside(row.name),))


def _value_stem(words: Wording, view: TableView, row: Row, column: Column) -> str:
    plain = column.kind == "noun" or view.kind == "entry"
    name = _named(view, row) if plain else row.name
    return words.what_of(view.kind, name, column)


def _named(view: TableView, row: Row) -> str:
    """Return the row's name, with what it is where the name alone would not tell."""
    if len(row.name) <= 3 or row.name[0].islower() or row.name.isupper():
        return f"{view.kind} {row.name}" if view.kind != "entry" else row.name
    return row.name


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
