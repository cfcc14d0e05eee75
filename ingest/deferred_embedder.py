"""The embedding model, loaded only when there is something to embed.

Loading takes seconds; a run that only removes, moves or carries over sources does not need it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.embedder import Embedder, OnBatch, PassageVectors
    from index.embedding_model import EmbeddingModel
    from index.ranking import FloatArray
    from index.records import Span


class DeferredEmbedder:
    """An `index.embedder.Embedder` that loads its model at first use."""

    def __init__(self, model: EmbeddingModel, choice: str | None, dimension: int | None) -> None:
        """`choice` is what the model was found by; `dimension` is None when it is not known."""
        self.name = model.name
        self.model_hash = model.model_hash
        self._choice = choice
        self._dimension = dimension

    @cached_property
    def _loaded(self) -> Embedder:
        from index.embedder import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder.load(self._choice)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._loaded.dimension if self._dimension is None else self._dimension

    @property
    def precision(self) -> str:
        """Arithmetic used for passages."""
        return self._loaded.precision

    def embed_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[Span]],
        on_batch: OnBatch | None = None,
    ) -> PassageVectors:
        """Return the vectors of texts and of the sentences at `spans`."""
        return self._loaded.embed_passages(texts, spans, on_batch)

    def embed_query(self, text: str) -> FloatArray:
        """Return the vector of a question."""
        return self._loaded.embed_query(text)

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as a whole."""
        return self._loaded.is_word(word)
