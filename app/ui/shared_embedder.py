"""One embedding model for a whole server, known by name before its weights are loaded."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from index.embedder import SentenceTransformerEmbedder
from index.embedding_model import EmbeddingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.embedder import OnBatch, PassageVectors
    from index.ranking import FloatArray
    from index.records import Span


class SharedEmbedder:
    """An `Embedder` that knows its name and hash at once, and loads its weights when needed.

    So an index built with another model is refused before anybody has asked a question.
    """

    def __init__(self, model: EmbeddingModel) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._loaded: SentenceTransformerEmbedder | None = None

    @classmethod
    def find(cls) -> Self:
        """Find the model without loading it. Raises ModelMissingError."""
        return cls(EmbeddingModel.find())

    @property
    def is_loaded(self) -> bool:
        """Whether a question can be embedded without a wait."""
        return self._loaded is not None

    def load(self) -> SentenceTransformerEmbedder:
        """Return the loaded model, waiting for it if need be. Raises ModelMissingError."""
        with self._lock:
            if self._loaded is None:
                self._loaded = SentenceTransformerEmbedder.load()
            return self._loaded

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._model.name

    @property
    def model_hash(self) -> str:
        """SHA-256 of the weights."""
        return self._model.model_hash

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self.load().dimension

    @property
    def precision(self) -> str:
        """Arithmetic used for passages."""
        return self.load().precision

    def embed_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[Span]],
        on_batch: OnBatch | None = None,
    ) -> PassageVectors:
        """Return the vectors of texts and of their sentences."""
        return self.load().embed_passages(texts, spans, on_batch)

    def embed_query(self, text: str) -> FloatArray:
        """Return the unit vector of a question."""
        return self.load().embed_query(text)

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as a whole."""
        return self.load().is_word(word)
