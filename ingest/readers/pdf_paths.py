"""Follows the path operators of a page and keeps straight lines and boxes (ISO 32000-2, 8.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.readers.pdf_matrix import IDENTITY, Matrix, numbers

if TYPE_CHECKING:
    from ingest.readers.pdf_content import Operand
    from ingest.readers.pdf_page import Box, PageCollector

RULE_THICKNESS = 2.5
"""Points; a filled box as thin as this is a line."""

LEAST_RULE = 6.0
"""Points; shorter lines belong to drawings."""

MAX_PATH_POINTS = 2000
"""Longer paths are drawings."""


class Paths:
    """The path being built, in the page's coordinates."""

    def __init__(self, collector: PageCollector) -> None:
        self._collector = collector
        self.ctm: Matrix = IDENTITY
        """The current transformation matrix, kept up to date by the interpreter."""
        self.fills_white = False
        self._points: list[tuple[float, float]] = []
        self._segments: list[Box] = []
        self._boxes: list[Box] = []

    def _device(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.ctm
        return x * a + y * c + e, x * b + y * d + f

    def move_to(self, operands: list[Operand]) -> None:
        """Begin a subpath."""
        self._close_subpath()
        if values := numbers(operands, 2):
            self._points = [self._device(*values)]

    def line_to(self, operands: list[Operand]) -> None:
        """Add a straight line."""
        if (values := numbers(operands, 2)) and len(self._segments) < MAX_PATH_POINTS:
            point = self._device(*values)
            if self._points:
                self._segments.append((*self._points[-1], *point))
            self._points.append(point)

    def rectangle(self, operands: list[Operand]) -> None:
        """Add a box."""
        if (values := numbers(operands, 4)) and len(self._boxes) < MAX_PATH_POINTS:
            x, y, width, height = values
            ax, ay = self._device(x, y)
            bx, by = self._device(x + width, y + height)
            self._boxes.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))

    def curve(self, _operands: list[Operand]) -> None:
        """Give up the subpath: curves are drawings."""
        self._points = []
        self._segments.clear()

    def close(self, _operands: list[Operand]) -> None:
        """Close the subpath with a straight line."""
        if len(self._points) > 2:
            self._segments.append((*self._points[-1], *self._points[0]))

    def _close_subpath(self) -> None:
        if 4 <= len(self._points) <= 9:
            xs, ys = zip(*self._points, strict=True)
            self._boxes.append((min(xs), min(ys), max(xs), max(ys)))
        self._points = []

    def stroke(self, _operands: list[Operand]) -> None:
        """Draw the outline of the path."""
        for x0, y0, x1, y1 in self._segments:
            self._add_rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self._points = []
        self._collector.drawings += 1
        for box in self._boxes:
            self._add_edges(box)
        self.forget([])

    def fill(self, operands: list[Operand]) -> None:
        """Fill the path; coloured boxes are kept as shades."""
        self._close_subpath()
        self._collector.drawings += 1
        for box in self._boxes:
            self._add_edges(box)
            thin = min(box[2] - box[0], box[3] - box[1]) <= RULE_THICKNESS
            if not thin and not self.fills_white:
                self._collector.add_shade(box)
        self.forget(operands)

    def _add_edges(self, box: Box) -> None:
        x0, y0, x1, y1 = box
        if min(x1 - x0, y1 - y0) <= RULE_THICKNESS:
            self._add_rule(x0, y0, x1, y1)
            return
        self._add_rule(x0, y0, x1, y0)
        self._add_rule(x0, y1, x1, y1)
        self._add_rule(x0, y0, x0, y1)
        self._add_rule(x1, y0, x1, y1)

    def _add_rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        width, height = x1 - x0, y1 - y0
        if max(width, height) >= LEAST_RULE and min(width, height) <= RULE_THICKNESS:
            self._collector.add_rule(x0, y0, x1, y1)

    def forget(self, _operands: list[Operand]) -> None:
        """Drop the path."""
        self._points = []
        self._segments.clear()
        self._boxes.clear()
