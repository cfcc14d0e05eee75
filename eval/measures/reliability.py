"""Reliability of a score that reads as a probability (Guo et al., 2017)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose score lies in one range."""

    low: float
    high: float
    n: int
    score: float
    """Mean score of the cases."""
    share: float
    """Share of the cases that are true."""


def reliability(scores: Sequence[float], true: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Return the bins of equal width over [0, 1] that hold a case; a score of 1 is in the last."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, is_true in zip(scores, true, strict=True):
        held[min(bins - 1, max(0, int(score * bins)))].append((score, is_true))
    return [
        Bin(
            low=i / bins,
            high=(i + 1) / bins,
            n=len(cases),
            score=fmean(score for score, _ in cases),
            share=sum(is_true for _, is_true in cases) / len(cases),
        )
        for i, cases in enumerate(held)
        if cases
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of score and share over all cases; 0.0 without cases."""
    total = sum(one.n for one in bins)
    return sum(one.n * abs(one.score - one.share) for one in bins) / total if total else 0.0
