"""One search over one snapshot: rank by meaning, words, sentence and like questions, fuse, read."""

from __future__ import annotations

import dataclasses
import math
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from index.duplicates import distinct
from index.filters import Filters
from index.fusion import reciprocal_rank_fusion
from index.lexical import FieldWeights
from index.ranking import FloatArray, Ranking
from index.rerank import fitted, signals_of
from index.spelling import corrected
from index.terms import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.embedder import Embedder
    from index.ranking import BoolArray
    from index.records import Passage
    from index.retrieval_config import RetrievalConfig
    from index.snapshot import Snapshot
    from index.store import StoredPassage

MAKERS = frozenset(tokenize("Amazon AWS service services"))
"""Parts of many names that tell no two of them apart."""


@dataclass(frozen=True, slots=True)
class SearchTrace:
    """What one search found, and the seconds of each of its stages."""

    passages: tuple[Passage, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage: `aliases`, `embed`, `dense`, `lexical`, `nearest`, `asked`, `fuse`, `rerank`,
    `read`, `sentences`."""

    @property
    def total_seconds(self) -> float:
        """Time of the whole search."""
        return sum(self.seconds.values())


class Search:
    """One search over one snapshot."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder, config: RetrievalConfig) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._config = config
        self._seconds: dict[str, float] = {}
        self._stored: dict[int, StoredPassage] = {}
        self._likeness: FloatArray | None = None
        """Of what is asked to the questions of a bank; None where they do not count."""
        self._asked_scores: dict[int, float] = {}
        self._asked_terms: dict[str, float] = {}
        """The idf of each term of what is asked; empty where words do not count."""

    def run(self, question: str, top_k: int, filters: Filters | None) -> SearchTrace:
        """Return the best passages and the seconds of each stage."""
        config = self._config
        with self._timed("aliases"):
            text, terms, alias_terms = self._understand(question)
            if config.lexical:
                self._asked_terms = {term: self._snapshot.lexical.idf(term) for term in terms}
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
        with self._timed("asked"):
            asked = self._by_like_question(vector, allowed)
        with self._timed("fuse"):
            fused = reciprocal_rank_fusion(
                [dense.rows.tolist(), lexical.rows.tolist(), nearest, asked],
                [
                    *(config.dense_weight, config.lexical_weight),
                    *(config.sentence_weight, config.asked_weight),
                ],
                config.rrf_k,
            )
        with self._timed("rerank"):
            fused = self._reranked(fused, vector, lexical)
        with self._timed("read"):
            chosen = self._read(fused, top_k)
        with self._timed("sentences"):
            passages = tuple(
                self._complete(stored, score, vector, dense, lexical) for stored, score in chosen
            )
        return SearchTrace(passages, self._seconds)

    def _understand(self, question: str) -> tuple[str, list[str], list[str]]:
        """Return the question to embed, its terms, and the terms that only its other names have."""
        if self._config.spelling:
            question = corrected(question, self._snapshot.lexical, self._embedder.is_word)
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

    def _by_like_question(self, vector: FloatArray, allowed: BoolArray | None) -> list[int]:
        """Return the rows by the likest question of a bank that each decides."""
        questions = self._snapshot.asked
        if not (self._config.dense and self._config.asked_weight and len(questions)):
            return []
        self._likeness = questions.likeness(vector)
        rows: list[int] = questions.search(
            self._likeness, self._config.depth, allowed
        ).rows.tolist()
        return rows

    def _asked_score(self, row: int) -> float:
        if self._likeness is None:
            return 0.0
        if row not in self._asked_scores:
            score = self._snapshot.asked.score(row, self._likeness, self._asked_terms)
            self._asked_scores[row] = score
        return self._asked_scores[row]

    def _asked_sentences(self, stored: StoredPassage) -> tuple[float, ...]:
        if self._likeness is None:
            return ()
        passage = stored.passage
        sentences = [passage.sentence(i) for i in range(len(passage.sentences))]
        return self._snapshot.asked.sentence_scores(
            stored.row, sentences, self._likeness, self._asked_terms
        )

    def _reranked(
        self, fused: list[tuple[int, float]], vector: FloatArray, lexical: Ranking
    ) -> list[tuple[int, float]]:
        """Return the fused list with its head ordered anew; scores of the head lie above the rest.

        Only the parts that are switched on speak: without the dense one no sentence has a meaning,
        without the lexical one no word counts.
        """
        head = dict(fused[: self._config.rerank_depth])
        if not head:
            return fused
        best_fused = fused[0][1]
        best_words = float(lexical.scores[0]) if len(lexical) else 1.0
        scored: list[tuple[int, float]] = []
        for stored in self._passages(list(head)):
            cosines = self._snapshot.sentences.scores(
                vector, stored.first_sentence, stored.sentence_count
            )
            if not self._config.dense:
                cosines = np.zeros_like(cosines)
            _, words = lexical.place(stored.row)
            signals = signals_of(
                stored.passage,
                cosines.tolist(),
                self._asked_terms,
                place=math.log(head[stored.row] / best_fused),
                words=(words or 0.0) / best_words,
                asked=self._asked_score(stored.row),
            )
            scored.append((stored.row, fitted().score(signals)))
        scored.sort(key=lambda each: -each[1])
        above = best_fused - scored[-1][1]
        return [(row, score + above) for row, score in scored] + fused[len(head) :]

    def _passages(self, rows: Sequence[int]) -> list[StoredPassage]:
        """Return the passages of rows; each is read once in a search."""
        unread = [row for row in rows if row not in self._stored]
        if unread:
            read = self._snapshot.store.passages(unread)
            self._stored.update((stored.row, stored) for stored in read)
        return [self._stored[row] for row in rows]

    def _read(
        self, fused: Sequence[tuple[int, float]], top_k: int
    ) -> list[tuple[StoredPassage, float]]:
        stored: list[StoredPassage] = []

        def texts() -> Iterator[str]:
            for first in range(0, len(fused), 2 * top_k):
                rows = [row for row, _ in fused[first : first + 2 * top_k]]
                part = self._passages(rows)
                stored.extend(part)
                yield from (each.passage.text for each in part)

        if not self._config.deduplicate:
            best = fused[:top_k]
            part = self._passages([row for row, _ in best])
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
            asked_score=self._asked_score(stored.row),
            asked_sentences=self._asked_sentences(stored),
            asked_question=self._snapshot.asked.nearest_offer(stored.row, self._likeness)
            if self._likeness is not None
            else "",
        )

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self._seconds[stage] = time.perf_counter() - begun
