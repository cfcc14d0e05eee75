"""The CRAG score (Yang et al., 2024): a wrong answer costs more than no answer."""

from __future__ import annotations


def crag_score(answerable: bool, abstained: bool, correct: bool) -> float:
    """Return 1.0 for a right answer or a right refusal, -1.0 for a wrong answer, else 0.0.

    The mean over cases is (correct - incorrect) / N. To refuse what has an answer is the miss that
    counts 0; to answer what has none is wrong.
    """
    if abstained:
        return 0.0 if answerable else 1.0
    return 1.0 if answerable and correct else -1.0
