"""How a search grows with the index: 1k, 10k, 100k, 1M chunks on one machine.

Above the real corpus the vectors are drawn at random on the unit sphere, and the rows of the word
index are the corpus's own term counts over again, so that terms are as frequent as they really are.
Embedding, both lists and their fusion are timed; what comes after looks at the best hundred rows
only, and does not grow. The plain pipeline's `IndexFlatL2` holds the same vectors, and is asked the
same questions in turn.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

from eval.statistics import SEED, percentiles_ms
from index.dense import FaissVectors
from index.errors import UsageError
from index.fusion import reciprocal_rank_fusion
from index.lexical import FieldWeights, LexicalIndex
from index.lexical_writer import LexicalWriter
from index.terms import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.embedder import Embedder
    from index.ranking import FloatArray
    from index.retrieval_config import RetrievalConfig
    from index.snapshot import Snapshot

SIZES = (1_000, 10_000)
LARGEST = 1_000_000
BLOCK_ROWS = 50_000
"""Vectors drawn at a time; a million of them at once would take 3 GB."""
ROWS_OF_A_DOCUMENT = 10
DECIMALS = 3
"""Of milliseconds: a search over a thousand chunks takes less than a tenth of one."""
ROUNDS = 3
"""Times that each question is asked; the first round warms up and is not counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as both lists are asked it."""

    vector: FloatArray
    terms: list[str]


def bench_growth(
    snapshot: Snapshot,
    embedder: Embedder,
    config: RetrievalConfig,
    questions: Sequence[str],
    sizes: Sequence[int] = SIZES,
) -> dict[str, Any]:
    """Time searches over indexes of growing size.

    Args:
        snapshot: the real index, whose rows come first.
        embedder: embeds the questions, once.
        config: how both lists are searched and fused.
        questions: what is asked of every size.
        sizes: numbers of chunks.

    Raises:
        UsageError: a size is not in 1..LARGEST, or there is no question.
    """
    for size in sizes:
        if not 1 <= size <= LARGEST:
            raise UsageError(f"{size} chunks cannot be measured", f"Give 1 to {LARGEST:,}")
    if not questions:
        raise UsageError("There is no question to ask", "Give a data set with questions")
    embedding: list[float] = []
    asked: list[Asked] = []
    for question in questions:
        begun = time.perf_counter()
        vector = embedder.embed_query(question)
        embedding.append(time.perf_counter() - begun)
        asked.append(Asked(vector, tokenize(question)))
    return {
        "dimension": embedder.dimension,
        "threads": faiss.omp_get_max_threads(),
        "questions": len(questions),
        "real_chunks": len(snapshot.dense),
        "embed_ms": percentiles_ms(embedding[1:] or embedding, DECIMALS),
        "sizes": [_measure(snapshot, config, asked, size) for size in sorted(set(sizes))],
    }


def _measure(
    snapshot: Snapshot, config: RetrievalConfig, asked: Sequence[Asked], size: int
) -> dict[str, Any]:
    """Build the indexes of one size and ask them everything."""
    begun = time.perf_counter()
    dimension = len(asked[0].vector)
    dense, plain = FaissVectors.create(dimension, size), faiss.IndexFlatL2(dimension)
    for block in _vectors(snapshot.dense, size):
        dense.add(block)
        plain.add(block)
    with tempfile.TemporaryDirectory() as folder:
        lexical = _lexical(snapshot.lexical, size, Path(folder))
        built = time.perf_counter() - begun
        stages = _ask(dense, lexical, plain, config, asked)
    times = {name: percentiles_ms(seconds, DECIMALS) for name, seconds in stages.items()}
    return {
        "chunks": size,
        "synthetic": max(0, size - len(snapshot.dense)),
        "build_seconds": round(built, 2),
        "stages_ms": times,
        "dense_times_as_fast_as_plain": round(
            float(np.median(stages["plain"]) / max(np.median(stages["dense"]), 1e-9)), 2
        ),
    }


def _vectors(real: FaissVectors, size: int) -> Iterator[FloatArray]:
    """Yield the real vectors, then random ones, `size` together."""
    first = real.vectors(0, min(size, len(real)))
    yield first
    rng = np.random.default_rng(SEED)
    remaining = size - len(first)
    while remaining > 0:
        count = min(BLOCK_ROWS, remaining)
        drawn = rng.standard_normal((count, real.dimension), dtype=np.float32)
        yield drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        remaining -= count


def _lexical(real: LexicalIndex, size: int, folder: Path) -> LexicalIndex:
    """Return a word index of `size` rows: the real ones, over and over."""
    writer = LexicalWriter()
    remaining = size
    while remaining > 0:
        for first in range(0, min(len(real), remaining), ROWS_OF_A_DOCUMENT):
            count = min(ROWS_OF_A_DOCUMENT, len(real) - first, remaining)
            writer.carry_over(real, first, count)
            remaining -= count
            if not remaining:
                break
    writer.save(folder / "lexical")
    return LexicalIndex.open(folder / "lexical")


def _ask(
    dense: FaissVectors,
    lexical: LexicalIndex,
    plain: faiss.Index,
    config: RetrievalConfig,
    asked: Sequence[Asked],
) -> dict[str, list[float]]:
    """Return the seconds of each stage, over all questions and rounds but the first."""
    weights = FieldWeights(config.heading_weight, config.document_weight)
    seconds: dict[str, list[float]] = {}
    for each in range(ROUNDS):
        for question in asked:
            marks = [time.perf_counter()]
            by_meaning = dense.search(question.vector, config.depth)
            marks.append(time.perf_counter())
            by_words = lexical.search(question.terms, config.depth, None, weights)
            marks.append(time.perf_counter())
            reciprocal_rank_fusion(
                [by_meaning.rows.tolist(), by_words.rows.tolist()],
                [config.dense_weight, config.lexical_weight],
                config.rrf_k,
            )
            marks.append(time.perf_counter())
            plain.search(question.vector.reshape(1, -1), config.depth)
            marks.append(time.perf_counter())
            if each == 0:
                continue
            spent = np.diff(marks).tolist()
            for name, value in zip(("dense", "lexical", "fuse", "plain"), spent, strict=True):
                seconds.setdefault(name, []).append(value)
            seconds.setdefault("search", []).append(sum(spent[:3]))
    return seconds
