"""Scored sentences for tests, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.answer.scoring import Candidate
from index.terms import terms_of

if TYPE_CHECKING:
    from index.records import Passage


class EqualWeights:
    """Every term weighs the same."""

    def idf(self, term: str) -> float:
        return 1.0


def scored(passage: Passage, number: int, score: float, rank: int = 0) -> Candidate:
    """Return one sentence of a passage with a score."""
    text = passage.sentence(number)
    return Candidate(passage, rank, number, text, terms_of(text), score, 0.5, 0.5)


def best_first(*candidates: Candidate) -> list[Candidate]:
    """Return the candidates as scoring gives them."""
    return sorted(candidates, key=lambda c: -c.score)
