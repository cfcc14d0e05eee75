"""The marks at the start of list items and steps."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_lines import Piece

MARK_GAP_EM = 3.0
"""A step's number stands at most this far before its text."""

LEAST_STEPS = 2
"""A single number before a line may be anything."""

_BULLET = re.compile(
    r"[•●▪■◦○‣∙·❖➢➔→✓✗☑❑◻\u25a1\u25aa-\u25ff\u2022\u2023\u2043\u2219\uf0a7\uf0b7\uf0d8\uf076\uf0fc\ue000-\uf8ff]"
)
_DASH = re.compile(r"[-–—*]")
_CIRCLE_LETTER = re.compile(r"o")
_NUMBER = re.compile(r"(\d{1,3})[.)]|\((\d{1,3})\)")
_LETTER = re.compile(r"([a-z]|[ivx]{1,5})[.)]|\(([a-z]|[ivx]{1,5})\)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LEADING_MARK = re.compile(
    rf"(?:{_BULLET.pattern}|{_DASH.pattern}|{_CIRCLE_LETTER.pattern}|{_NUMBER.pattern}|{_LETTER.pattern})(?=\s|$)"
    rf"|{_BULLET.pattern}"
)


def list_mark(line: str) -> str:
    """Return the bullet or number with which a line begins, or an empty string."""
    found = _LEADING_MARK.match(line)
    return found[0] if found else ""


def without_marks(text: str) -> str:
    """Return an item's text without bullets that a program drew in front of a nested item."""
    found = _BULLET.match(text)
    while found:
        text = text[found.end() :].lstrip()
        found = _BULLET.match(text)
    return text


def dot_bare_numbers(rows: Sequence[Sequence[Piece]], size: float) -> None:
    """Put a full stop behind the numbers of steps that are set without one, as in `1  Open it`.

    They stand apart from the text of their step and count up at the same place.
    """
    counted: dict[int, list[Piece]] = defaultdict(list)
    for row in rows:
        mark = row[0]
        if len(row) == 2 and mark.text.isdigit() and _is_step(mark, row[1], size):
            counted[round(mark.x1 / 4)].append(mark)
    for marks in counted.values():
        numbers = [int(mark.text) for mark in marks]
        if len(numbers) >= LEAST_STEPS and all(b - a == 1 for a, b in pairwise(numbers)):
            for mark in marks:
                mark.text += "."


def _is_step(mark: Piece, text: Piece, size: float) -> bool:
    near = text.x0 - mark.x1 <= MARK_GAP_EM * mark.size
    plain = not mark.bold and abs(mark.size - size) <= 0.3 * size
    return near and plain and len(mark.text) <= 2 and not text.text[:1].isdigit()


def is_bullet(mark: str) -> bool:
    """Return True for a mark that does not count."""
    return bool(mark) and not (_NUMBER.fullmatch(mark) or _LETTER.fullmatch(mark))


def is_dash(mark: str) -> bool:
    """Return True for a dash or asterisk, which also occurs within text."""
    return bool(_DASH.fullmatch(mark))


def step_number(mark: str) -> int | None:
    """Return the number of a counting mark such as `3.` or `(3)`; None for letters and bullets."""
    found = _NUMBER.fullmatch(mark)
    return int(found[1] or found[2]) if found else None


def next_marks(mark: str) -> set[str]:
    """Return the marks that may follow: `4.` after `3.`, `c.` after `b.`, a bullet itself."""
    if is_bullet(mark):
        return {mark}
    body = mark.strip("().")
    followers = set()
    if body.isdigit():
        followers.add(str(int(body) + 1))
    else:
        if len(body) == 1 and body != "z":
            followers.add(chr(ord(body) + 1))
        if body in _ROMAN[:-1]:
            followers.add(_ROMAN[_ROMAN.index(body) + 1])
    return {mark.replace(body, follower) for follower in followers}
