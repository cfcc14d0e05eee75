"""The order in which a page is read: column after column, tables and full-width text between."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.pdf_lines import Piece, joined_pieces
from ingest.readers.pdf_marks import list_mark
from ingest.readers.pdf_tables import Table, aligned_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_hyphens import Hyphens

LEAST_LINES = 3
"""A column or table has at least so many lines."""

FILLED = 0.75
"""A line of running text reaches this share of its column's width, except at a paragraph's end."""

TEXT_CHARACTERS = 12
"""Lines of a text column hold more characters than this; shorter ones are cells of a table."""

GUTTER_EM = 0.6
"""Least white space between two columns of text."""

EDGE = 3.0
"""Points within which the left edges of lines count as one."""

MAX_DEPTH = 6

Item = Piece | Table


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines read one after the other, top to bottom, in one column."""

    lines: list[Piece]
    x0: float
    x1: float


Region = Flow | Table


@dataclass(frozen=True, slots=True)
class _Split:
    """A gutter that parts some lines of a region into a left and a right side."""

    above: list[Item]
    left: list[Item]
    right: list[Item]
    below: list[Item]


def reading_regions(items: Sequence[Item], hyphens: Hyphens, depth: int = 0) -> list[Region]:
    """Return the flows and tables of a page, or of a part of it, in reading order."""
    if not items:
        return []
    split = _best_split(items) if depth < MAX_DEPTH else None
    if split is None:
        return _single_column(items)
    regions = reading_regions(split.above, hyphens, depth + 1)
    if _are_columns(split.left, split.right):
        regions += reading_regions(split.left, hyphens, depth + 1)
        regions += reading_regions(split.right, hyphens, depth + 1)
    else:
        regions += _table_or_lines([*split.left, *split.right], hyphens)
    return regions + reading_regions(split.below, hyphens, depth + 1)


def _table_or_lines(items: list[Item], hyphens: Hyphens) -> list[Region]:
    pieces = [item for item in items if isinstance(item, Piece)]
    table = aligned_table(pieces, hyphens) if len(pieces) == len(items) else None
    return [table] if table is not None else _single_column(items)


def _single_column(items: Sequence[Item]) -> list[Region]:
    x0 = min(item.x0 for item in items)
    x1 = max(item.x1 for item in items)
    regions: list[Region] = []
    lines: list[Piece] = []
    for item in sorted(items, key=lambda i: -i.top):
        if isinstance(item, Table):
            if lines:
                regions.append(Flow(_lines(lines), x0, x1))
            lines = []
            regions.append(item)
        else:
            lines.append(item)
    if lines:
        regions.append(Flow(_lines(lines), x0, x1))
    return regions


def _lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the pieces on one baseline."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        for row in reversed(rows[-3:]):
            if abs(row[0].y - piece.y) <= 0.25 * min(row[0].size, piece.size):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [joined_pieces(sorted(row, key=lambda p: p.x0)) for row in rows]


def _best_split(items: Sequence[Item]) -> _Split | None:
    """Return the split with the most lines on both sides, if there is any."""
    best: _Split | None = None
    best_score = 0
    for gutter in _candidate_gutters(items):
        for split in _splits_at(gutter, items):
            score = min(len(split.left), len(split.right))
            if score > best_score and _is_split(split):
                best, best_score = split, score
    return best


def _candidate_gutters(items: Sequence[Item]) -> list[float]:
    """Return places just left of where lines begin."""
    gutters: list[float] = []
    last = min(item.x0 for item in items)
    for x in sorted(item.x0 for item in items):
        if x - last > EDGE:
            gutters.append(x - 1)
        last = x
    return gutters


def _splits_at(gutter: float, items: Sequence[Item]) -> list[_Split]:
    """Return the splits of the bands between lines that cross the gutter."""
    ordered = sorted(items, key=lambda i: -i.top)
    crossing = [item for item in ordered if item.x0 < gutter - 1 and item.x1 > gutter + 1]
    bounds = [float("inf"), *(_level(item) for item in crossing), float("-inf")]
    splits: list[_Split] = []
    for top, bottom in itertools.pairwise(bounds):
        left: list[Item] = []
        right: list[Item] = []
        above: list[Item] = []
        below: list[Item] = []
        for item in ordered:
            level = _level(item)
            if level >= top:
                above.append(item)
            elif level <= bottom:
                below.append(item)
            elif item.x1 <= gutter + 1:
                left.append(item)
            else:
                right.append(item)
        if left and right:
            splits.append(_Split(above, left, right, below))
    return splits


def _level(item: Item) -> float:
    return item.y if isinstance(item, Piece) else (item.top + item.bottom) / 2


def _is_split(split: _Split) -> bool:
    left = [item for item in split.left if isinstance(item, Piece)]
    right = [item for item in split.right if isinstance(item, Piece)]
    if min(len(left), len(right)) < LEAST_LINES:
        return False
    if 2 * sum(list_mark(piece.text) == piece.text for piece in left) >= len(left):
        return False
    size = median(piece.size for piece in (*left, *right))
    gap = min(item.x0 for item in split.right) - max(item.x1 for item in split.left)
    if gap < GUTTER_EM * size or not _side_by_side(left, right):
        return False
    return _are_columns(split.left, split.right) or _share_baselines(left, right) >= 0.5


def _side_by_side(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Return True when lines stand beside each other, not in turns like indented code."""
    few, many = sorted((left, right), key=len)
    beside = sum(any(p.bottom < q.top and q.bottom < p.top for q in many) for p in few)
    return beside >= max(2, len(few) // 2)


def _share_baselines(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """Return the share of the shorter side's lines that have a neighbour at the same height."""
    few, many = sorted((left, right), key=len)
    heights = [piece.y for piece in many]
    paired = [p for p in few if any(abs(p.y - y) <= 0.25 * p.size for y in heights)]
    return len(paired) / len(few)


def _are_columns(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Return True for two columns of text, False for columns of a table."""
    left_lines = _lines([item for item in left if isinstance(item, Piece)])
    right_lines = _lines([item for item in right if isinstance(item, Piece)])
    if min(len(left_lines), len(right_lines)) < LEAST_LINES:
        return False
    if _is_running_text(left_lines) and _is_running_text(right_lines):
        return True
    if all(list_mark(lines[0].text) for lines in (left_lines, right_lines)):
        return True
    return _share_baselines(left_lines, right_lines) < 0.3


def _is_running_text(lines: Sequence[Piece]) -> bool:
    """Return True when most lines fill the column and wrap, as text does and cells do not."""
    x0 = min(line.x0 for line in lines)
    width = max(line.x1 for line in lines) - x0
    filled = sum(line.x1 - x0 >= FILLED * width for line in lines)
    return (
        len(lines) > LEAST_LINES
        and 2 * filled >= len(lines)
        and median(len(line.text) for line in lines) > TEXT_CHARACTERS
    )
