"""Find where a gold span stands in the text of a passage."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from app.ui.render.marks import Mark, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable

COVERED_SHARE = 0.5
"""Of a span's words, in one run: a passage that holds so many of them counts as relevant."""
_WORD = re.compile(r"(\w+)[.!?]?")
"""A word with the stop that ends its sentence: the mark takes it in, the comparison does not."""


def gold_marks(text: str, spans: Iterable[str]) -> tuple[Mark, ...]:
    """Return a mark for each span that the text holds, whole or in good part."""
    found = (_mark(text, span) for span in spans)
    return without_overlaps(mark for mark in found if mark is not None)


def _mark(text: str, span: str) -> Mark | None:
    """Return where the longest run of the span's words stands, however they are spaced."""
    words = list(_WORD.finditer(text))
    wanted = [word[1].lower() for word in _WORD.finditer(span)]
    if not words or not wanted:
        return None
    have = [word[1].lower() for word in words]
    run = SequenceMatcher(None, have, wanted, autojunk=False).find_longest_match()
    if run.size < COVERED_SHARE * len(wanted):
        return None
    return Mark(words[run.a].start(), words[run.a + run.size - 1].end())
