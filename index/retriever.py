"""Find the passages that answer a question: by meaning and by words, fused by rank."""

from __future__ import annotations

import dataclasses
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Self

import numpy as np

from index.duplicates import SAME_PASSAGE, distinct
from index.embedder import Embedder, SentenceTransformerEmbedder
from index.errors import UsageError
from index.filters import Filters
from index.fusion import reciprocal_rank_fusion
from index.lexical import FieldWeights
from index.ranking import FloatArray, Ranking
from index.snapshot import CURRENT, Snapshot
from index.terms import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.records import Document, Passage
    from index.store import DocumentEntry, StoredPassage

MAKERS = frozenset(tokenize("Amazon AWS service services"))
"""Parts of many names that tell no two of them apart."""


@dataclass(frozen=True, slots=True)
class RetrievalConfig:
    """The parts of retrieval and their weights; an evaluation can switch each off."""

    dense: bool = True
    lexical: bool = True
    dense_weight: float = 0.5
    """Weight of the dense ranks beside the lexical ones. All weights were set on two sets together,
    where broad ranges of them do equally well: the dev part of the golden questions over the notes,
    and 50 public questions over 12,000 pages of AWS."""
    lexical_weight: float = 1.0
    sentence_weight: float = 0.3
    """Weight of a third list: the found passages by their sentence nearest to the question; a
    passage that answers in one sentence may be about something else as a whole. 0 leaves it out."""
    heading_weight: float = 0.4
    """Weight of BM25 over heading paths beside BM25 over text; 0 leaves headings out."""
    document_weight: float = 0.6
    """Weight of BM25 over the whole page: of two like passages that on the right page wins."""
    depth: int = 100
    """Passages taken from each list before they are fused."""
    rrf_k: float = 10.0
    """Smaller than the paper's 60: with two lists only, the first ranks should outweigh."""
    aliases: bool = True
    alias_weight: float = 0.2
    """Weight of the other names' terms: enough to find a passage under either name, too little to
    drown what else the question says."""
    deduplicate: bool = True
    same_passage: float = SAME_PASSAGE

    def __post_init__(self) -> None:
        if not (self.dense or self.lexical):
            raise UsageError("retrieval needs the dense or the lexical part")
        if self.depth < 1:
            raise UsageError(f"depth must be at least 1, not {self.depth}")


@dataclass(frozen=True, slots=True)
class SearchTrace:
    """What one search found, and the seconds of each of its stages."""

    passages: tuple[Passage, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage: `aliases`, `embed`, `dense`, `lexical`, `nearest`, `fuse`, `read`, `sentences`."""

    @property
    def total_seconds(self) -> float:
        """Time of the whole search."""
        return sum(self.seconds.values())


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
        return _Search(self._snapshot, self.embedder, config).run(question, top_k, filters)

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


class _Search:
    """One search over one snapshot."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder, config: RetrievalConfig) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._config = config
        self._seconds: dict[str, float] = {}

    def run(self, question: str, top_k: int, filters: Filters | None) -> SearchTrace:
        config = self._config
        with self._timed("aliases"):
            text, terms, alias_terms = self._understand(question)
            allowed = self._snapshot.store.allowed(filters or Filters())
        with self._timed("embed"):
            vector = self._embedder.embed_query(text)
        with self._timed("dense"):
            dense = (
                self._snapshot.dense.search(vector, config.depth, allowed)
                if config.dense
                else Ranking.empty()
            )
        with self._timed("lexical"):
            lexical = (
                self._snapshot.lexical.search(
                    terms,
                    config.depth,
                    allowed,
                    FieldWeights(config.heading_weight, config.document_weight),
                    alias_terms,
                    config.alias_weight,
                )
                if config.lexical
                else Ranking.empty()
            )
        with self._timed("nearest"):
            nearest = self._by_nearest_sentence(vector, dense, lexical)
        with self._timed("fuse"):
            fused = reciprocal_rank_fusion(
                [dense.rows.tolist(), lexical.rows.tolist(), nearest],
                [config.dense_weight, config.lexical_weight, config.sentence_weight],
                config.rrf_k,
            )
        with self._timed("read"):
            chosen = self._read(fused, top_k)
        with self._timed("sentences"):
            passages = tuple(
                self._complete(stored, score, vector, dense, lexical) for stored, score in chosen
            )
        return SearchTrace(passages, self._seconds)

    def _understand(self, question: str) -> tuple[str, list[str], list[str]]:
        """Return the question to embed, its terms, and the terms that only its other names have."""
        terms = tokenize(question)
        if not self._config.aliases:
            return question, terms, []
        expansion = self._snapshot.aliases.expand(question)
        known = {*terms, *MAKERS}
        others = [t for t in tokenize(" ".join(expansion.terms)) if t not in known]
        return expansion.text, terms, list(dict.fromkeys(others))

    def _by_nearest_sentence(
        self, vector: FloatArray, dense: Ranking, lexical: Ranking
    ) -> list[int]:
        """Return the rows found by either list, by the similarity of their nearest sentence."""
        if not (self._config.dense and self._config.sentence_weight):
            return []
        rows = np.union1d(dense.rows, lexical.rows)
        starts = self._snapshot.store.sentence_starts()
        scores = self._snapshot.sentences.best(vector, starts[rows], starts[rows + 1])
        ranked: list[int] = rows[np.argsort(-scores, kind="stable")].tolist()
        return ranked[: self._config.depth]

    def _read(
        self, fused: Sequence[tuple[int, float]], top_k: int
    ) -> list[tuple[StoredPassage, float]]:
        stored: list[StoredPassage] = []

        def texts() -> Iterator[str]:
            for first in range(0, len(fused), 2 * top_k):
                rows = [row for row, _ in fused[first : first + 2 * top_k]]
                part = self._snapshot.store.passages(rows)
                stored.extend(part)
                yield from (each.passage.text for each in part)

        if not self._config.deduplicate:
            best = fused[:top_k]
            part = self._snapshot.store.passages([row for row, _ in best])
            return [(each, score) for each, (_, score) in zip(part, best, strict=True)]
        positions = islice(distinct(texts(), self._config.same_passage), top_k)
        return [(stored[position], fused[position][1]) for position in positions]

    def _complete(
        self,
        stored: StoredPassage,
        score: float,
        vector: FloatArray,
        dense: Ranking,
        lexical: Ranking,
    ) -> Passage:
        dense_rank, dense_score = dense.place(stored.row)
        lexical_rank, lexical_score = lexical.place(stored.row)
        sentence_scores = self._snapshot.sentences.scores(
            vector, stored.first_sentence, stored.sentence_count
        )
        return dataclasses.replace(
            stored.passage,
            score=score,
            dense_rank=dense_rank,
            dense_score=dense_score,
            lexical_rank=lexical_rank,
            lexical_score=lexical_score,
            sentence_scores=tuple(sentence_scores.tolist()),
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self._seconds[stage] = time.perf_counter() - begun


def _stamp(root: Path) -> tuple[int, int]:
    """Return what changes whenever `CURRENT` is replaced; zeros when there is none."""
    try:
        status = (root / CURRENT).stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)
