"""The risk-coverage curve (El-Yaniv & Wiener, 2010): answering only the most certain cases."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What answering from a score on gives."""

    threshold: float
    coverage: float
    """Share of the cases that are answered."""
    risk: float
    """Share of the answered cases that are wrong."""


def risk_coverage(scores: Sequence[float], wrong: Sequence[bool]) -> list[RiskPoint]:
    """Return one point per score, the highest first; cases of one score are answered together."""
    ordered = sorted(zip(scores, wrong, strict=True), key=lambda case: -case[0])
    points: list[RiskPoint] = []
    answered = errors = 0
    for score, cases in groupby(ordered, key=lambda case: case[0]):
        outcomes = [is_wrong for _, is_wrong in cases]
        answered += len(outcomes)
        errors += sum(outcomes)
        points.append(RiskPoint(score, answered / len(ordered), errors / answered))
    return points
