"""A ranked list of chunk rows, best first, as one search method returns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

RowArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows of the chunk table with their scores, best first."""

    rows: RowArray
    """`(k,)` int64 row numbers, each at most once."""
    scores: FloatArray
    """`(k,)` float32, descending."""

    @classmethod
    def empty(cls) -> Ranking:
        """Return a ranking of nothing."""
        return cls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))

    @classmethod
    def best(cls, scores: NDArray[Any], top_k: int, floor: float) -> Ranking:
        """Return the `top_k` rows that score above `floor`; equal scores rank by row."""
        rows = np.flatnonzero(scores > floor)
        if len(rows) > top_k:
            kept = np.partition(scores[rows], len(rows) - top_k)[len(rows) - top_k]
            rows = rows[scores[rows] >= kept]
        order = np.argsort(-scores[rows], kind="stable")[:top_k]
        rows = rows[order].astype(np.int64)
        return cls(rows, scores[rows].astype(np.float32))

    def place(self, row: int) -> tuple[int, float] | tuple[None, None]:
        """Return the 1-based rank and the score of a row, or two Nones."""
        found = np.flatnonzero(self.rows == row)
        if len(found) == 0:
            return None, None
        return int(found[0]) + 1, float(self.scores[found[0]])

    def __len__(self) -> int:
        return len(self.rows)
