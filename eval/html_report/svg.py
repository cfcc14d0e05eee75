"""Write SVG: elements, and a frame that puts values at places."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 460.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 14.0, 12.0, 44.0


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """Return one element; `class_` is written `class`, and `_` in a name becomes `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>"


def text(content: str, x: float, y: float, **attributes: str | float) -> str:
    """Return a line of text, escaped."""
    return element("text", escape(content), x=x, y=y, **attributes)


def drawing(content: str, label: str, height: float = HEIGHT, width: float = WIDTH) -> str:
    """Return the whole picture, with the words that stand for it."""
    return element(
        "svg",
        content,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="img",
        aria_label=label,
    )


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{round(value, 2):g}"


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes of a plot: which values its edges stand for."""

    x_from: float
    x_to: float
    y_from: float = 0.0
    y_to: float = 1.0
    height: float = HEIGHT

    def x(self, value: float) -> float:
        """Return where a value stands from the left."""
        share = (value - self.x_from) / ((self.x_to - self.x_from) or 1.0)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Return where a value stands from the top."""
        share = (value - self.y_from) / ((self.y_to - self.y_from) or 1.0)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)

    def axes(
        self,
        x_ticks: Iterable[tuple[float, str]],
        y_ticks: Iterable[tuple[float, str]],
        x_title: str,
        y_title: str,
    ) -> str:
        """Return the grid with the words on both axes."""
        parts: list[str] = []
        for value, label in y_ticks:
            at = self.y(value)
            parts.append(element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at, class_="grid"))
            parts.append(text(label, LEFT - 6, at + 4, text_anchor="end", class_="tick"))
        for value, label in x_ticks:
            at = self.x(value)
            foot = self.height - BOTTOM
            parts.append(element("line", x1=at, x2=at, y1=foot, y2=foot + 4, class_="grid"))
            parts.append(text(label, at, foot + 17, text_anchor="middle", class_="tick"))
        middle = (LEFT + WIDTH - RIGHT) / 2
        parts.append(text(x_title, middle, self.height - 8, text_anchor="middle", class_="axis"))
        across = self.height / 2 - BOTTOM / 2
        parts.append(
            text(
                y_title,
                0,
                0,
                text_anchor="middle",
                class_="axis",
                transform=f"translate(11 {_value(across)}) rotate(-90)",
            )
        )
        return "".join(parts)

    def path(self, points: Sequence[tuple[float, float]], kind: str) -> str:
        """Return a line through points; `kind` is its class."""
        places = " ".join(f"{_value(self.x(x))},{_value(self.y(y))}" for x, y in points)
        return element("polyline", points=places, class_=kind)


UNIT_TICKS = tuple((i / 5, f"{i / 5:g}") for i in range(6))
"""Ticks of an axis from 0 to 1."""
