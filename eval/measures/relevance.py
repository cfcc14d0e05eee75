"""Which chunks are relevant: those that cover at least half the tokens of a gold span."""

from __future__ import annotations

from collections import Counter

from eval.measures.gold_tokens import normalised_tokens

COVERED_SHARE = 0.5


def covers(passage: str, span: str) -> bool:
    """Whether a passage holds `COVERED_SHARE` of the span's tokens at least, with multiplicity."""
    wanted = Counter(normalised_tokens(span))
    if not wanted:
        return False
    return (wanted & Counter(normalised_tokens(passage))).total() >= COVERED_SHARE * wanted.total()
