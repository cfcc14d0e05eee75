"""Vectors of a new snapshot, written by row in any order, and made a FAISS index at the end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from index.dense import FaissVectors
from index.snapshot import SENTENCES, VECTORS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.ranking import FloatArray

BLOCK_ROWS = 16_384
"""Vectors handed to FAISS at a time: 25 MB."""
_PASSAGES = "vectors.part"
_FLOAT_BYTES = 4


class VectorRows:
    """Files of passage and sentence vectors of a snapshot that is being written.

    Passages that wait for their embedding leave gaps, which are filled later; so unchanged
    documents between them are written at once and nothing is held in memory.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._passages = (folder / _PASSAGES).open("wb", buffering=0)
        self._sentences = (folder / SENTENCES).open("wb", buffering=0)

    def write_passages(self, row: int, vectors: FloatArray) -> None:
        """Write one `(d,)` or several `(n, d)` float32 vectors from a row on."""
        data = np.ascontiguousarray(vectors, dtype=np.float32).tobytes()
        _write_at(self._passages.fileno(), data, row * self._dimension * _FLOAT_BYTES)

    def write_sentences(self, row: int, vectors: NDArray[np.int8]) -> None:
        """Write `(n, d)` int8 vectors from a row on."""
        _write_at(self._sentences.fileno(), vectors.tobytes(), row * self._dimension)

    def finish(self, rows: int) -> None:
        """Make the FAISS index of the first `rows` passages and delete the raw file."""
        self.close()
        path = self._folder / _PASSAGES
        index = FaissVectors.create(self._dimension, rows)
        if rows:
            stored = np.memmap(path, dtype=np.float32, mode="r", shape=(rows, self._dimension))
            for first in range(0, rows, BLOCK_ROWS):
                index.add(np.asarray(stored[first : first + BLOCK_ROWS]))
        index.save(self._folder / VECTORS)
        path.unlink()

    def close(self) -> None:
        """Close the files."""
        self._passages.close()
        self._sentences.close()


def _write_at(descriptor: int, data: bytes, offset: int) -> None:
    while data:
        written = os.pwrite(descriptor, data, offset)
        data, offset = data[written:], offset + written
