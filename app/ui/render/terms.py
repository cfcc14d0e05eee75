"""Mark the words of a passage that a search was for, in whatever form they stand there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from app.ui.render.marks import Mark
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w+(?:[-.']\w+)*")


def term_marks(text: str, question: str) -> tuple[Mark, ...]:
    """Return marks on the words of a text that share a stem with a word of the question."""
    wanted = frozenset(tokenize(question))
    return tuple(
        Mark(*span) for span in _words(text) if wanted.intersection(_stems(text[slice(*span)]))
    )


def _words(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _WORD.finditer(text))


@lru_cache(maxsize=4096)
def _stems(word: str) -> frozenset[str]:
    return frozenset(tokenize(word))
