"""Search by meaning: unit vectors under inner product, in FAISS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self

import faiss
import numpy as np

from index.errors import IndexDamagedError
from index.ranking import BoolArray, FloatArray, Ranking, RowArray

if TYPE_CHECKING:
    from pathlib import Path

HALF_PRECISION_ROWS = 20_000
"""From this many rows on, 16-bit floats: half the memory, and a scan bound by memory is faster.
Measured per question on one core, 32-bit and 16-bit: 5,000 rows 0.5 and 0.7 ms, 20,000 rows 2.9 and
2.2 ms, 100,000 rows 15 and 11 ms."""
SEARCH_THREADS = 1
"""Threads of one search, set for the calling thread each time. One question is a scan of memory,
and on a busy machine two threads wait for each other: 32 ms instead of 1.2 ms over 10,000 rows."""


class VectorStore(Protocol):
    """Unit vectors by row number. A shared store (pgvector) can stand in for FAISS."""

    def __len__(self) -> int: ...

    def add(self, vectors: FloatArray) -> None:
        """Append `(n, d)` float32 unit rows; row numbers continue."""

    def search(self, query: FloatArray, top_k: int, allowed: BoolArray | None = None) -> Ranking:
        """Return the nearest rows to a `(d,)` unit vector, among the allowed ones."""

    def vectors(self, first_row: int, count: int) -> FloatArray:
        """Return `(count, d)` float32 rows as they are stored."""

    def save(self, path: Path) -> None:
        """Write the store to one file."""


class FaissVectors:
    """A `VectorStore` over a flat FAISS index; 32-bit floats, or 16-bit when it is large."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def create(cls, dimension: int, expected_rows: int) -> Self:
        """Return an empty store; the expected size chooses 32-bit or 16-bit floats."""
        if expected_rows < HALF_PRECISION_ROWS:
            return cls(faiss.IndexFlatIP(dimension))
        index = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map a saved store into memory; rows are read from disk as they are needed.

        Raises IndexDamagedError when the file is not a FAISS index of ours.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamagedError(
                f"{path} is not a readable FAISS index ({str(error).splitlines()[-1][:120]})",
                "Run `make ingest` to build the index again.",
            ) from error
        if index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise IndexDamagedError(
                f"{path} does not hold inner products", "Run `make ingest` to build it again."
            )
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._index.d)

    def add(self, vectors: FloatArray) -> None:
        """Append `(n, d)` float32 unit rows; row numbers continue."""
        if vectors.ndim != 2 or vectors.shape[1] != self.dimension:
            raise ValueError(f"expected (n, {self.dimension}) vectors, got {vectors.shape}")
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def search(self, query: FloatArray, top_k: int, allowed: BoolArray | None = None) -> Ranking:
        """Return at most `top_k` rows nearest to a `(d,)` unit vector, among the allowed ones."""
        permitted = len(self) if allowed is None else int(np.count_nonzero(allowed))
        top_k = min(top_k, permitted)
        if top_k < 1:
            return Ranking.empty()
        question = np.ascontiguousarray(query, dtype=np.float32).reshape(1, self.dimension)
        faiss.omp_set_num_threads(SEARCH_THREADS)
        if allowed is None:
            scores, rows = self._index.search(question, top_k)
        else:
            scores, rows = self._index.search(question, top_k, params=_limited_to(allowed))
        found = rows[0] >= 0
        return Ranking(rows[0][found], scores[0][found])

    def vectors(self, first_row: int, count: int) -> FloatArray:
        """Return `(count, d)` float32 rows as they are stored."""
        if count == 0:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_n(first_row, count), dtype=np.float32)

    def vectors_at(self, rows: RowArray) -> FloatArray:
        """Return `(len(rows), d)` float32 rows in the order given."""
        if len(rows) == 0:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the store to one file."""
        faiss.write_index(self._index, str(path))


def _limited_to(allowed: BoolArray) -> Any:
    """Return search parameters that admit only the rows of a mask."""
    library: Any = faiss
    selector = library.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
    return library.SearchParameters(sel=selector)
