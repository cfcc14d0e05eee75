"""Tables as rows of cells, and those that only the alignment of their text shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.pdf_cells import all_bold, by_column, cell_texts, rows_by_text, text_edges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_hyphens import Hyphens
    from ingest.readers.pdf_lines import Piece


@dataclass(slots=True)
class Table:
    """A table on one page."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    edges: tuple[float, ...]
    """The inner edges of its columns, from left to right."""
    rows: list[list[str]]
    has_header: bool
    row_pages: list[int] = field(default_factory=list)
    """The page of each row."""
    last_page: int = 0

    def __post_init__(self) -> None:
        self.row_pages = [self.page] * len(self.rows)
        self.last_page = self.page

    def go_on(self, other: Table, hyphens: Hyphens) -> None:
        """Continue with the table's part on the next page, without its repeated header."""
        rows = list(other.rows)
        if rows and rows[0] == self.rows[0]:
            rows = rows[1:]
        if rows and not rows[0][0] and self.rows[-1][0]:
            rest = rows.pop(0)
            self.rows[-1] = [
                hyphens.join(cell, more) for cell, more in zip(self.rows[-1], rest, strict=True)
            ]
        self.rows.extend(rows)
        self.row_pages.extend([other.page] * len(rows))
        self.last_page = other.page


def aligned_table(pieces: list[Piece], hyphens: Hyphens) -> Table | None:
    """Return the table that pieces form by their alignment alone, if they do."""
    edges = text_edges(pieces)
    if not edges:
        return None
    groups = rows_by_text(pieces, edges)
    rows = cell_texts([by_column(group, edges) for group in groups], hyphens)
    if not is_table(rows):
        return None
    return new_table(pieces, edges, rows, all_bold(groups[0]) and not all_bold(pieces))


def new_table(
    pieces: Sequence[Piece], edges: Sequence[float], rows: list[list[str]], has_header: bool
) -> Table:
    """Return a table that stands where its pieces do."""
    return Table(
        page=pieces[0].page,
        x0=min(piece.x0 for piece in pieces),
        x1=max(piece.x1 for piece in pieces),
        top=max(piece.top for piece in pieces),
        bottom=min(piece.bottom for piece in pieces),
        edges=tuple(edges),
        rows=rows,
        has_header=has_header,
    )


def is_table(rows: list[list[str]]) -> bool:
    """Return True when enough rows have text in more than one column."""
    full = [row for row in rows if sum(bool(cell) for cell in row) >= 2]
    return len(full) >= 2 and 2 * len(full) >= len(rows)
