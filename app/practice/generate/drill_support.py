"""Drills on what rows of a table share: which of them have a mark, and which have a value?"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.phrasing import Wording, plural
from app.practice.generate.response_pick import KEYS, WRONG, Choice, pick
from app.practice.generate.response_words import as_one, asks_which, is_no, is_yes
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import led

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

MOST_OF_COLUMN = 2
"""Questions of one form about one column."""
MOST_OF_PAGE = 18
LONGEST_VALUE = 40
MOST_VALUES = 5
"""Values of a column by which its rows are told apart; with more it is no kind."""
LEAST_MARKED = 2
"""Columns with marks from which a table is a matrix of things and what they have."""
_MARK = re.compile(r"^(?:✓|✔|✅|X)$")
_UNSURE = re.compile(r"^(?:n/?a|-|—)$", re.IGNORECASE)
_UNASKED = re.compile(
    r"\b(?:versions?|dates?|polic(?:y|ies)|changes?|icons?|regex.*|ur[il]s?|links?|sources?|regions?"
    r"|batch size|dataset|precision|parameter type|hyperparameter type|optimization direction"
    r"|examples?|min|max|vcpus?|throughput|memory|quotas?|gpus?|limits?|defaults?|descriptions?"
    r"|notes?|stats|resources|models?|dependency|channel name|instance type|value type"
    r"|evaluation result|number of|ranges?|recommended .*|toolkits?|action|status|temperature.*"
    r"|usage.*|compiler.*|containers?|id|array.*|type)\b",
    re.IGNORECASE,
)
"""Columns of looked-up values, and those about which other drills ask."""
_MASS = re.compile(r"(?:data|list|case)$", re.IGNORECASE)
"""Kinds that have no several of their own, or are not what a row is."""
_INVENTORY = re.compile(r"^models?\b|^device", re.IGNORECASE)
"""Tables of hundreds of like rows, which are looked up."""
_UNSHOWN = re.compile(r"^[a-z]+\w*(?:,| and )|^[a-z]{1,2} |\(\d")
"""Names that an option would spell otherwise, or that are lists of versions."""
_LIST = re.compile(r"[;\n]|, (?:and|or) |\.$|\*|\d{3}|[<>{}|`$\[\]=\\]")
_PLAIN_VALUE = re.compile(r"[A-Za-z][\w .,/()-]+")


@dataclass(frozen=True)
class _Column:
    """A column of a table, with the rows whose cells of it are told for certain."""

    place: Place
    table: Table
    number: int
    rows: tuple[Row, ...]

    @cached_property
    def header(self) -> str:
        """The header inside a sentence."""
        said = Wording(self.place.shelf.is_name).header(self.table.header.cells[self.number])
        return said.rstrip("?*")

    @property
    def title(self) -> str:
        """The header as it is shown in quotation marks."""
        return self.table.header.cells[self.number].rstrip("?*")

    @cached_property
    def kind(self) -> str:
        """What a row is, as a noun."""
        kind = TableView(self.table).kind
        return "entry" if _MASS.search(kind) else kind

    @property
    def kinds(self) -> str:
        """What the rows are, as a noun of several."""
        return plural(self.kind)

    def says(self, row: Row) -> str:
        """Return what the table says of a row."""
        cell = row.cells[self.number]
        told = f'"{cell}"' if cell else "no mark"
        return f'{row.name}: the table has {told} under "{self.title}".'

    def choice(self, row: Row) -> Choice:
        """Return a row as an option of several."""
        return Choice(row.name, self.says(row), self.place.evidence(row.line))

    def candidate(self, row: Row) -> Candidate:
        """Return a row as an option."""
        return Candidate(
            row.name,
            self.says(row),
            self.place.evidence(row.line),
            "right service, wrong feature",
        )


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a table says of a row."""

    name: str
    header: str
    cell: str


@dataclass(frozen=True, slots=True)
class _Split:
    """The rows of a column that share something, the others, and how each is asked for."""

    column: _Column
    sharing: tuple[Row, ...]
    others: tuple[Row, ...]
    asked: str
    asked_of_one: str
    """Either is empty where another drill asks it."""


def support_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for the two rows that share a mark or a value."""
    found = _in_turn(_of_several(split) for split in _splits_of(page, shelf) if split.asked)
    yield from islice(found, MOST_OF_PAGE)


def support_choices(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for a mark or value questions for a single row with it among three without."""
    found = _in_turn(_of_one(split) for split in _splits_of(page, shelf) if split.asked_of_one)
    yield from islice(found, MOST_OF_PAGE)


def _in_turn(rows: Iterable[Iterator[Question]]) -> Iterator[Question]:
    """Yield the first question of each, then the second."""
    for together in zip_longest(*rows):
        yield from (question for question in together if question is not None)


def _of_several(split: _Split) -> Iterator[Question]:
    """Yield the questions for two rows of a split."""
    place = split.column.place
    for keys, wrong in _draws(split):
        question = pick(
            place,
            led(place.section, split.asked.replace("which ", "which two ", 1)),
            [split.column.choice(row) for row in keys],
            [split.column.choice(row) for row in wrong],
        )
        if question is not None:
            yield replace(question, difficulty="easy")


def _of_one(split: _Split) -> Iterator[Question]:
    """Yield the questions for one row of a split."""
    rng = random.Random(f"{split.column.number} {split.asked_of_one}")
    rows = list(split.sharing)
    rng.shuffle(rows)
    for row in rows[:MOST_OF_COLUMN]:
        question = split.column.place.choice(
            led(split.column.place.section, split.asked_of_one),
            split.column.candidate(row),
            [split.column.candidate(other) for other in split.others],
            difficulty="easy",
        )
        if question is not None:
            yield question


def _draws(split: _Split) -> Iterator[tuple[tuple[Row, ...], tuple[Row, ...]]]:
    """Yield rows that share it, no two times the same, each time with others."""
    rng = random.Random(f"{split.column.number} {split.asked}")
    sharing, others = list(split.sharing), list(split.others)
    if len(others) < WRONG:
        return
    rng.shuffle(sharing)
    rng.shuffle(others)
    for number in range(min(MOST_OF_COLUMN, len(sharing) // KEYS)):
        first = number * WRONG % len(others)
        wrong = (*others[first:], *others[:first])[: max(WRONG, len(others) // 2)]
        yield tuple(sharing[number * KEYS :][:KEYS]), wrong


def _splits_of(page: Page, shelf: Shelf) -> tuple[_Split, ...]:
    return shelf.fact("table splits", page, lambda one: _splits(one, shelf))


def _splits(page: Page, shelf: Shelf) -> Iterator[_Split]:
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names or shelf.wording_of(page, table):
            continue
        if _INVENTORY.match(table.header.name):
            continue
        place = Place(shelf, page, table.section)
        marked = [n for n in range(1, len(table.header.cells)) if _is_marked(table, n)]
        for number in range(1, len(table.header.cells)):
            is_matrix = number in marked and len(marked) >= LEAST_MARKED
            if not is_matrix and _UNASKED.search(table.header.cells[number]):
                continue
            rows = tuple(
                row
                for row in table.rows
                if names_one_thing(row)
                and not _UNSHOWN.search(row.name)
                and _is_told(row.cells[number], marked=number in marked)
            )
            if len(rows) < KEYS + WRONG or not 1 < _values(rows, number) <= MOST_VALUES:
                continue
            certain = _undisputed(page, shelf, rows, table.header.cells[number])
            column = _Column(place, table, number, certain)
            if is_matrix:
                yield from _of_marks(column)
            else:
                yield from _of_answers(column)
                yield from _of_values(column)


def _values(rows: Sequence[Row], number: int) -> int:
    return len({row.cells[number] for row in rows})


def _is_marked(table: Table, number: int) -> bool:
    cells = [cell for cell in table.column(number) if cell]
    return len(cells) >= KEYS and sum(bool(_MARK.match(c)) for c in cells) > len(cells) / 2


def _is_told(cell: str, *, marked: bool) -> bool:
    """Whether a cell says something for certain; an empty one does among marks."""
    if marked:
        return not cell or bool(_MARK.match(cell))
    return bool(cell) and not _UNSURE.match(cell)


def _undisputed(page: Page, shelf: Shelf, rows: Sequence[Row], header: str) -> tuple[Row, ...]:
    """Return the rows of which no other table says something else in a column of that name."""
    told = {
        (one.name, one.cell)
        for one in shelf.facts("table cells", page, _cells_of)
        if one.header == header
    }
    disputed = {name for name, count in Counter(name for name, _ in told).items() if count > 1}
    return tuple(row for row in rows if row.name not in disputed)


def _cells_of(page: Page) -> Iterator[_Cell]:
    """Yield the cells of the tables of a page that part rows in kinds."""
    for table in page.tables:
        for number, header in enumerate(table.header.cells[1:], 1):
            if len(set(table.column(number))) <= MOST_VALUES:
                for row in table.rows:
                    yield _Cell(row.name, header, row.cells[number])


def _of_marks(column: _Column) -> Iterator[_Split]:
    """Part the rows of a matrix: those with a mark for the thing over the column, and the rest."""
    marked = tuple(row for row in column.rows if row.cells[column.number])
    bare = tuple(row for row in column.rows if not row.cells[column.number])
    what, many = column.header, column.kinds
    for rows, rest, has, have in (
        (marked, bare, "has", "have"),
        (bare, marked, "does not have", "do not have"),
    ):
        asked = f"which of these {many} {have} a mark for {what} in the table?"
        one = f"which of these {many} {has} a mark for {what} in the table?"
        yield _Split(column, rows, rest, asked.replace("which of these", "which"), one)


def _of_answers(column: _Column) -> Iterator[_Split]:
    """Part the rows whose cell is a plain yes or no."""
    yes = tuple(row for row in column.rows if is_yes(row.cells[column.number]))
    no = tuple(row for row in column.rows if is_no(row.cells[column.number]))
    header = column.header
    for rows, rest, holds in ((yes, no, True), (no, yes, False)):
        if header.lower() == "required":
            one = f"which {column.kind} is{'' if holds else ' not'} required?"
            asked = "" if holds else f"which {column.kinds} are not required?"
            yield _Split(column, rows, rest, asked, one)
            continue
        asked = asks_which(column.kinds, header, holds=holds)
        if "does this" in asked:
            answer = rows[0].cells[column.number] if rows else ""
            asked = f'which {column.kinds} have "{answer}" under "{column.title}"?'
        one = as_one(asked, column.kind)
        yield _Split(column, rows, rest, asked, "" if one == asked else one)


def _of_values(column: _Column) -> Iterator[_Split]:
    """Part the rows of a column with a few values by each of them that several rows have."""
    groups: dict[str, list[Row]] = {}
    for row in column.rows:
        groups.setdefault(row.cells[column.number], []).append(row)
    if not 1 < len(groups) <= MOST_VALUES or any(is_yes(value) for value in groups):
        return
    for value, sharing in groups.items():
        if (
            len(sharing) < KEYS
            or len(value) > LONGEST_VALUE
            or _LIST.search(value)
            or not _PLAIN_VALUE.fullmatch(value)
        ):
            continue
        others = tuple(row for row in column.rows if _differs(row.cells[column.number], value))
        asked = f'which {column.kinds} have "{value}" as their {column.header}?'
        yield _Split(column, tuple(sharing), others, asked, "")


def _differs(cell: str, value: str) -> bool:
    """Whether a cell says something else, and not the same and more: "CPU" and "CPU or GPU"."""
    return not set(cell.casefold().split()) & set(value.casefold().split())
