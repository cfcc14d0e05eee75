"""Drawn lines of a page to grids: the rows and columns of ruled tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.readers.pdf_page import Box, Rule

SAME_LINE = 2.0
"""Points; rules closer than this are one line, drawn double or in parts."""

SAME_EDGE = 4.0
"""Points; lines whose ends differ less span the same table."""

TOUCHING = 4.0
"""Points; parts of a line with smaller gaps go on."""

SIDE_SHARE = 0.85
"""Share of a table's height along which its upright lines are drawn."""

LEAST_ROW = 8.0
"""Points; no row is lower."""

LEAST_WIDTH = 60.0
"""Points; narrower lines underline words."""


@dataclass(slots=True)
class Extent:
    """A horizontal line, with the places at which its parts meet."""

    y: float
    x0: float
    x1: float
    breaks: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of one table: its full-width lines from top to bottom, and what lies between."""

    x0: float
    x1: float
    full: tuple[float, ...]
    """Heights of the lines across the whole table, from top to bottom."""
    partial: tuple[Extent, ...]
    """Lines across some columns only: they part rows beside a cell that spans them."""
    column_edges: tuple[float, ...]
    """Where columns may meet, from left to right, the outer edges left out."""
    sided: bool
    """True when upright lines are drawn."""


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the possible tables of a page; text decides later which of them are tables."""
    extents = _extents([rule for rule in rules if rule.horizontal])
    uprights = [rule for rule in rules if not rule.horizontal]
    wide = [extent for extent in extents if extent.x1 - extent.x0 >= LEAST_WIDTH]
    found: list[Grid] = []
    for group in _by_edges(wide):
        if len(group) >= 2:
            found.append(_grid(group, extents, uprights))
    return sorted(found, key=lambda grid: grid.x0 - grid.x1)


def table_boxes(rules: Sequence[Rule]) -> list[Box]:
    """Return where tables stand that have more lines than one above and one below."""
    return [
        (grid.x0, grid.full[-1], grid.x1, grid.full[0])
        for grid in grids(rules)
        if grid.sided or len(grid.full) > 2
    ]


def _extents(rules: list[Rule]) -> list[Extent]:
    """Join the parts of each horizontal line."""
    extents: list[Extent] = []
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: -(r.y0 + r.y1)):
        y = (rule.y0 + rule.y1) / 2
        if levels and abs((levels[-1][0].y0 + levels[-1][0].y1) / 2 - y) <= SAME_LINE:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    for level in levels:
        y = sum((rule.y0 + rule.y1) / 2 for rule in level) / len(level)
        current: Extent | None = None
        for rule in sorted(level, key=lambda r: r.x0):
            if current is not None and rule.x0 <= current.x1 + TOUCHING:
                if abs(rule.x0 - current.x1) <= TOUCHING:
                    current.breaks.append((rule.x0 + current.x1) / 2)
                current.x1 = max(current.x1, rule.x1)
            else:
                current = Extent(y, rule.x0, rule.x1)
                extents.append(current)
    return extents


def _by_edges(extents: list[Extent]) -> list[list[Extent]]:
    groups: list[list[Extent]] = []
    for extent in extents:
        for group in groups:
            first = group[0]
            if abs(first.x0 - extent.x0) <= SAME_EDGE and abs(first.x1 - extent.x1) <= SAME_EDGE:
                group.append(extent)
                break
        else:
            groups.append([extent])
    return groups


def _grid(group: list[Extent], extents: list[Extent], uprights: list[Rule]) -> Grid:
    x0, x1 = group[0].x0, group[0].x1
    top, bottom = group[0].y, group[-1].y
    columns = _Uprights(
        [r for r in uprights if r.y1 > bottom - 4 and r.y0 < top + 4 and x0 - 4 <= r.x0 <= x1 + 4]
    )
    sided = columns.reach(x0, bottom, top) and columns.reach(x1, bottom, top)
    levels = [extent.y for extent in group]
    if sided:
        levels = columns.open_ended(x0, x1, levels)
        top, bottom = levels[0], levels[-1]
    edges = [x for extent in group for x in extent.breaks]
    edges += [x for x in columns.places if sided or columns.reach(x, bottom, top)]
    inner = [
        e
        for e in extents
        if bottom < e.y < top
        and e.x1 - e.x0 < x1 - x0 - 2 * SAME_EDGE
        and _near(e.x0, (x0, *edges))
        and _near(e.x1, (x1, *edges))
    ]
    return Grid(
        x0,
        x1,
        tuple(levels),
        tuple(inner),
        tuple(_merged(x for x in edges if x0 + SAME_EDGE < x < x1 - SAME_EDGE)),
        sided,
    )


class _Uprights:
    """The upright lines beside and between the rows of a table."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = rules
        self.places = list(_merged((rule.x0 + rule.x1) / 2 for rule in rules))

    def reach(self, x: float, bottom: float, top: float) -> bool:
        """Return True when lines at `x` run along most of a table's height."""
        parts = sorted(
            (max(r.y0, bottom), min(r.y1, top))
            for r in self._rules
            if abs((r.x0 + r.x1) / 2 - x) <= SAME_EDGE
        )
        covered, reached = 0.0, bottom
        for low, high in parts:
            covered += max(0.0, high - max(low, reached))
            reached = max(reached, high)
        return covered >= SIDE_SHARE * (top - bottom)

    def open_ended(self, x0: float, x1: float, levels: list[float]) -> list[float]:
        """Return the levels with the ends of both sides, where a row goes on on another page."""
        top = min(self._end(x0, levels[0], 1), self._end(x1, levels[0], 1))
        bottom = max(self._end(x0, levels[-1], -1), self._end(x1, levels[-1], -1))
        above = [top] if top > levels[0] + LEAST_ROW else []
        below = [bottom] if bottom < levels[-1] - LEAST_ROW else []
        return [*above, *levels, *below]

    def _end(self, x: float, start: float, direction: int) -> float:
        """Follow the lines at `x` up or down from a level for as long as they go on."""
        parts = sorted(
            (r.y0, r.y1) if direction > 0 else (-r.y1, -r.y0)
            for r in self._rules
            if abs((r.x0 + r.x1) / 2 - x) <= SAME_EDGE
        )
        reached = direction * start
        for low, high in parts:
            if low <= reached + TOUCHING and high > reached:
                reached = high
        return direction * reached


def _near(x: float, places: Iterable[float]) -> bool:
    return any(abs(x - place) <= SAME_EDGE for place in places)


def _merged(values: Iterable[float]) -> Iterator[float]:
    """Yield the values in order, those next to each other as one."""
    group: list[float] = []
    for value in sorted(values):
        if group and value - group[-1] > SAME_EDGE:
            yield sum(group) / len(group)
            group = []
        group.append(value)
    if group:
        yield sum(group) / len(group)
