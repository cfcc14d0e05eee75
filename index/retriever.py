"""Find the passages that answer a question: by meaning and by words, fused by rank."""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING, Self

from index.embedder import Embedder, SentenceTransformerEmbedder
from index.errors import UsageError
from index.retrieval_config import RetrievalConfig
from index.search import Search, SearchTrace
from index.snapshot import CURRENT, Snapshot
from index.spelling import corrected

if TYPE_CHECKING:
    from pathlib import Path

    from index.filters import Filters
    from index.records import Document, Passage
    from index.store import DocumentEntry

__all__ = ["RetrievalConfig", "Retriever", "SearchTrace"]


class Retriever:
    """Searches the snapshot that serves, and follows when a new one is published.

    Safe to use from several threads: a search works on one snapshot from beginning to end.
    """

    def __init__(
        self,
        root: Path,
        snapshot: Snapshot,
        embedder: Embedder | None = None,
        config: RetrievalConfig | None = None,
    ) -> None:
        self._root = root
        self._snapshot = snapshot
        self._stamp = _stamp(root)
        self._embedder = embedder
        self._lock = threading.Lock()
        self.config = config or RetrievalConfig()

    @classmethod
    def open(
        cls, root: Path, embedder: Embedder | None = None, config: RetrievalConfig | None = None
    ) -> Self:
        """Open the index in a folder; without `embedder` the model is loaded at the first search.

        Raises IndexMissingError, IndexDamagedError, or IndexMismatchError when the index was built
        with another model.
        """
        snapshot = Snapshot.open(root)
        if embedder is not None:
            snapshot.check_embedder(embedder)
        return cls(root, snapshot, embedder, config)

    @property
    def root(self) -> Path:
        """The folder of the index."""
        return self._root

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot in use."""
        return self._snapshot

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when first needed and checked against the index."""
        with self._lock:
            if self._embedder is None:
                embedder = SentenceTransformerEmbedder.load()
                self._snapshot.check_embedder(embedder)
                self._embedder = embedder
            return self._embedder

    def refresh(self) -> bool:
        """Change to a newly published snapshot, if there is one; return whether there was.

        Costs one `stat`. Raises as `open` does when the new snapshot cannot be used.
        """
        stamp = _stamp(self._root)
        if stamp == self._stamp:
            return False
        with self._lock:
            if stamp == self._stamp:
                return False
            snapshot = Snapshot.open(self._root)
            if self._embedder is not None:
                snapshot.check_embedder(self._embedder)
            changed = snapshot.id != self._snapshot.id
            self._snapshot = snapshot
            self._stamp = stamp
            return changed

    def search(
        self,
        question: str,
        top_k: int = 10,
        filters: Filters | None = None,
        depth: int | None = None,
        config: RetrievalConfig | None = None,
    ) -> list[Passage]:
        """Return at most `top_k` passages, best first, each with its ranks and sentence scores."""
        return list(self.trace(question, top_k, filters, depth, config).passages)

    def trace(
        self,
        question: str,
        top_k: int = 10,
        filters: Filters | None = None,
        depth: int | None = None,
        config: RetrievalConfig | None = None,
    ) -> SearchTrace:
        """Search as `search` does, and return the seconds of each stage too."""
        if top_k < 1:
            raise UsageError(f"top_k must be at least 1, not {top_k}")
        self.refresh()
        config = config or self.config
        if depth is not None:
            config = dataclasses.replace(config, depth=depth)
        if not question.strip():
            return SearchTrace(())
        return Search(self._snapshot, self.embedder, config).run(question, top_k, filters)

    def corrected(self, question: str) -> str:
        """Return the question with its misspelled words as the index spells them."""
        if not self.config.spelling:
            return question
        written = self._snapshot.aliases.as_written(question)
        return corrected(written, self._snapshot.lexical, self.embedder.is_word)

    def documents(self, filters: Filters | None = None) -> list[DocumentEntry]:
        """Return what is indexed."""
        self.refresh()
        return self._snapshot.store.documents(filters)

    def document(self, document_id: str) -> Document:
        """Return a whole document. Raises UsageError when the index does not hold it."""
        self.refresh()
        return self._snapshot.store.document(document_id)

    def passage(self, chunk_id: str) -> Passage | None:
        """Return one passage by its chunk id, or None."""
        stored = self._snapshot.store.passage(chunk_id)
        return stored.passage if stored else None


def _stamp(root: Path) -> tuple[int, int]:
    """Return what changes whenever `CURRENT` is replaced; zeros when there is none."""
    try:
        status = (root / CURRENT).stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)
