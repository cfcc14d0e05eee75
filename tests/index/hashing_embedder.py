"""A small real embedder for tests that are not about the model: hashed bags of words."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import OnBatch, PassageVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.ranking import FloatArray
    from index.records import Span


class HashingEmbedder:
    """Each word adds 1 to one of `dimension` components; vectors are normalised."""

    name = "hashing"
    precision = "fp32"

    def __init__(self, dimension: int = 64, model_hash: str = "0" * 64) -> None:
        self.dimension = dimension
        self.model_hash = model_hash
        self.texts_embedded = 0

    def embed_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[Span]],
        on_batch: OnBatch | None = None,
    ) -> PassageVectors:
        self.texts_embedded += len(texts)
        passages = [self.embed_query(text) for text in texts]
        sentences = [
            self.embed_query(text[span.start : span.end])
            for text, of_text in zip(texts, spans, strict=True)
            for span in of_text
        ]
        if on_batch is not None:
            on_batch(len(texts), len(texts))
        empty = np.empty((0, self.dimension), dtype=np.float32)
        return PassageVectors(np.array([*empty, *passages]), np.array([*empty, *sentences]))

    def embed_query(self, text: str) -> FloatArray:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % self.dimension] += 1.0
        return vector / np.float32(max(1.0, float(np.linalg.norm(vector))))

    def is_word(self, word: str) -> bool:
        return False
