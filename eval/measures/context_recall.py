"""Context recall at k: how much of the key facts the first k passages hold.

After RAGAS (Es et al., 2024), with the tokens of the key facts in the place of a model's claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.measures.gold_tokens import normalised_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence


def context_recall_at(texts: Sequence[str], facts: Sequence[Sequence[str]], k: int) -> float:
    """Return the mean over facts of the best alias's share of tokens found in the first k texts.

    Args:
        texts: texts of the retrieved passages, best first.
        facts: each fact as its aliases; an empty list gives 0.0.
        k: cut-off, at least 1.
    """
    if not facts:
        return 0.0
    held = {token for text in texts[:k] for token in normalised_tokens(text)}
    return sum(max(_share(alias, held) for alias in fact) for fact in facts) / len(facts)


def _share(alias: str, held: set[str]) -> float:
    tokens = normalised_tokens(alias)
    return sum(token in held for token in tokens) / len(tokens) if tokens else 0.0
