"""Items that ask the same thing, told by their vectors and by their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.practice.quality.words import telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.records import Item
    from index.embedder import Embedder

SAME_MEANING = 0.93
"""Cosine of question and key from which two items are looked at; set on the bank: pairs above it
ask the same, the closest honest siblings (one table, neighbouring rows) lie below."""
SAME_WORDS = 0.75
"""Share of common words (Jaccard) that two such items must have as well."""


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two items that a reader would take for one."""

    first: str
    second: str
    cosine: float
    words: float


def near_duplicates(items: Sequence[Item], embedder: Embedder) -> list[NearDuplicate]:
    """Return the pairs of items that ask the same; minimal pairs are alike on purpose."""
    if len(items) < 2:
        return []
    texts = [item_text(item) for item in items]
    vectors = embedder.embed_passages(texts, [() for _ in texts]).passages
    words = [telling(text) for text in texts]
    similar = vectors @ vectors.T
    found = []
    for i, j in zip(*np.nonzero(np.triu(similar >= SAME_MEANING, k=1)), strict=True):
        first, second = items[int(i)], items[int(j)]
        common = len(words[i] & words[j]) / max(1, len(words[i] | words[j]))
        if common >= SAME_WORDS and not are_pair(first, second):
            found.append(NearDuplicate(first.id, second.id, float(similar[i, j]), common))
    return found


def are_pair(first: Item, second: Item) -> bool:
    """Whether two items are the halves of a minimal pair."""
    return getattr(first, "pair", "") == second.id or getattr(second, "pair", "") == first.id


def item_text(item: Item) -> str:
    """Return what an item asks and what it takes for right."""
    keys = (
        question.options[k].text for question in item.parts for k in dict.fromkeys(question.key)
    )
    asked = dict.fromkeys([item.stem, *(question.stem for question in item.parts)])
    prompts = (prompt.text for question in item.parts for prompt in question.prompts)
    return "\n".join([*asked, *prompts, *keys])
