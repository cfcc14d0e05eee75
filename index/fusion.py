"""Fuse ranked lists by rank alone.

Reciprocal rank fusion: G. V. Cormack, C. L. A. Clarke, S. Buettcher, "Reciprocal Rank Fusion
outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RRF_K = 60
"""The constant of the paper: it damps how much the very first ranks outweigh the next ones."""


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[int]], weights: Sequence[float], k: float = RRF_K
) -> list[tuple[int, float]]:
    """Return `(row, score)`, best first, with `score = sum of weight / (k + rank)` over the lists.

    Ranks count from 1. Equal scores are ordered by the best rank in any list, then by row.
    Raises ValueError when the numbers of lists and weights differ.
    """
    scores: dict[int, float] = {}
    best_rank: dict[int, int] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + weight / (k + rank)
            best_rank[row] = min(rank, best_rank.get(row, rank))
    return sorted(scores.items(), key=lambda item: (-item[1], best_rank[item[0]], item[0]))
