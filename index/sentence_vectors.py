"""One small vector per sentence, so that sentences are scored without being encoded again.

Rows are signed bytes: a unit vector times 127, rounded. The file is raw row-major int8, mapped into
memory; the few rows of the retrieved passages are all that is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from index.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.ranking import FloatArray, RowArray

SCALE = 127.0
"""The largest signed byte: a component of a unit vector never exceeds it."""


def quantise(vectors: FloatArray) -> NDArray[np.int8]:
    """Return `(n, d)` unit rows as bytes."""
    quantised: NDArray[np.int8] = np.rint(vectors * SCALE).astype(np.int8)
    return quantised


class SentenceVectors:
    """Byte vectors of all sentences of a snapshot, in the order of the chunks."""

    def __init__(self, rows: NDArray[np.int8]) -> None:
        self._rows = rows

    @classmethod
    def open(cls, path: Path, dimension: int) -> Self:
        """Map the file. Raises IndexDamagedError when it holds a broken row."""
        size = path.stat().st_size
        if size % dimension:
            raise IndexDamagedError(
                f"{path} holds no whole number of {dimension}-byte rows",
                "Run `make ingest` to build the index again.",
            )
        if size == 0:
            return cls(np.empty((0, dimension), dtype=np.int8))
        return cls(np.memmap(path, dtype=np.int8, mode="r", shape=(size // dimension, dimension)))

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, first_row: int, count: int) -> NDArray[np.int8]:
        """Return `(count, d)` int8 rows."""
        return self._rows[first_row : first_row + count]

    def scores(self, query: FloatArray, first_row: int, count: int) -> FloatArray:
        """Return `(count,)` cosine similarities of a `(d,)` unit vector to the sentences.

        A sentence beyond the model's window has a zero row and scores 0.
        """
        rows = self._rows[first_row : first_row + count].astype(np.float32)
        norms = np.linalg.norm(rows, axis=1)
        similarities = rows @ query / np.maximum(norms, 1.0)
        return np.asarray(similarities, dtype=np.float32)

    def best(self, query: FloatArray, firsts: RowArray, ends: RowArray) -> FloatArray:
        """Return the highest score among the rows of each range, `(n,)`; 0 for an empty range."""
        best = np.zeros(len(firsts), dtype=np.float32)
        filled = np.flatnonzero(ends > firsts)
        if len(filled) == 0:
            return best
        rows = np.concatenate([np.arange(firsts[i], ends[i]) for i in filled])
        vectors = self._rows[rows].astype(np.float32)
        scores = vectors @ query / np.maximum(np.linalg.norm(vectors, axis=1), 1.0)
        starts = np.concatenate(([0], np.cumsum(ends[filled] - firsts[filled])[:-1]))
        best[filled] = np.maximum.reduceat(scores, starts)
        return best
