"""Tables of a page as rows of cells: ruled ones by their lines, others by alignment."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.pdf_grid import Extent, Grid, grids
from ingest.readers.pdf_lines import Piece, room_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_hyphens import Hyphens
    from ingest.readers.pdf_page import Box, Rule

CROSSING = 2.0
"""Points by which text may reach over a column's edge."""

WRAPPED_EM = 1.45
"""Lines of one cell are at most this far apart; rows of an airy table are farther."""

PARAGRAPH_EM = 1.6
"""Lines of one cell that are farther apart are separate entries."""

COLUMN_GAP_EM = 0.8
"""Least white space between the columns of a table without lines."""

MAX_BAND_LINES = 40
"""A row with more lines is a page between two rules, not a row of a table."""

_LIST_MARK = re.compile(r"^[•●▪■◦○‣∙·*✓➢❖–—-]\s+")


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


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two lines across a table."""

    top: float
    bottom: float
    pieces: list[Piece]


def ruled_tables(
    pieces: list[Piece], rules: Sequence[Rule], shades: Sequence[Box], hyphens: Hyphens
) -> tuple[list[Table], list[Piece]]:
    """Return the tables drawn with lines, and the pieces that belong to none."""
    tables: list[Table] = []
    rest = pieces
    for grid in grids(rules):
        for table, used in _tables_in(grid, rest, shades, hyphens):
            tables.append(table)
            taken = {id(piece) for piece in used}
            rest = [piece for piece in rest if id(piece) not in taken]
    return tables, rest


def aligned_table(pieces: list[Piece], hyphens: Hyphens) -> Table | None:
    """Return the table that pieces form by their alignment alone, if they do."""
    edges = _text_edges(pieces)
    if not edges:
        return None
    groups = _rows_by_text(pieces, edges)
    rows = _texts([_by_column(group, edges) for group in groups], hyphens)
    if not _is_table(rows):
        return None
    return _table(pieces, edges, rows, _all_bold(groups[0]) and not _all_bold(pieces))


def _table(
    pieces: Sequence[Piece], edges: Sequence[float], rows: list[list[str]], has_header: bool
) -> Table:
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


def _is_table(rows: list[list[str]]) -> bool:
    full = [row for row in rows if sum(bool(cell) for cell in row) >= 2]
    return len(full) >= 2 and 2 * len(full) >= len(rows)


def _tables_in(
    grid: Grid, pieces: list[Piece], shades: Sequence[Box], hyphens: Hyphens
) -> list[tuple[Table, list[Piece]]]:
    bands = _bands(grid, pieces)
    found: list[tuple[Table, list[Piece]]] = []
    for run in _runs_of_rows(bands, grid):
        used = [piece for band in run for piece in band.pieces]
        edges = _column_edges(run, grid)
        if not edges:
            continue
        rows = [row for row in _texts(_row_groups(run, grid, edges), hyphens) if any(row)]
        if not _is_table(rows):
            continue
        header = _has_header(run, shades)
        found.append((_table(used, edges, rows, header), used))
    return found


def _bands(grid: Grid, pieces: list[Piece]) -> list[_Band]:
    inside = [
        piece
        for piece in pieces
        if grid.x0 - 3 <= (piece.x0 + piece.x1) / 2 <= grid.x1 + 3 and piece.x0 >= grid.x0 - 3
    ]
    bands: list[_Band] = []
    for top, bottom in zip(grid.full, grid.full[1:], strict=False):
        members = [piece for piece in inside if bottom < _middle(piece) < top]
        bands.append(_Band(top, bottom, members))
    return bands


def _middle(piece: Piece) -> float:
    return piece.y + 0.3 * piece.size


def _runs_of_rows(bands: list[_Band], grid: Grid) -> list[list[_Band]]:
    """Return the runs of bands that may be rows of one table; prose parts two tables."""
    runs: list[list[_Band]] = [[]]
    for band in bands:
        if not band.pieces:
            if band.top - band.bottom > 30:
                runs.append([])
            continue
        crossed = all(_crosses(band.pieces, edge) for edge in grid.column_edges)
        lines = len({round(piece.y) for piece in band.pieces})
        prose = (crossed and not grid.sided and bool(grid.column_edges)) or lines > MAX_BAND_LINES
        if prose:
            runs.append([])
        else:
            runs[-1].append(band)
    return [run for run in runs if run]


def _crosses(pieces: Sequence[Piece], edge: float) -> bool:
    return any(piece.x0 < edge - CROSSING and piece.x1 > edge + CROSSING for piece in pieces)


def _column_edges(run: list[_Band], grid: Grid) -> list[float]:
    """Return the edges that most rows keep and that part text in at least one."""
    edges = []
    for edge in grid.column_edges:
        kept = [band for band in run if not _crosses(band.pieces, edge)]
        parts = any(
            any(piece.x1 <= edge + CROSSING for piece in band.pieces)
            and any(piece.x0 >= edge - CROSSING for piece in band.pieces)
            for band in kept
        )
        if parts and len(kept) >= 0.6 * len(run):
            edges.append(edge)
    edges = _edges_with_text_between(edges, run)
    if edges or grid.sided:
        return edges
    return _text_edges([piece for band in run for piece in band.pieces])


def _edges_with_text_between(edges: list[float], run: list[_Band]) -> list[float]:
    """Drop an edge when no text stands between it and the one before."""
    kept: list[float] = []
    for edge in edges:
        left = kept[-1] if kept else float("-inf")
        if any(left - CROSSING <= p.x0 and p.x1 <= edge + CROSSING for b in run for p in b.pieces):
            kept.append(edge)
    return kept


def _text_edges(pieces: Sequence[Piece]) -> list[float]:
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


def _row_groups(run: list[_Band], grid: Grid, edges: list[float]) -> list[list[list[Piece]]]:
    """Return the table's rows, each as one list of pieces per column."""
    rows: list[list[list[Piece]]] = []
    booktabs = not grid.sided and len(run) <= 3
    for band in run:
        levels = [e for e in grid.partial if band.bottom + 2 < e.y < band.top - 2]
        if levels:
            rows.extend(_spanned_rows(band, levels, edges))
        elif booktabs:
            rows.extend(_by_column(group, edges) for group in _rows_by_text(band.pieces, edges))
        else:
            rows.append(_by_column(band.pieces, edges))
    return rows


def _column(piece: Piece, edges: Sequence[float]) -> int:
    start = piece.x0 + CROSSING
    return sum(start > edge for edge in edges)


def _by_column(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[_column(piece, edges)].append(piece)
    return columns


def _spanned_rows(
    band: _Band, levels: Sequence[Extent], edges: Sequence[float]
) -> list[list[list[Piece]]]:
    """Return the rows beside a cell that spans several; its text is repeated in each of them."""
    heights: list[float] = []
    for level in levels:
        if not heights or heights[-1] - level.y > 2:
            heights.append(level.y)
    bounds = [band.top, *heights, band.bottom]
    by_column = _by_column(band.pieces, edges)
    rows: list[list[list[Piece]]] = [[] for _ in bounds[1:]]
    for column, pieces in enumerate(by_column):
        for first, last in _spans(column, heights, levels, edges):
            cell = [p for p in pieces if bounds[last + 1] < _middle(p) <= bounds[first]]
            for row in range(first, last + 1):
                rows[row].append(cell)
    return rows


def _spans(
    column: int, heights: Sequence[float], levels: Sequence[Extent], edges: Sequence[float]
) -> list[tuple[int, int]]:
    """Return the first and last row of each cell in a column."""
    right = edges[column] if column < len(edges) else edges[-1] + 2 * CROSSING
    left = edges[column - 1] if column else edges[0] - 2 * CROSSING
    middle = (left + right) / 2
    parted = [
        row
        for row, y in enumerate(heights)
        if any(abs(level.y - y) <= 2 and level.x0 <= middle <= level.x1 for level in levels)
    ]
    starts = [0, *(row + 1 for row in parted)]
    return list(zip(starts, [*parted, len(heights)], strict=True))


def _rows_by_text(pieces: Sequence[Piece], edges: Sequence[float]) -> list[list[Piece]]:
    """Part the pieces of a table without lines into rows, wrapped lines with the row above."""
    levels: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        if levels and levels[-1][0].y - piece.y <= 0.25 * piece.size:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    size = median(piece.size for piece in pieces)
    steps = [a[0].y - b[0].y for a, b in itertools.pairwise(levels)]
    airy = bool(steps) and median(steps) > WRAPPED_EM * size
    rows = [levels[0]]
    for level, step in zip(levels[1:], steps, strict=True):
        opens = any(_column(piece, edges) == 0 for piece in level)
        if step > WRAPPED_EM * size or (opens and not airy):
            rows.append(level)
        else:
            rows[-1] = rows[-1] + level
    return rows


def _texts(rows: Sequence[Sequence[Sequence[Piece]]], hyphens: Hyphens) -> list[list[str]]:
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


def _has_header(run: Sequence[_Band], shades: Sequence[Box]) -> bool:
    """Return True when the first row is set off in bold or in colour from the others."""
    if len(run) < 2:
        return False
    first, others = run[0], run[1:]
    if _all_bold(first.pieces):
        return not all(_all_bold(band.pieces) for band in others)
    shaded = [all(_is_shaded(piece, shades) for piece in band.pieces) for band in run]
    return shaded[0] and not all(shaded[1:])


def _all_bold(pieces: Sequence[Piece]) -> bool:
    return all(piece.bold for piece in pieces)


def _is_shaded(piece: Piece, shades: Sequence[Box]) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, _middle(piece)
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in shades)
