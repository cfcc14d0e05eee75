"""Area under the risk-coverage curve (Geifman & El-Yaniv, 2017; Geifman et al., 2019)."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def aurc(scores: Sequence[float], wrong: Sequence[bool]) -> float:
    """Return the mean risk over all coverages, answering the most certain cases first.

    The risk at coverage k / n is the share of wrong ones among the k best scores; the cases of one
    score are answered together, in no order, so each shares their mean. 0.0 without cases.
    """
    if not scores:
        return 0.0
    groups: dict[float, list[bool]] = {}
    for score, is_wrong in zip(scores, wrong, strict=True):
        groups.setdefault(score, []).append(is_wrong)
    expected = [
        sum(groups[score]) / len(groups[score])
        for score in sorted(groups, reverse=True)
        for _ in groups[score]
    ]
    return sum(e / k for k, e in enumerate(accumulate(expected), start=1)) / len(scores)
