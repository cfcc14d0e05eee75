"""Hallucination rate: the share of an answer's sentences that its citations do not support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.measures.citation_recall import citation_recall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.measures.support import CitedSentence, Support


def hallucination_rate(sentences: Sequence[CitedSentence], supports: Support) -> float:
    """Return unsupported sentences / all sentences; 0.0 for an answer without sentences.

    It is 1 - citation recall of one answer, and is named apart because a mean over answers that
    abstained is not: those are left out of the mean by the caller.
    """
    return 1.0 - citation_recall(sentences, supports)
