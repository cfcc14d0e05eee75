"""Shares with 95 % Wilson score intervals (Wilson, 1927), which hold near 0 and 1."""

from __future__ import annotations

import math

from eval.statistics import Estimate

Z_95 = 1.959964


def proportion(hits: int, n: int) -> Estimate:
    """Return the share of hits among n with its Wilson interval; all zeros without cases.

    Raises:
        ValueError: hits is not in 0..n.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits among {n} cases")
    if n == 0:
        return Estimate(0.0, 0.0, 0.0, 0)
    share = hits / n
    spread = 1 + Z_95**2 / n
    centre = (share + Z_95**2 / (2 * n)) / spread
    half = Z_95 / spread * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n * n))
    return Estimate(
        share, min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half)), n
    )
