"""What stands on one page of a PDF: runs of text with their place and font, and the lines drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.pdf_fonts import PdfFont

MAX_RULES = 4000
"""A page with more drawn lines holds a drawing, not tables; the rest is ignored."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(slots=True)
class Run:
    """Text on one baseline in one font. Coordinates are points from the page's lower left."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    font: PdfFont
    artifact: bool = False
    """True when the file marks it as a running header or footer."""
    spaced: bool = False
    """True when a space was shown just before it."""
    order: int = 0
    """Its place in the order in which the file shows text."""

    @property
    def top(self) -> float:
        """Return the upper edge, about the height of a capital letter above the baseline."""
        return self.y + 0.75 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line parallel to an edge of the page, or an edge of a drawn box."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Return True for a line parallel to the text."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class PageContent:
    """One page, turned so that most of its text reads from left to right."""

    number: int
    """1-based, in the file."""
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    """In the order in which the file shows them."""
    asides: list[Run] = field(default_factory=list)
    """Text in other directions: margin notes, labels of axes."""
    rules: list[Rule] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    """Boxes filled with a colour other than white: table headers, code."""
    glyphs: int = 0
    """How many glyphs the page shows, spaces included."""
    images: int = 0
    drawings: int = 0
    """How many shapes are drawn, whatever they show."""


@dataclass(slots=True)
class PageCollector:
    """Collects runs and rules in the page's own coordinates, whichever way they read."""

    box: Box
    by_turn: dict[int, list[Run]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    glyphs: Counter[int] = field(default_factory=Counter)
    images: int = 0
    drawings: int = 0

    def add_run(self, turn: int, run: Run, glyphs: int) -> None:
        """Add text that reads in direction `turn` (quarter turns against the clock).

        `run` is in coordinates turned so that it reads from left to right.
        """
        self.by_turn.setdefault(turn, []).append(run)
        self.glyphs[turn] += glyphs

    def add_rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a line if it lies on the page."""
        left, bottom, right, top = self.box
        if (
            len(self.rules) < MAX_RULES
            and x1 >= left
            and x0 <= right
            and y1 >= bottom
            and y0 <= top
        ):
            self.rules.append(Rule(max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)))

    def add_shade(self, box: Box) -> None:
        """Add a coloured box, unless it covers most of the page or the page has too many."""
        left, bottom, right, top = self.box
        share = (box[2] - box[0]) * (box[3] - box[1]) / max(1.0, (right - left) * (top - bottom))
        if len(self.shades) < MAX_RULES and share < 0.9:
            self.shades.append(box)

    def page(self, number: int) -> PageContent:
        """Return the page turned to its main reading direction, its lower left corner at (0, 0)."""
        main = max(self.glyphs, key=lambda turn: (self.glyphs[turn], -turn), default=0)
        left, bottom, right, top = turned_box(self.box, main)
        page = PageContent(
            number, right - left, top - bottom, images=self.images, drawings=self.drawings
        )
        page.glyphs = sum(self.glyphs.values())
        for turn, runs in self.by_turn.items():
            page_left, page_bottom, page_right, page_top = turned_box(self.box, turn)
            for run in runs:
                inside = (
                    page_left - 1 <= run.x1
                    and run.x0 <= page_right + 1
                    and page_bottom - 1 <= run.top
                    and run.y <= page_top + 1
                )
                if not inside:
                    continue
                run.x0 -= page_left
                run.x1 -= page_left
                run.y -= page_bottom
                (page.runs if turn == main else page.asides).append(run)
        trim_spaces(page.runs)
        trim_spaces(page.asides)
        for rule in self.rules:
            x0, y0, x1, y1 = turned_box((rule.x0, rule.y0, rule.x1, rule.y1), main)
            page.rules.append(Rule(x0 - left, y0 - bottom, x1 - left, y1 - bottom))
        for shade in self.shades:
            x0, y0, x1, y1 = turned_box(shade, main)
            page.shades.append((x0 - left, y0 - bottom, x1 - left, y1 - bottom))
        return page


def trim_spaces(runs: list[Run]) -> None:
    """Cut the spaces off both ends of each run; a run remembers that a space precedes it."""
    after_space = False
    for order, run in enumerate(runs):
        run.order = order
        space = run.font.space_em * run.size
        text = run.text.lstrip(" ")
        leading = len(run.text) - len(text)
        run.x0 += leading * space
        run.spaced = run.spaced or leading > 0 or after_space
        run.text = text.rstrip(" ")
        trailing = len(text) - len(run.text)
        run.x1 = max(run.x1 - trailing * space, run.x0)
        after_space = trailing > 0


def turned_point(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return a point after turning the page so that text of direction `turn` is upright."""
    if turn == 0:
        return x, y
    if turn == 1:
        return y, -x
    if turn == 2:
        return -x, -y
    return -y, x


def turned_box(box: Box, turn: int) -> Box:
    """Return a box (left, bottom, right, top) after the same turn."""
    ax, ay = turned_point(box[0], box[1], turn)
    bx, by = turned_point(box[2], box[3], turn)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
