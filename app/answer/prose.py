"""Make plain text of the Markdown that a chat model writes: nothing in it acts, loads or links."""

from __future__ import annotations

import html
import re
from typing import Literal

from app.untrusted import visible

Form = Literal["prose", "item", "step", "heading"]

_BULLET = re.compile(r"^\s*(?:[-*+•–]|\(?[a-z]\))\s+")
_STEP = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=\S)")
_HEADING = re.compile(r"^\s*#{1,6}\s+|^\s*\*\*[^*]+\*\*:?\s*$|^\s*[-=*_]{3,}\s*$")
_QUOTE = re.compile(r"^\s*(?:>\s*)+")
_IMAGE = re.compile(r"!\[[^\]]*\]\s*(?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]*)\]\s*(?:\([^)]*\)|\[[^\]]*\])")
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>?")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,9}://|\bwww\.|\b(?:data|javascript|vbscript|mailto|file|blob):)\S*",
    re.I,
)
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3}|~~)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`+([^`]*)`+")
_LABEL = re.compile(r"^answer\s*:\s*", re.IGNORECASE)
_VERDICT = re.compile(r"^(?:yes|no)\s*(?:[,.:;!–—-]+|\Z)\s*", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\*\*|`|^\|\s*|\s*\|$")


def form_of(line: str) -> Form:
    """Return what a line of Markdown is."""
    if _HEADING.match(line):
        return "heading"
    if _STEP.match(line):
        return "step"
    return "item" if _BULLET.match(line) else "prose"


def holds_address(text: str) -> bool:
    """Whether a text holds a web address, an image, or a link to somewhere."""
    seen = html.unescape(visible(text))
    return any(pattern.search(seen) for pattern in (_ADDRESS, _IMAGE, _LINK))


def holds_markup(text: str) -> bool:
    """Whether a text holds HTML, also when it is written with entities."""
    return _TAG.search(html.unescape(visible(text))) is not None


def without_opening(text: str) -> str:
    """Return a sentence without the "Answer:", "Yes," or "No," that it begins with.

    Whether a source says yes to a question cannot be checked against the source alone; what
    follows the word can, and says it too.
    """
    bare = _VERDICT.sub("", _LABEL.sub("", text))
    return text if bare == text else f"{bare[:1].upper()}{bare[1:]}"


def split_step(text: str) -> tuple[str, str]:
    """Return the number that a step begins with (`2. `, or nothing), and the rest."""
    number = _STEP.match(text)
    return (number.group(), text[number.end() :]) if number else ("", text)


def plain(text: str) -> str:
    """Return a sentence of Markdown as plain text on one line."""
    seen = html.unescape(visible(text))
    for pattern, kept in (
        (_IMAGE, ""),
        (_LINK, r"\1"),
        (_ADDRESS, ""),
        (_TAG, ""),
        (_QUOTE, ""),
        (_BULLET, ""),
        (_CODE, r"\1"),
        (_EMPHASIS, r"\2"),
        (_EMPHASIS, r"\2"),
        (_LEFT_OVER, ""),
    ):
        seen = pattern.sub(kept, seen)
    return " ".join(seen.replace(" | ", ", ").split())
