"""Multiple choice from table cells: which row has this cell, or which cell has this row."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.header_stems import RATINGS
from app.practice.generate.near_values import near_values
from app.practice.generate.phrasing import Column, Wording
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import asked_of
from app.practice.generate.words import RESIDUE, first_sentence, kind_of_value, says_the_same, shape

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
NO_ANSWER = re.compile(r"(?:none|n/a|not applicable|unlimited|same|-|varies)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"^(?:purpose|meaning|definition|description|explanation|function|effect|consequence|result"
    r"|role|use|use case|likely cause|cause|remedy|what it is)$",
    re.IGNORECASE,
)
LEAST_TOLD = 2
"""Words of a purpose, an effect, a remedy."""
_IDENTIFIER = re.compile(r"^\['|\w_\w|[a-z][A-Z]|::|^[a-z]+$")
CODED = re.compile(r"\barn:|==|&&|\|\||#\(|\*\.|<\w|\w\([\w, ]*\)|\$\{")
"""Code and addresses."""
LONGEST_SHOWN = 110
NAME_FIRST_FROM = 28
"""A cell this long describes its row: the row is asked for; a shorter one is asked for itself."""


def cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions that the tables of a page carry, one per cell at most."""
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names:
            continue
        if view.limits_of or view.compares_sides or view.is_inventory:
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
    if CODED.search(cell):
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
    if not which:
        return None
    wrong = [
        Candidate(
            other.row.name,
            asked.reason(other),
            other.place.evidence(other.row.line),
            _kind(place, asked.row, other.row),
            other.distance,
        )
        for other in asked.others
    ]
    stem = asked_of(place.section, asked.view.kind, which)
    return place.choice(
        stem,
        asked.key(asked.row.name),
        wrong,
        is_true=lambda one: place.shelf.said_of(one.text, cell),
        deciding=(asked.words.inside(cell),),
    )


def _value_question(asked: _Asked) -> Question | None:
    """Ask for the cell: cells of the same column in other rows are wrong."""
    place, row, words = asked.place, asked.row, asked.words
    shape_of = shape if MIXED.fullmatch(asked.column.header) is not None else form
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
        if shape_of(asked.of(other)) == kind and not NO_ANSWER.match(asked.of(other))
    ]
    wrong += _nearby(asked)
    what = words.what_of(asked.view.kind, row.name, asked.column, asked.cell)
    if not what or RATINGS.match(asked.cell) or _says_nothing(asked.cell, asked.column):
        return None
    return place.choice(
        asked_of(place.section, asked.view.kind, what),
        asked.key(asked.cell),
        wrong,
        is_true=lambda one: place.shelf.said_of(row.name, one.text),
        difficulty="easy",
        deciding=(words.inside(row.name),),
    )


def _nearby(asked: _Asked) -> list[Candidate]:
    """Return the round values next to a measured one."""
    place, row = asked.place, asked.row
    if kind_of_value(asked.cell) == "text":
        return []
    said = f"The table says otherwise: {asked.key(asked.cell).rationale}"
    return [
        Candidate(value, said, place.evidence(row.line), "true but beside the point", 1)
        for value in near_values(asked.cell, random.Random(f"{row.name} {asked.column.header}"))
    ]


def _says_nothing(cell: str, column: Column) -> bool:
    """Whether a cell is no answer to what its header asks: one word is no purpose."""
    return bool(NO_ANSWER.match(cell)) or (
        bool(_TELLS.match(column.header))
        and len(cell.split()) < LEAST_TOLD + (column.kind == "meaning")
    )


def form(text: str) -> str:
    """Return what an option looks like: what it measures, `code` or `text`."""
    kind = kind_of_value(text)
    if kind != "text":
        return kind
    if text.startswith("MinValue"):
        return "range"
    if text.startswith("["):
        return "names" if re.search(r"[A-Za-z]", text) else "interval"
    return "code" if _IDENTIFIER.search(text) else "text"


def shown_cell(row: Row, number: int) -> str:
    """Return a cell as it is shown: its first sentence where it is long."""
    cell = RESIDUE.split(row.cells[number], maxsplit=1)[0].strip()
    short = len(cell) <= LONGEST_SHOWN and ". " not in cell
    return (cell if short else first_sentence(cell)).rstrip(" :")


def says(name: str, column: Column, cell: str) -> str:
    """Return a cell as a sentence about its row."""
    match column.kind:
        case "when":
            return f"{name} is the right choice in this case: {cell}."
        case "fit" | "state":
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
