"""The proper names of a question, and whether passages state them.

A question on a service that the corpus does not treat often shares every other word with it. Its
name is what no passage states: "License Manager", "Snowball Edge".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Passage

_NAME = re.compile(r"\b(?:[A-Z][\w-]*|[a-z]+[A-Z]\w*)(?: [A-Z][\w-]*)*")
_NOT_WORD = re.compile(r"\W+")
_OPENING = frozenset(
    tokens
    for line in (
        "a amazon an and are at aws can do does for give how i if in is it my of on or please",
        "should tell the to what when where which who why",
    )
    for tokens in line.split()
)
"""Words that stand before a name, or open a sentence, and are no part of it."""


def proper_names(question: str) -> tuple[str, ...]:
    """Return the runs of capitalised words, without what opens the sentence, each once."""
    names: dict[str, None] = {}
    for match in _NAME.finditer(question):
        words = match[0].split()
        while words and words[0].lower() in _OPENING:
            words = words[1:]
        if words:
            names[" ".join(words)] = None
    return tuple(names)


def share_named(question: str, passages: Sequence[Passage]) -> float:
    """Return the share of the question's names that the passages or their headings state.

    1.0 for a question without a name.
    """
    names = proper_names(question)
    if not names:
        return 1.0
    texts = [_plain(f"{' '.join(p.heading_path)} {p.text}") for p in passages]
    return sum(any(_plain(name) in text for text in texts) for name in names) / len(names)


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", text.lower()).strip()
