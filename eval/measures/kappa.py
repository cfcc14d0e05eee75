"""Cohen's kappa: agreement of two labellings beyond chance (Cohen, 1960)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cohens_kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Return (observed - expected) / (1 - expected); 1.0 when both use one and the same label.

    Raises:
        ValueError: there are no cases, or not the same number of both.
    """
    pairs = list(zip(one, other, strict=True))
    if not pairs:
        raise ValueError("kappa needs at least one case")
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(one), Counter(other)
    expected = sum(first[label] * second[label] for label in first) / (n * n)
    return 1.0 if expected == 1.0 else (observed - expected) / (1 - expected)
