"""Show near-duplicate passages once.

Two passages are near-duplicates when the Jaccard resemblance of their word shingles is high
(A. Broder, "On the resemblance and containment of documents", 1997). Only the few passages that
retrieval returned are compared, so no index of signatures is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHINGLE_WORDS = 4
"""Long enough that two pages on one subject share few, short enough to survive an edited word."""
SAME_PASSAGE = 0.7
"""Resemblance from which a second passage adds nothing a reader would notice."""

_WORD = re.compile(r"\w+")


def shingles(text: str, words: int = SHINGLE_WORDS) -> frozenset[tuple[str, ...]]:
    """Return the set of runs of `words` lower-cased words; a shorter text is one run."""
    found = _WORD.findall(text.lower())
    if len(found) <= words:
        return frozenset({tuple(found)})
    return frozenset(tuple(found[i : i + words]) for i in range(len(found) - words + 1))


def resemblance(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Return the Jaccard index of two shingle sets, 0 to 1."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def distinct(texts: Iterable[str], threshold: float = SAME_PASSAGE) -> Iterator[int]:
    """Yield the positions of texts that resemble no earlier yielded one, in order."""
    kept: list[frozenset[tuple[str, ...]]] = []
    for position, text in enumerate(texts):
        candidate = shingles(text)
        if all(resemblance(candidate, other) < threshold for other in kept):
            kept.append(candidate)
            yield position
