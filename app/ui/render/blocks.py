"""Show one block of a document (prose, list, procedure, table, code) as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from app.ui.render.marks import marked
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.ui.render.marks import Mark
    from index.records import BlockKind

_BULLET = re.compile(r"(\s*)[-•*]\s+")
_STEP = re.compile(r"(\s*)(?:\d+|[a-zA-Z])[.)]\s+")
DEEPEST = 4
"""Levels of nesting that the page still indents."""


def block_html(kind: BlockKind, text: str, start: int, end: int, marks: Sequence[Mark] = ()) -> str:
    """Return `text[start:end]`, a block of one kind, as HTML with marks."""
    if kind == "code":
        return f"<pre>{marked(text, marks, start, end)}</pre>"
    if kind == "table":
        return _table(text, start, end, marks)
    if kind == "figure":
        return f"<figure>{marked(text, marks, start, end)}</figure>"
    return "".join(_line(text, a, b, marks) for a, b in _lines(text, start, end))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield position, position + len(line)
        position += len(line) + 1


def _line(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    line = text[start:end]
    bullet = _BULLET.match(line)
    if bullet:
        body = marked(text, marks, start + bullet.end(), end)
        return f'<p class="gw-bullet gw-in{_depth(bullet.group(1))}">{body}</p>'
    step = _STEP.match(line)
    if step:
        body = marked(text, marks, start + len(step.group(1)), end)
        return f'<p class="gw-step gw-in{_depth(step.group(1))}">{body}</p>'
    return f"<p>{marked(text, marks, start, end)}</p>"


def _depth(indent: str) -> int:
    return min(DEEPEST, len(indent.expandtabs(4)) // 2)


def _table(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Return rows as a table whose first row names the columns, and other lines as paragraphs."""
    out: list[str] = []
    names: list[str] = []
    for a, b in _lines(text, start, end):
        cells = _cells(text, a, b)
        if len(cells) == 1:
            out.append(_close(names) + _line(text, a, b, marks))
            names = []
            continue
        if not names:
            names = [text[x:y] for x, y in cells]
            head = "".join(f"<th>{marked(text, marks, x, y)}</th>" for x, y in cells)
            out.append(f'<table class="gw-table"><thead><tr>{head}</tr></thead><tbody>')
            continue
        row = "".join(
            f'<td data-label="{escape(names[i]) if i < len(names) else ""}">'
            f"{marked(text, marks, x, y)}</td>"
            for i, (x, y) in enumerate(cells)
        )
        out.append(f"<tr>{row}</tr>")
    return "".join(out) + _close(names)


def _close(names: Sequence[str]) -> str:
    return "</tbody></table>" if names else ""


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of the cells of one row."""
    found: list[tuple[int, int]] = []
    position = start
    for cell in text[start:end].split(CELL):
        found.append((position, position + len(cell)))
        position += len(cell) + len(CELL)
    return found
