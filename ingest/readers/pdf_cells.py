"""Cells of tables: which piece belongs to which column and row, and what a cell says."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.pdf_lines import Piece, room_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_hyphens import Hyphens

CROSSING = 2.0
"""Points by which text may reach over a column's edge."""

WRAPPED_EM = 1.45
"""Lines of one cell are at most this far apart; rows of an airy table are farther."""

PARAGRAPH_EM = 1.6
"""Lines of one cell that are farther apart are separate entries."""

COLUMN_GAP_EM = 0.8
"""Least white space between the columns of a table without lines."""

_LIST_MARK = re.compile(r"^[•●▪■◦○‣∙·*✓➢❖–—-]\s+")


def text_edges(pieces: Sequence[Piece]) -> list[float]:
    """Return the middles of the white columns between pieces."""
    if not pieces:
        return []
    least = COLUMN_GAP_EM * median(piece.size for piece in pieces)
    edges: list[float] = []
    reach = None
    for piece in sorted(pieces, key=lambda p: p.x0):
        if reach is not None and piece.x0 - reach >= least:
            edges.append((piece.x0 + reach) / 2)
        reach = piece.x1 if reach is None else max(reach, piece.x1)
    return edges


def _column(piece: Piece, edges: Sequence[float]) -> int:
    start = piece.x0 + CROSSING
    return sum(start > edge for edge in edges)


def by_column(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    """Return the pieces of each column, given the inner edges."""
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[_column(piece, edges)].append(piece)
    return columns


def rows_by_text(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    """Part the pieces of a table without lines into rows, wrapped lines with the row above."""
    levels: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        if levels and levels[-1][0].y - piece.y <= 0.25 * piece.size:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    size = median(piece.size for piece in pieces)
    steps = [a[0].y - b[0].y for a, b in pairwise(levels)]
    airy = bool(steps) and median(steps) > WRAPPED_EM * size
    rows = [levels[0]]
    for level, step in zip(levels[1:], steps, strict=True):
        opens = any(_column(piece, edges) == 0 for piece in level)
        if step > WRAPPED_EM * size or (opens and not airy):
            rows.append(level)
        else:
            rows[-1] = rows[-1] + level
    return rows


def cell_texts(rows: Sequence[Sequence[Sequence[Piece]]], hyphens: Hyphens) -> list[list[str]]:
    """Return the text of each cell."""
    rights = [
        max((piece.x1 for cell in column for piece in cell), default=0.0)
        for column in zip(*rows, strict=True)
    ]
    return [
        [_cell(pieces, right, hyphens) for pieces, right in zip(row, rights, strict=True)]
        for row in rows
    ]


def _cell(pieces: Sequence[Piece], right: float, hyphens: Hyphens) -> str:
    """Join the lines of a cell whose column reaches to `right`; separate entries get semicolons."""
    text = ""
    above: Piece | None = None
    for piece in sorted(pieces, key=lambda p: (-round(p.y), p.x0)):
        line = _LIST_MARK.sub("", piece.text)
        entry = above is not None and (
            line != piece.text
            or above.y - piece.y > PARAGRAPH_EM * piece.size
            or (
                line[:1].isupper()
                and above.y - piece.y > 0.5 * piece.size
                and room_behind(above, piece, right) > 0
            )
        )
        if entry and text and text[-1] not in ".;:?!,":
            text = f"{text}; {line}"
        else:
            text = hyphens.join(text, line)
        above = piece
    return text


def middle(piece: Piece) -> float:
    """Return the height of a piece's middle."""
    return piece.y + 0.3 * piece.size


def all_bold(pieces: Sequence[Piece]) -> bool:
    """Return True when every piece is set in bold."""
    return all(piece.bold for piece in pieces)
