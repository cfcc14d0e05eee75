"""Tables drawn with lines: their rows and columns come from the lines, cells that span rows too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.pdf_cells import (
    CROSSING,
    all_bold,
    by_column,
    cell_texts,
    middle,
    rows_by_text,
    text_edges,
)
from ingest.readers.pdf_grid import Extent, Grid, grids
from ingest.readers.pdf_tables import Table, is_table, new_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_hyphens import Hyphens
    from ingest.readers.pdf_lines import Piece
    from ingest.readers.pdf_page import Box, Rule

MAX_BAND_LINES = 40
"""A row with more lines is a page between two rules, not a row of a table."""

SAME_EDGE = 8.0
"""Points; a table that goes on over a page break keeps its columns within this distance."""


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two lines across a table."""

    top: float
    bottom: float
    pieces: list[Piece]


class RuledTableReader:
    """Reads pages in order; a table that ends one page may go on at the top of the next."""

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._last: Table | None = None
        """The lowest table of the page before."""

    def read(
        self, pieces: list[Piece], rules: Sequence[Rule], shades: Sequence[Box]
    ) -> tuple[list[Table], list[Piece]]:
        """Return the next page's tables, and the pieces that belong to none."""
        tables: list[Table] = []
        rest = pieces
        for grid in grids(rules):
            for table, used in self._tables_in(grid, rest, shades):
                tables.append(table)
                taken = {id(piece) for piece in used}
                rest = [piece for piece in rest if id(piece) not in taken]
        self._last = min(tables, key=lambda table: table.bottom, default=None)
        return tables, rest

    def _tables_in(
        self, grid: Grid, pieces: list[Piece], shades: Sequence[Box]
    ) -> list[tuple[Table, list[Piece]]]:
        found: list[tuple[Table, list[Piece]]] = []
        for run in _runs_of_rows(_bands(grid, pieces), grid):
            used = [piece for band in run for piece in band.pieces]
            edges = self._edges_going_on(grid) or _column_edges(run, grid)
            if not edges:
                continue
            rows = cell_texts(_row_groups(run, grid, edges), self._hyphens)
            rows = [row for row in rows if any(row)]
            if is_table(rows) or (rows and self._edges_going_on(grid)):
                found.append((new_table(used, edges, rows, _has_header(run, shades)), used))
        return found

    def _edges_going_on(self, grid: Grid) -> list[float]:
        """Return the column edges of the page before's last table if the grid has the same."""
        edges = self._last.edges if self._last is not None else ()
        same = len(edges) == len(grid.column_edges) and all(
            abs(a - b) <= SAME_EDGE for a, b in zip(edges, grid.column_edges, strict=True)
        )
        return list(edges) if same and grid.sided else []


def _bands(grid: Grid, pieces: list[Piece]) -> list[_Band]:
    inside = [
        piece
        for piece in pieces
        if grid.x0 - 3 <= (piece.x0 + piece.x1) / 2 <= grid.x1 + 3 and piece.x0 >= grid.x0 - 3
    ]
    bands: list[_Band] = []
    for top, bottom in zip(grid.full, grid.full[1:], strict=False):
        members = [piece for piece in inside if bottom < middle(piece) < top]
        bands.append(_Band(top, bottom, members))
    return bands


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
    return text_edges([piece for band in run for piece in band.pieces])


def _edges_with_text_between(edges: list[float], run: list[_Band]) -> list[float]:
    """Drop an edge when no text stands between it and the one before."""
    kept: list[float] = []
    for edge in edges:
        left = kept[-1] if kept else float("-inf")
        if any(left - CROSSING <= p.x0 and p.x1 <= edge + CROSSING for b in run for p in b.pieces):
            kept.append(edge)
    return kept


def _row_groups(run: list[_Band], grid: Grid, edges: list[float]) -> list[list[list[Piece]]]:
    """Return the table's rows, each as one list of pieces per column."""
    rows: list[list[list[Piece]]] = []
    booktabs = not grid.sided and len(run) <= 3
    for band in run:
        levels = [e for e in grid.partial if band.bottom + 2 < e.y < band.top - 2]
        if levels:
            rows.extend(_spanned_rows(band, levels, edges))
        elif booktabs:
            rows.extend(by_column(group, edges) for group in rows_by_text(band.pieces, edges))
        else:
            rows.append(by_column(band.pieces, edges))
    return rows


def _spanned_rows(
    band: _Band, levels: Sequence[Extent], edges: Sequence[float]
) -> list[list[list[Piece]]]:
    """Return the rows beside a cell that spans several; its text is repeated in each of them."""
    heights: list[float] = []
    for level in levels:
        if not heights or heights[-1] - level.y > 2:
            heights.append(level.y)
    bounds = [band.top, *heights, band.bottom]
    columns = by_column(band.pieces, edges)
    rows: list[list[list[Piece]]] = [[] for _ in bounds[1:]]
    for column, pieces in enumerate(columns):
        for first, last in _spans(column, heights, levels, edges):
            cell = [p for p in pieces if bounds[last + 1] < middle(p) <= bounds[first]]
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


def _has_header(run: Sequence[_Band], shades: Sequence[Box]) -> bool:
    """Return True when the first row is set off in bold or in colour from the others."""
    if len(run) < 2:
        return False
    first, others = run[0], run[1:]
    if all_bold(first.pieces):
        return not all(all_bold(band.pieces) for band in others)
    shaded = [all(_is_shaded(piece, shades) for piece in band.pieces) for band in run]
    return shaded[0] and not all(shaded[1:])


def _is_shaded(piece: Piece, shades: Sequence[Box]) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, middle(piece)
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in shades)
