"""Reciprocal rank of the first relevant result (Voorhees, TREC-8 question answering, 1999)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 / rank of the first relevant id among the first k, 0.0 when there is none."""
    for rank, one in enumerate(ranked[:k], start=1):
        if one in relevant:
            return 1.0 / rank
    return 0.0
