"""Items that ask the same thing: in the same words, or under another scenario."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from app.practice.quality.words import telling
from app.practice.sameness import SAME_DECISION, Gist

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


@dataclass(frozen=True, slots=True)
class SameQuestion:
    """Two questions that turn on the same decision, whatever their stories."""

    first: str
    second: str
    sameness: float


def same_questions(items: Sequence[Item]) -> list[SameQuestion]:
    """Return the pairs of questions that ask the same under another scenario.

    Questions of one case and the halves of a minimal pair are not compared.
    """
    asked = [(item, part.id, Gist.of(part)) for item in items for part in item.parts]
    found = []
    for (first, one, gist), (second, other, another) in combinations(asked, 2):
        if first is second or are_pair(first, second):
            continue
        sameness = gist.sameness(another)
        if sameness >= SAME_DECISION:
            found.append(SameQuestion(one, other, sameness))
    return found


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
