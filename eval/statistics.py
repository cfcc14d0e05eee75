"""Means with 95 % bootstrap intervals (Efron, 1979)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

RESAMPLES = 2_000
SEED = 20_261_123


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval over n cases."""

    mean: float
    low: float
    high: float
    n: int

    def to_json(self) -> dict[str, float | int]:
        """Return the object under a measure's name in the `--json` output."""
        return {
            "mean": round(self.mean, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "n": self.n,
        }


def estimate(values: Sequence[float], seed: int = SEED) -> Estimate:
    """Return the mean of the values and the percentile interval of `RESAMPLES` resampled means.

    The order of the values does not matter, and the interval holds the mean.
    """
    if not values:
        return Estimate(0.0, 0.0, 0.0, 0)
    array = np.sort(np.asarray(values, dtype=np.float64))
    mean = float(array.mean())
    rng = np.random.default_rng(seed)
    means = array[rng.integers(0, len(array), (RESAMPLES, len(array)))].mean(axis=1)
    low, high = (float(bound) for bound in np.percentile(means, (2.5, 97.5)))
    return Estimate(mean, min(low, mean), max(high, mean), len(array))


def percentiles_ms(seconds: Sequence[float]) -> dict[str, float]:
    """Return the 50th, 95th and 99th percentile of times, in milliseconds; empty without times."""
    ordered = sorted(1000 * one for one in seconds)
    if not ordered:
        return {}
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, share * len(ordered) // 100)], 1)
        for share in (50, 95, 99)
    }
