"""The order in which a page is read: column after column, tables and full-width text between."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.pdf_lines import BASELINE_EM, Piece, joined_pieces, room_behind
from ingest.readers.pdf_marks import list_mark
from ingest.readers.pdf_tables import Table, aligned_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_hyphens import Hyphens

LEAST_LINES = 3
"""A column or table has at least so many lines, unless the page before had the same columns."""

WRAPPED_SHARE = 0.5
"""So many lines of a text column end where the next word would not fit; cells of a table do not."""

TEXT_CHARACTERS = 10
"""Lines of a text column hold more characters than this; shorter ones are cells of a table."""

ROW_GAP_EM = 1.8
"""Lines of a column this far apart may belong to different rows of a page-wide table."""

GUTTER_EM = 0.6
"""Least white space between two columns of text."""

EDGE = 3.0
"""Points within which the left edges of lines count as one."""

BESIDE_EM = 0.9
"""Lines whose baselines are closer than this stand beside each other."""

MAX_DEPTH = 6

Item = Piece | Table


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines read one after the other, top to bottom, in one column."""

    lines: list[Piece]
    x0: float
    x1: float
    beside: bool = False
    """True when another column stands beside it."""


Region = Flow | Table


@dataclass(frozen=True, slots=True)
class _Split:
    """A gutter that parts some lines of a region into a left and a right side."""

    gutter: float
    above: list[Item]
    left: list[Item]
    right: list[Item]
    below: list[Item]


class ColumnReader:
    """Reads pages in order; columns of one page are expected on the next."""

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._gutters: list[float] = []
        """Between the columns of the page before."""

    def read(self, items: Sequence[Item]) -> list[Region]:
        """Return the flows and tables of the next page in reading order."""
        reader = _PageReader(self._hyphens, self._gutters)
        regions = reader.read(items, depth=0, beside=False)
        if items:
            self._gutters = reader.gutters
        return regions


class _PageReader:
    def __init__(self, hyphens: Hyphens, expected: Sequence[float]) -> None:
        self._hyphens = hyphens
        self._expected = expected
        self.gutters: list[float] = []

    def read(self, items: Sequence[Item], *, depth: int, beside: bool) -> list[Region]:
        if not items:
            return []
        split = self._best_split(items) if depth < MAX_DEPTH else None
        if split is None:
            return _single_column(items, beside)
        regions = self.read(split.above, depth=depth + 1, beside=beside)
        if self._are_columns(split):
            self.gutters.append(split.gutter)
            for side in (split.left, split.right):
                regions += self.read(side, depth=depth + 1, beside=True)
        else:
            regions += self._table_or_lines([*split.left, *split.right], beside)
        return regions + self.read(split.below, depth=depth + 1, beside=beside)

    def _table_or_lines(self, items: list[Item], beside: bool) -> list[Region]:
        pieces = [item for item in items if isinstance(item, Piece)]
        table = aligned_table(pieces, self._hyphens) if len(pieces) == len(items) else None
        return [table] if table is not None else _single_column(items, beside)

    def _best_split(self, items: Sequence[Item]) -> _Split | None:
        """Return the split with the most lines on both sides, if there is any."""
        best: _Split | None = None
        best_score = 0
        for gutter in _candidate_gutters(items):
            for split in _splits_at(gutter, items):
                score = min(len(split.left), len(split.right))
                if score > best_score and self._is_split(split):
                    best, best_score = split, score
        return best

    def _is_expected(self, split: _Split) -> bool:
        left = max(item.x1 for item in split.left)
        right = min(item.x0 for item in split.right)
        return any(left <= gutter + EDGE and gutter <= right + EDGE for gutter in self._expected)

    def _is_split(self, split: _Split) -> bool:
        left = [item for item in split.left if isinstance(item, Piece)]
        right = [item for item in split.right if isinstance(item, Piece)]
        if not left or not right:
            return False
        marks = sum(list_mark(piece.text) == piece.text for piece in left)
        size = median(piece.size for piece in (*left, *right))
        gap = min(item.x0 for item in split.right) - max(item.x1 for item in split.left)
        if 2 * marks >= len(left) or gap < GUTTER_EM * size:
            return False
        if self._is_expected(split):
            return True
        if min(len(left), len(right)) < LEAST_LINES or not _side_by_side(left, right):
            return False
        return self._are_columns(split) or _share_baselines(left, right) >= 0.5

    def _are_columns(self, split: _Split) -> bool:
        """Return True for two columns of text, False for columns of a table."""
        if self._is_expected(split):
            return True
        left = _lines([item for item in split.left if isinstance(item, Piece)])
        right = _lines([item for item in split.right if isinstance(item, Piece)])
        if min(len(left), len(right)) < LEAST_LINES:
            return False
        if _is_running_text(left) and _is_running_text(right):
            return True
        if list_mark(left[0].text) and list_mark(right[0].text):
            return True
        return _share_baselines(left, right) < 0.3


def _single_column(items: Sequence[Item], beside: bool) -> list[Region]:
    x0 = min(item.x0 for item in items)
    x1 = max(item.x1 for item in items)
    regions: list[Region] = []
    lines: list[Piece] = []
    for item in sorted(items, key=lambda i: -i.top):
        if isinstance(item, Table):
            if lines:
                regions.append(Flow(_lines(lines), x0, x1, beside))
            lines = []
            regions.append(item)
        else:
            lines.append(item)
    if lines:
        regions.append(Flow(_lines(lines), x0, x1, beside))
    return regions


def _lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the pieces on one baseline."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        for row in reversed(rows[-3:]):
            if abs(row[0].y - piece.y) <= BASELINE_EM * min(row[0].size, piece.size):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [joined_pieces(sorted(row, key=lambda p: p.x0)) for row in rows]


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
    for top, bottom in pairwise(bounds):
        split = _Split(gutter, [], [], [], [])
        for item in ordered:
            level = _level(item)
            if level >= top:
                split.above.append(item)
            elif level <= bottom:
                split.below.append(item)
            elif item.x1 <= gutter + 1:
                split.left.append(item)
            else:
                split.right.append(item)
        if split.left and split.right:
            splits.append(_without_row_above(split))
    return splits


def _without_row_above(split: _Split) -> _Split:
    """Read first what stands right of an empty left column: the end of a row from the page before.

    The left column then begins beside a line of the right one that follows a gap.
    """
    top = split.left[0]
    begin = next(
        (n for n, item in enumerate(split.right) if abs(_level(item) - _level(top)) <= EDGE), 0
    )
    if begin == 0:
        return split
    beside = split.right[begin]
    gap = _level(split.right[begin - 1]) - _level(beside)
    if not isinstance(top, Piece) or not isinstance(beside, Piece):
        return split
    if gap < ROW_GAP_EM * top.size and not (top.bold and beside.bold):
        return split
    return _Split(
        split.gutter,
        [*split.above, *split.right[:begin]],
        split.left,
        split.right[begin:],
        split.below,
    )


def _level(item: Item) -> float:
    return item.y if isinstance(item, Piece) else (item.top + item.bottom) / 2


def _side_by_side(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Return True when lines stand beside each other, not in turns like indented code."""
    few, many = sorted((left, right), key=len)
    return _with_neighbour(few, many, BESIDE_EM) >= max(2, len(few) // 2)


def _share_baselines(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """Return the share of the shorter side's lines that have a neighbour at the same height."""
    few, many = sorted((left, right), key=len)
    return _with_neighbour(few, many, BASELINE_EM) / len(few)


def _with_neighbour(few: Sequence[Piece], many: Sequence[Piece], within_em: float) -> int:
    """Return how many pieces have one of the others at about the same height."""
    heights = sorted(piece.y for piece in many)
    found = 0
    for piece in few:
        lowest = bisect_left(heights, piece.y - within_em * piece.size)
        found += lowest < len(heights) and heights[lowest] <= piece.y + within_em * piece.size
    return found


def _is_running_text(lines: Sequence[Piece]) -> bool:
    """Return True when most lines break where the next word would not fit, as text does."""
    right = max(line.x1 for line in lines)
    wrapped = sum(room_behind(a, b, right) <= 0 for a, b in pairwise(lines))
    return (
        len(lines) > LEAST_LINES
        and wrapped >= WRAPPED_SHARE * (len(lines) - 1)
        and median(len(line.text) for line in lines) > TEXT_CHARACTERS
    )
