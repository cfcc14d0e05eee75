"""Order the best passages anew by the one sentence in each that answers best.

Ranks forget by how much a passage won, and a passage as a whole forgets that one sentence of it may
hold all that was asked. So the first passages of the fused list are read, and five signals meet in
one linear score: the place in the list, the share of the best BM25 score, the best sentence in
meaning and words together, the length, and the likest written questions that the passage answers.
That the best part of a passage speaks for it is the idea of MaxSim (O. Khattab, M. Zaharia,
"ColBERT", SIGIR 2020), here over stored sentences, so that nothing is encoded but the question.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.records import Passage

WEIGHTS = Path(__file__).with_name("reranking.json")
"""Written by `python -m eval.fit_reranking` from the questions for fitting and the dev part of the
golden ones."""
HEADING_CREDIT = 0.75
"""Credit of a question term that only the headings or the table's header hold, not the sentence."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What a passage is ordered by."""

    place: float
    """Logarithm of the fused score over the best fused score of the search; 0 for the first."""
    words: float
    """BM25 score over the best BM25 score of the search, in [0, 1]."""
    sentence: float
    """Highest sum, over the sentences, of cosine similarity and covered share of the idf."""
    length: float
    """Logarithm of one plus the number of words: a stump says little."""
    asked: float = 0.0
    """See `AskedIndex.score`; 0 where no written question asks of the passage."""

    def values(self) -> tuple[float, ...]:
        """Return the signals in the order of `SIGNALS`."""
        return (self.place, self.words, self.sentence, self.length, self.asked)


SIGNALS = ("place", "words", "sentence", "length", "asked")


@dataclass(frozen=True, slots=True)
class Reranking:
    """A linear score over `Signals`."""

    weights: tuple[float, ...]
    """One per name in `SIGNALS`."""

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read the fitted weights."""
        record = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(float(record["weights"][name]) for name in SIGNALS))

    def score(self, signals: Signals) -> float:
        """Return the score of a passage; only differences mean anything."""
        return sum(w * value for w, value in zip(self.weights, signals.values(), strict=True))


@cache
def fitted() -> Reranking:
    """Return the weights of the repository, read once."""
    return Reranking.load()


def signals_of(
    passage: Passage,
    cosines: Sequence[float],
    weights: Mapping[str, float],
    *,
    place: float = 0.0,
    words: float = 0.0,
    asked: float = 0.0,
) -> Signals:
    """Measure one passage.

    Args:
        passage: as stored.
        cosines: similarity of the question to each sentence of the passage.
        weights: idf of each stemmed term of the question.
        place: see `Signals`.
        words: see `Signals`.
        asked: see `Signals`.
    """
    return Signals(
        place=place,
        words=words,
        sentence=best_sentence(passage, cosines, weights),
        length=math.log1p(len(passage.text.split())),
        asked=asked,
    )


def best_sentence(
    passage: Passage, cosines: Sequence[float], weights: Mapping[str, float]
) -> float:
    """Return the highest sum, over the sentences, of cosine and covered share of the idf."""
    around = terms_of(" ".join((passage.title, *passage.heading_path)))
    around |= terms_of(passage.table_header())
    scores = (
        cosine + covered_share(terms_of(passage.sentence(number)), weights, around)
        for number, cosine in enumerate(cosines)
    )
    return max((0.0, *scores))


def covered_share(
    own: frozenset[str], weights: Mapping[str, float], around: frozenset[str] = frozenset()
) -> float:
    """Return the share of the weights that a text's own terms hold, and in part those around it."""
    total = sum(weights.values()) or 1.0
    covered = sum(
        weight if term in own else HEADING_CREDIT * weight * (term in around)
        for term, weight in weights.items()
    )
    return covered / total
