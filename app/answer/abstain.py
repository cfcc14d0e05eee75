"""Decide whether the retrieved passages hold an answer at all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.scoring import TermWeights, idf_coverage
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Passage

TOP_PASSAGES = 3
"""How many passages must together hold the question's terms."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answerability score is computed from, each in [0, 1]."""

    coverage: float
    """Share of the question's idf that the best passage holds."""
    joint_coverage: float
    """Share that the top passages together hold."""
    rarest: float
    """Whether the question's rarest terms occur in the top passages: share of the top third by idf."""
    cosine: float
    """Highest cosine similarity of question and passage."""
    sentence_cosine: float
    """Highest cosine similarity of question and sentence."""
    agreement: float
    """1 / rank of the best passage in the list (dense, lexical) that likes it less."""


@dataclass(frozen=True, slots=True)
class AnswerabilityModel:
    """A logistic regression over `Evidence`; fitted by `python -m eval calibrate`."""

    intercept: float = -7.2
    coverage: float = 2.2
    joint_coverage: float = 2.4
    rarest: float = 1.6
    cosine: float = 4.2
    sentence_cosine: float = 2.4
    agreement: float = 0.5
    threshold: float = 0.5

    def probability(self, evidence: Evidence) -> float:
        """Return the probability that the corpus holds an answer."""
        z = (
            self.intercept
            + self.coverage * evidence.coverage
            + self.joint_coverage * evidence.joint_coverage
            + self.rarest * evidence.rarest
            + self.cosine * evidence.cosine
            + self.sentence_cosine * evidence.sentence_cosine
            + self.agreement * evidence.agreement
        )
        return 1.0 / (1.0 + math.exp(-z))


def gather_evidence(
    terms: Sequence[str], passages: Sequence[Passage], idf: TermWeights
) -> Evidence:
    """Measure how far the retrieved passages cover a question.

    Args:
        terms: stemmed content terms of the question as asked, without aliases.
        passages: retrieved passages, best first.
        idf: term weights of the corpus.
    """
    if not passages or not terms:
        return Evidence(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    held = [passage_terms(passage) for passage in passages[:TOP_PASSAGES]]
    joint = frozenset().union(*held)
    by_weight = sorted(terms, key=idf.idf, reverse=True)
    rare = by_weight[: max(1, math.ceil(len(by_weight) / 3))]
    top = passages[0]
    ranks = [rank for rank in (top.dense_rank, top.lexical_rank) if rank is not None]
    agreement = 1.0 / max(ranks) if len(ranks) == 2 else 0.0
    return Evidence(
        coverage=max(idf_coverage(terms, one, idf) for one in held),
        joint_coverage=idf_coverage(terms, joint, idf),
        rarest=sum(term in joint for term in rare) / len(rare),
        cosine=max(0.0, *(p.dense_score or 0.0 for p in passages)),
        sentence_cosine=max((s for p in passages for s in p.sentence_scores), default=0.0),
        agreement=agreement,
    )


def passage_terms(passage: Passage) -> frozenset[str]:
    """Return the stemmed terms of a passage with its title and headings."""
    return frozenset(tokenize(" ".join((passage.title, *passage.heading_path, passage.text))))


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
