"""Normalised discounted cumulative gain with binary gains (Järvelin & Kekäläinen, 2002)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return DCG@k over the ideal DCG@k; a gain of 1 at rank r is discounted by log2(r + 1)."""
    gain = sum(
        1.0 / math.log2(rank + 1) for rank, one in enumerate(ranked[:k], start=1) if one in relevant
    )
    ideal = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gain / ideal if ideal else 0.0
