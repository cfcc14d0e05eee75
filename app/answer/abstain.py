"""Decide whether the retrieved passages hold an answer at all."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.answer.named import share_named
from app.answer.scoring import TermWeights, idf_coverage, passage_terms, sentence_terms
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Passage

TOP_PASSAGES = 3
"""Passages that must state the names of the question."""
TOP_RANKS = 5
"""Depth of the lists whose agreement and margin count."""
WEIGHTS = Path(__file__).with_name("answerability.json")
"""Written by `python -m eval calibrate` from the dev part of golden and unanswerable questions."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answerability score is computed from."""

    coverage: float
    """Share of the question's idf that the first passage holds, in [0, 1]."""
    cosine: float
    """Highest cosine similarity of question and passage."""
    sentence_cosine: float
    """Highest cosine similarity of question and sentence."""
    margin: float
    """How far the nearest passage stands before the fifth, in cosine: what answers stands out."""
    agreement: float
    """Share of the first five by meaning that are among the first five by words, in [0, 1]."""
    named: float
    """Share of the question's proper names that the top passages state, in [0, 1]."""
    subject: float
    """Share of the subject's idf that one sentence holds with its headings, in [0, 1]; of two
    subjects the less covered one. A false premise joins words that stand together nowhere."""
    length: float
    """Logarithm of one plus the number of terms: a long scenario is never covered whole."""

    def values(self) -> tuple[float, ...]:
        """Return the features in the order of `FEATURES`."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = (
    "coverage",
    "cosine",
    "sentence_cosine",
    "margin",
    "agreement",
    "named",
    "subject",
    "length",
)


@dataclass(frozen=True, slots=True)
class AnswerabilityModel:
    """A logistic regression over `Evidence`."""

    intercept: float
    coefficients: tuple[float, ...]
    """One per name in `FEATURES`."""
    threshold: float
    """Probability below which no answer is given."""

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read the fitted weights."""
        record = json.loads(path.read_text(encoding="utf-8"))
        coefficients = tuple(float(record["coefficients"][name]) for name in FEATURES)
        return cls(float(record["intercept"]), coefficients, float(record["threshold"]))

    def probability(self, evidence: Evidence) -> float:
        """Return the probability that the corpus holds an answer."""
        z = self.intercept + sum(
            weight * value
            for weight, value in zip(self.coefficients, evidence.values(), strict=True)
        )
        return 1.0 / (1.0 + math.exp(-z))


def gather_evidence(
    terms: Sequence[str],
    passages: Sequence[Passage],
    idf: TermWeights,
    subjects: Sequence[str] = (),
    question: str = "",
) -> Evidence:
    """Measure how far the retrieved passages cover a question.

    Args:
        terms: stemmed content terms of the question as asked, without aliases.
        passages: retrieved passages, best first.
        idf: term weights of the corpus.
        subjects: what the question is about.
        question: its text, whose proper names are looked for.
    """
    if not passages or not terms:
        return Evidence(*(0.0 for _ in FEATURES))
    cosines = sorted((p.dense_score or 0.0 for p in passages), reverse=True)
    return Evidence(
        coverage=idf_coverage(terms, passage_terms(passages[0]), idf),
        cosine=max(0.0, cosines[0]),
        margin=cosines[0] - (cosines[TOP_RANKS - 1] if len(cosines) >= TOP_RANKS else 0.0),
        agreement=sum(_is_top(p) for p in passages) / TOP_RANKS,
        named=share_named(question, passages[:TOP_PASSAGES]),
        sentence_cosine=max((s for p in passages for s in p.sentence_scores), default=0.0),
        subject=_subject_coverage(subjects, passages, idf),
        length=math.log1p(len(terms)),
    )


def _is_top(passage: Passage) -> bool:
    ranks = (passage.dense_rank, passage.lexical_rank)
    return all(rank is not None and rank <= TOP_RANKS for rank in ranks)


def _subject_coverage(
    subjects: Sequence[str], passages: Sequence[Passage], idf: TermWeights
) -> float:
    held = [terms for passage in passages for terms in sentence_terms(passage)]
    wanted = [tokenize(subject) for subject in subjects]
    return min(
        (max((idf_coverage(one, terms, idf) for terms in held), default=0.0) for one in wanted),
        default=1.0,
    )


def missing_words(question: str, passages: Sequence[Passage], idf: TermWeights) -> tuple[str, ...]:
    """Return the question's words, as typed, that none of the passages holds, rarest first."""
    joint: frozenset[str] = frozenset().union(*(passage_terms(p) for p in passages))
    missing: dict[str, float] = {}
    for word in question.split():
        bare = word.strip("?!.,;:\"'()")
        stems = tokenize(bare)
        if stems and not any(stem in joint for stem in stems):
            missing.setdefault(bare, max(idf.idf(stem) for stem in stems))
    return tuple(sorted(missing, key=lambda word: -missing[word]))
