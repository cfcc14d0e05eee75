"""Balanced accuracy: the mean of the recalls of both classes (Brodersen et al., 2010)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def balanced_accuracy(said: Sequence[bool], truth: Sequence[bool]) -> float:
    """Return the mean share of positives said positive and of negatives said negative.

    A class without cases is left out; 0.0 when there are no cases at all.
    """
    recalls = []
    for label in (True, False):
        of_label = [s == label for s, t in zip(said, truth, strict=True) if t == label]
        if of_label:
            recalls.append(sum(of_label) / len(of_label))
    return sum(recalls) / len(recalls) if recalls else 0.0


def best_threshold(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the threshold t for which `score >= t` has the highest balanced accuracy.

    The lowest such threshold among the scores; 0.0 without cases.
    """
    options = sorted(set(scores))
    best = max(
        options,
        key=lambda t: (round(balanced_accuracy([s >= t for s in scores], truth), 12), -t),
        default=0.0,
    )
    return float(best)
