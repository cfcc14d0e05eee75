"""A cited passage as the places where a fact can stand: a sentence, two in a row, a table row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from app.answer.verify.names import Name
from app.answer.verify.polarity import denials
from app.answer.verify.quantities import Quantity, quantities
from app.answer.verify.statement import CONTRAST, Statement
from app.answer.verify.words import Word, plain, words
from index.records import CELL, Span

if TYPE_CHECKING:
    from app.answer.verify.names import NameFinder
    from index.records import Passage

_T = TypeVar("_T", Word, Quantity, Name)
ASPECTS = frozenset(
    {"", "aspect", "attribute", "characteristic", "criterion", "dimension"}
    | {"feature", "item", "point", "property", "question", "topic"}
)
"""First cells of a table that compares the things that its other columns are named after."""
_YES_OR_NO = re.compile(r"\s*(?:(?:yes|no|none|not|never|always)\b|\W*\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """What one row of a table says of the thing that a column is named after."""

    name: frozenset[str]
    """Stems of the column's name."""
    cell: frozenset[str]
    """Stems of the cell."""


@dataclass(frozen=True)
class Place:
    """A stretch of a passage in which facts may be found together."""

    span: Span
    """Offsets into the passage's text."""
    first: int
    last: int
    """Numbers of its first and last sentence."""
    statement: Statement
    is_row: bool = False
    denied: tuple[str, ...] = ()
    """The negators of a row's own cells, without those of its column names."""
    cells: frozenset[str] = frozenset()
    """Content stems of a row's cells behind the first; empty where one only says yes or no."""
    columns: tuple[Column, ...] = ()
    """The columns of a row that compares things by one of their properties; empty for others."""

    @cached_property
    def head(self) -> frozenset[str]:
        """Return the content stems of a row's first cell."""
        first, _, _ = self.statement.text.partition("|")
        end = len(first)
        return frozenset(w.stem for w in self.statement.words if w.is_content and w.start < end)

    @cached_property
    def clauses(self) -> tuple[frozenset[str], ...]:
        """Return the content stems of each part that may have a subject of its own."""
        parts: list[frozenset[str]] = []
        start = 0
        cuts = [*CONTRAST.finditer(self.statement.text), None]
        for cut in cuts:
            end = cut.start() if cut else len(self.statement.text)
            parts.append(
                frozenset(
                    w.stem for w in self.statement.words if w.is_content and start <= w.start < end
                )
            )
            start = cut.end() if cut else end
        return tuple(part for part in parts if part)


@dataclass(frozen=True)
class Evidence:
    """A passage taken apart."""

    places: tuple[Place, ...]
    whole: Statement
    """The passage's text."""
    headings: Statement
    """Title and heading path: the subject that its sentences may leave out."""

    @classmethod
    def of(cls, passage: Passage, finder: NameFinder) -> Evidence:
        """Take a passage apart; rows are read with the names of their columns."""
        single = []
        for number, span in enumerate(passage.sentences):
            text = passage.text[span.start : span.end]
            row = CELL in text
            names = _columns(passage, span.start) if row else []
            read = Statement.of(_row(text, names) if row else text, finder)
            compared = _compared(text, names)
            cells = _cells(text) if row else frozenset()
            single.append(Place(span, number, number, read, row, _negators(text), cells, compared))
        pairs = [_joined(a, b) for a, b in pairwise(single) if not a.is_row and not b.is_row]
        headings = Statement.of(" . ".join((passage.title, *passage.heading_path)), finder)
        text = plain(passage.text)
        whole = Statement(text, words(text), quantities(text), ())
        return cls((*single, *pairs), whole, headings)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return all stems of the passage and its headings."""
        return self.whole.stems | self.headings.stems | self._row_stems

    @cached_property
    def _row_stems(self) -> frozenset[str]:
        return frozenset().union(*(place.statement.stems for place in self.places))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the keys of all names in the passage and its headings."""
        return self.headings.keys.union(*(place.statement.keys for place in self.places))

    def before(self, place: Place) -> tuple[Statement, ...]:
        """Return the sentences just before a place, and the one after: what it leans on."""
        around = {place.first - 2, place.first - 1, place.last + 1}
        return tuple(
            other.statement
            for other in self.places
            if other.first == other.last and other.first in around and not other.is_row
        )


def _cells(row: str) -> frozenset[str]:
    """Return the content stems behind the first cell; none where a cell says yes, no, or a dash."""
    _, *cells = row.split(CELL)
    if any(_YES_OR_NO.match(cell) for cell in cells):
        return frozenset()
    return frozenset(word.stem for cell in cells for word in words(plain(cell)) if word.is_content)


def _negators(text: str) -> tuple[str, ...]:
    return tuple(sorted(d.word for d in denials(words(plain(text)))))


def _joined(a: Place, b: Place) -> Place:
    one, other = a.statement, b.statement
    text = f"{one.text} \n {other.text}"
    shift = len(one.text) + 3
    return Place(
        Span(a.span.start, b.span.end),
        a.first,
        b.last,
        Statement(
            text,
            (*one.words, *(_moved(word, shift) for word in other.words)),
            (*one.quantities, *(_moved(q, shift) for q in other.quantities)),
            (*one.names, *(_moved(name, shift) for name in other.names)),
        ),
    )


def _moved(one: _T, shift: int) -> _T:
    return replace(one, start=one.start + shift, end=one.end + shift)


def _columns(passage: Passage, offset: int) -> list[str]:
    """Return the cells of the table header in force at an offset of the passage."""
    if passage.header_length:
        return passage.text[: passage.header_length].strip().split(CELL)
    return _header_above(passage.text, offset)


def _header_above(text: str, offset: int) -> list[str]:
    """Return the cells of the first row of the run of rows that holds an offset."""
    begin = text.rfind("\n\n", 0, offset)
    block = text[begin + 2 if begin >= 0 else 0 :].split("\n")
    rows = [line for line in block if CELL in line]
    return rows[0].split(CELL) if rows else []


def _compared(row: str, names: list[str]) -> tuple[Column, ...]:
    """Return the columns of a row of a table that compares the things they are named after."""
    cells = row.split(CELL)
    if len(names) != len(cells) or len(names) < 3 or names == cells:
        return ()
    if plain(names[0]).strip().lower() not in ASPECTS:
        return ()
    return tuple(
        Column(_stems(name), _stems(cell)) for name, cell in zip(names[1:], cells[1:], strict=True)
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(plain(text)) if word.is_content)


def _row(text: str, names: list[str]) -> str:
    """Return a row as text in which every cell stands behind the name of its column."""
    cells = text.split(CELL)
    if len(names) != len(cells) or names == cells:
        return text
    return (
        CELL.join(
            cell if number == 0 else f"{name} {cell}"
            for number, (name, cell) in enumerate(zip(names, cells, strict=True))
        )
        + f" | {names[0]}"
    )
