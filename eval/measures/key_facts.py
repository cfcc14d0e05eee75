"""Key-fact recall: how many of a question's key facts the shown sentences state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.measures.gold_tokens import normalised_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence


def key_fact_recall(shown: str, facts: Sequence[Sequence[str]]) -> float:
    """Return the share of facts of which one alias occurs in the shown text, token for token.

    Args:
        shown: the shown sentences, joined.
        facts: each fact as its aliases; an empty list gives 0.0.
    """
    if not facts:
        return 0.0
    text = f" {' '.join(normalised_tokens(shown))} "
    stated = sum(
        any(f" {' '.join(normalised_tokens(alias))} " in text for alias in fact) for fact in facts
    )
    return stated / len(facts)
