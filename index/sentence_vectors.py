"""One small vector per sentence, so that sentences are scored without being encoded again.

Rows are signed bytes: a unit vector times 127, rounded. The file is raw row-major int8; the few
rows of the retrieved passages are all that is read, by position, so that none of it stays in memory
(a mapped file would grow resident question by question).
"""

from __future__ import annotations

import os
import weakref
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

    def __init__(self, descriptor: int, count: int, dimension: int) -> None:
        self._descriptor = descriptor
        self._count = count
        self._dimension = dimension
        self._close = weakref.finalize(self, os.close, descriptor)

    @classmethod
    def open(cls, path: Path, dimension: int) -> Self:
        """Open the file. Raises IndexDamagedError when it holds a broken row."""
        size = path.stat().st_size
        if size % dimension:
            raise IndexDamagedError(
                f"{path} holds no whole number of {dimension}-byte rows",
                "Run `make ingest` to build the index again.",
            )
        return cls(os.open(path, os.O_RDONLY), size // dimension, dimension)

    def __len__(self) -> int:
        return self._count

    def rows(self, first_row: int, count: int) -> NDArray[np.int8]:
        """Return `(count, d)` int8 rows."""
        data = os.pread(self._descriptor, count * self._dimension, first_row * self._dimension)
        return np.frombuffer(data, dtype=np.int8).reshape(-1, self._dimension)

    def scores(self, query: FloatArray, first_row: int, count: int) -> FloatArray:
        """Return `(count,)` cosine similarities of a `(d,)` unit vector to the sentences.

        A sentence beyond the model's window has a zero row and scores 0.
        """
        return cosines(self.rows(first_row, count), query)

    def best(self, query: FloatArray, firsts: RowArray, ends: RowArray) -> FloatArray:
        """Return the highest score among the rows of each range, `(n,)`; 0 for an empty range."""
        best = np.zeros(len(firsts), dtype=np.float32)
        filled = np.flatnonzero(ends > firsts)
        if len(filled) == 0:
            return best
        counts = ends[filled] - firsts[filled]
        rows = [
            self.rows(first, count)
            for first, count in zip(firsts[filled].tolist(), counts.tolist(), strict=True)
        ]
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        best[filled] = np.maximum.reduceat(cosines(np.concatenate(rows), query), starts)
        return best


def cosines(rows: NDArray[np.int8], query: FloatArray) -> FloatArray:
    """Return `(n,)` cosine similarities of a `(d,)` unit vector to byte rows; 0 for a zero row."""
    vectors = rows.astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1)
    return np.asarray(vectors @ query / np.maximum(norms, 1.0), dtype=np.float32)


def unit_rows(rows: NDArray[np.int8]) -> FloatArray:
    """Return byte rows as `(n, d)` unit vectors; a zero row stays zero."""
    vectors = rows.astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1.0), dtype=np.float32)
