"""Yes/no accuracy: does the answer begin with the word that the question asks for?"""

from __future__ import annotations

from eval.measures.gold_tokens import normalised_tokens


def yes_no_accuracy(shown: str, gold: str) -> float:
    """Return 1.0 when the first word of the answer is the gold one, else 0.0."""
    return float(normalised_tokens(shown)[:1] == normalised_tokens(gold)[:1])
