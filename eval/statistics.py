"""Means and paired differences with 95 % bootstrap intervals (Efron, 1979)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Difference(Estimate):
    """The mean of new - old over the cases that both have, with its 95 % interval."""

    won: float
    """Share of the cases on which the new value is higher."""
    lost: float
    """Share of the cases on which it is lower."""

    def to_json(self) -> dict[str, float | int]:
        """Return the difference with four decimals."""
        shares = {"won": round(self.won, 4), "lost": round(self.lost, 4)}
        return Estimate.to_json(self) | shares


def paired_difference(
    new: Mapping[str, float], old: Mapping[str, float], seed: int = SEED
) -> Difference:
    """Return the paired bootstrap difference of two systems on the same cases (Koehn, 2004).

    Args:
        new: value by case id; only cases that `old` has too count.
        old: value by case id.
        seed: of the resampling; the order of the cases does not matter.
    """
    gains = [new[one] - old[one] for one in new if one in old]
    found = estimate(gains, seed)
    n = max(1, len(gains))
    won, lost = sum(gain > 0 for gain in gains) / n, sum(gain < 0 for gain in gains) / n
    return Difference(found.mean, found.low, found.high, len(gains), won, lost)


def percentiles_ms(seconds: Sequence[float], decimals: int = 1) -> dict[str, float]:
    """Return the 50th, 95th and 99th percentile of times, in milliseconds; empty without times."""
    ordered = sorted(1000 * one for one in seconds)
    if not ordered:
        return {}
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, share * len(ordered) // 100)], decimals)
        for share in (50, 95, 99)
    }
