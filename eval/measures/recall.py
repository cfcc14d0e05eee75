"""Recall at k with one relevant document: is a relevant one among the first k?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1.0 when any relevant id stands among the first k, else 0.0 ("success at k").

    Args:
        ranked: ids, best first, each once.
        relevant: ids of the gold set; an empty one gives 0.0.
        k: cut-off, at least 1.
    """
    return float(any(one in relevant for one in ranked[:k]))
