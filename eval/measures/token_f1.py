"""Token F1 and exact match of SQuAD (Rajpurkar et al., 2016), for answers that are short spans."""

from __future__ import annotations

from collections import Counter

from eval.measures.gold_tokens import normalised_tokens


def token_f1(shown: str, gold: str) -> float:
    """Return the harmonic mean of token precision and recall; 0.0 without a common token."""
    said, wanted = Counter(normalised_tokens(shown)), Counter(normalised_tokens(gold))
    common = (said & wanted).total()
    return 2 * common / (said.total() + wanted.total()) if common else 0.0


def exact_match(shown: str, gold: str) -> float:
    """Return 1.0 when both are the same tokens in the same order, else 0.0."""
    return float(normalised_tokens(shown) == normalised_tokens(gold))
