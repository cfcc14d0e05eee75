"""Read the `[n]` marks that a chat model writes, in the forms that models use for them."""

from __future__ import annotations

import re

_NAME = r"(?:passages?|sources?|refs?|references?|n\s*=|citations?)?"
_NUMBERS = r"\d{1,3}(?:\s*[-–]\s*\d{1,3})?"
_MARK = re.compile(
    rf"\s*[\[【［]\s*\^?{_NAME}[\s:#]*({_NUMBERS}(?:\s*[,;&]\s*(?:and\s+)?{_NAME}\s*{_NUMBERS})*)"
    r"\s*(?:†[^\]】]*)?[\]】］](?!\()",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
LONGEST_RANGE = 6
"""Numbers in `[2-7]`; a longer range is no citation."""
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
_TWO_STOPS = re.compile(r"(?<!\.)\.\s*\.(?!\.)")
"""What marks with stops of their own leave behind: "it costs less [5]. [1]."."""
LEADING = re.compile(rf"(?:{_MARK.pattern})+(?:\s*\.)?", re.IGNORECASE)
"""Marks with which a stretch of text begins: they belong to the sentence before it."""


def split_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without its marks, and the numbers in them, each once, in order."""
    numbers: dict[int, None] = {}
    for mark in _MARK.finditer(text):
        for first, last in _RANGE.findall(mark.group(1)):
            start, end = int(first), int(last or first)
            if end - start < LONGEST_RANGE:
                numbers |= dict.fromkeys(range(start, end + 1))
    bare = _SPACE_BEFORE_STOP.sub("", _MARK.sub("", text))
    if numbers:
        bare = _TWO_STOPS.sub(".", bare)
    return bare.strip(), tuple(numbers)
