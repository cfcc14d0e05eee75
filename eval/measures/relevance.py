"""Which chunks are relevant: those that cover at least half the tokens of a gold span.

A gold span is a piece of a document, so the tokens are covered where they stand together, as a run:
a chunk that merely uses the same words here and there ("the", "model", "endpoint") covers nothing.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from eval.measures.gold_tokens import normalised_tokens

COVERED_SHARE = 0.5


def covers(passage: str, span: str) -> bool:
    """Whether a passage holds a run of `COVERED_SHARE` of the span's tokens at least."""
    wanted = normalised_tokens(span)
    if not wanted:
        return False
    matcher = SequenceMatcher(None, normalised_tokens(passage), wanted, autojunk=False)
    return matcher.find_longest_match().size >= COVERED_SHARE * len(wanted)
