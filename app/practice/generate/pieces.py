"""Pieces of a document that items are made of; each knows where its text stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Piece:
    """A verbatim part of a document's text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """What lies below one heading, up to the next heading of any level."""

    titles: tuple[str, ...]
    """The open headings, outermost first; the document's title when it has none."""
    bullets: tuple[str, ...] = ()
    url: str | None = None
    checked: str | None = None
    setting: str = ""
    """The product that the whole page is about, where its headings do not name it."""

    @property
    def title(self) -> str:
        """The innermost heading."""
        return self.titles[-1]

    @property
    def tasks(self) -> frozenset[str]:
        """The task statements that its outline entries belong to."""
        return _tasks(self.bullets)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the whole line and its cells."""

    line: Piece
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the row is about: its first cell."""
        return self.cells[0]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. Every row has as many cells as the header."""

    section: Section
    header: Row
    rows: tuple[Row, ...]
    lead: str = ""
    """The sentence before it."""

    def stated(self, row: Row) -> str:
        """Return a row as a line of text: each cell behind its header."""
        cells = zip(self.header.cells, row.cells, strict=True)
        return " ".join(f"{head}: {cell}." for head, cell in cells)

    def column(self, number: int) -> tuple[str, ...]:
        """Return the cells of one column, top to bottom."""
        return tuple(row.cells[number] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list or one step of a procedure."""

    line: Piece
    """Its first line without the marker."""
    nested: bool = False
    """Whether a list inside it goes on telling what it says."""

    @property
    def text(self) -> str:
        """The first line."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list or a procedure, with the sentence that introduces it."""

    section: Section
    entries: tuple[Entry, ...]
    lead: Piece | None = None
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose."""

    section: Section
    piece: Piece

    @property
    def text(self) -> str:
        """The sentence on one line."""
        return " ".join(self.piece.text.split())


@dataclass(frozen=True, slots=True)
class Definition:
    """What a page says that a term is or does."""

    section: Section
    term: str
    meaning: str
    """Without a full stop; begins with an article when `verb` is set."""
    piece: Piece
    subject: str
    """The term as it stands inside a sentence, with its article."""
    verb: str = ""
    """`is` or `are` for "X is a ..."; empty for "X: meaning" of a list."""
    advises: bool = False
    """Whether the meaning says what to do, not what the term is."""
    noun: str = "entry"
    """What the terms of its list are, as the lead or the heading says: "metric"."""


@lru_cache(maxsize=4096)
def _tasks(bullets: tuple[str, ...]) -> frozenset[str]:
    return frozenset(bullet.rpartition(".")[0] for bullet in bullets)
