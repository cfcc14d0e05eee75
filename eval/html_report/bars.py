"""Horizontal bars: with an interval, or cut into parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.html_report.svg import WIDTH, drawing, element, text

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 40.0
BAR = 12.0
VALUE_WIDTH = 118.0
"""Room for the figure at the end of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and what is written at its end."""

    label: str
    value: float
    low: float
    high: float
    written: str


@dataclass(frozen=True, slots=True)
class Parts:
    """One bar cut into shares that add up to 1, by class."""

    label: str
    shares: tuple[tuple[str, float], ...]
    written: str


def interval_bars(bars: Sequence[Bar], label: str, longest: float | None = None) -> str:
    """Return bars from 0, each with a line from `low` to `high`; `longest` fills the width."""
    full = longest or max((max(bar.high, bar.value) for bar in bars), default=0.0) or 1.0
    scale = (WIDTH - VALUE_WIDTH) / full
    rows = "".join(_interval_row(bar, i * ROW, scale) for i, bar in enumerate(bars))
    return drawing(rows, label, max(ROW, len(bars) * ROW))


def stacked_bars(bars: Sequence[Parts], label: str) -> str:
    """Return bars of one length, cut into their shares."""
    rows = "".join(_stacked_row(bar, i * ROW) for i, bar in enumerate(bars))
    return drawing(rows, label, max(ROW, len(bars) * ROW))


def _interval_row(bar: Bar, top: float, scale: float) -> str:
    middle = top + 20 + BAR / 2
    width = scale * max(0.0, bar.value)
    return (
        text(bar.label, 0, top + 14, class_="label")
        + element("rect", x=0.0, y=top + 20, width=width, height=BAR, class_="bar")
        + (_whisker(scale * bar.low, scale * bar.high, middle) if bar.high > bar.low else "")
        + text(bar.written, WIDTH, middle + 4, text_anchor="end", class_="tick")
    )


def _whisker(low: float, high: float, middle: float) -> str:
    """Return a line with both of its ends marked; below 0 there is no room."""
    low, high = max(0.0, low), max(0.0, high)
    ends = "".join(
        element("line", x1=at, x2=at, y1=middle - 5, y2=middle + 5, class_="whisker")
        for at in (low, high)
    )
    return element("line", x1=low, x2=high, y1=middle, y2=middle, class_="whisker") + ends


def _stacked_row(bar: Parts, top: float) -> str:
    width = WIDTH - VALUE_WIDTH
    parts: list[str] = [text(bar.label, 0, top + 14, class_="label")]
    position = 0.0
    for kind, share in bar.shares:
        if share > 0:
            parts.append(
                element(
                    "rect",
                    x=position,
                    y=top + 20,
                    width=share * width,
                    height=BAR,
                    class_=f"part {kind}",
                )
            )
        position += share * width
    parts.append(text(bar.written, WIDTH, top + 30, text_anchor="end", class_="tick"))
    return "".join(parts)
