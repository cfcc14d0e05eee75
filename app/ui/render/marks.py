"""Show a stretch of text with some of its spans marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to mark, in offsets of the whole text."""

    start: int
    end: int
    id: str = ""
    """Address of the mark within the page; a link to `#id` opens its card and scrolls to it."""


def marked(text: str, marks: Sequence[Mark] = (), start: int = 0, end: int | None = None) -> str:
    """Return `text[start:end]` as HTML with the parts of marks inside it marked.

    The visible characters are exactly those of the text. Of two marks that overlap the earlier one
    wins. A mark that began before `start` carries no id here: it was given where it began.
    """
    end = len(text) if end is None else end
    pieces: list[str] = []
    position = start
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        begins, ends = max(mark.start, position), min(mark.end, end)
        if begins >= ends:
            continue
        name = f' id="{escape(mark.id)}"' if mark.id and mark.start >= start else ""
        pieces.append(escape(text[position:begins]))
        pieces.append(f"<mark{name}>{escape(text[begins:ends])}</mark>")
        position = ends
    pieces.append(escape(text[position:end]))
    return "".join(pieces)


def without_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in order, leaving out those that overlap an earlier one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)
