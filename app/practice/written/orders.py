"""Choose what a model is to write about: passages that stand together, and a type that fits."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.practice.written.writer import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.records import ItemType
    from index.records import Passage

NEIGHBOURS = 4
"""Most passages of one order: enough for distractors, few enough to read."""
CASE_NEIGHBOURS = 8
CASE_SHARE = 1.5
"""How much more a case study is given to read: its questions turn on a fact each."""
CASE_SENTENCES = 5
"""Sentences without which a page holds no two questions with distractors."""
_KINDS = ("prose", "list", "table", "procedure")


def orders_about(
    passages: Sequence[Passage],
    kinds: Sequence[ItemType],
    words: int,
    seed: int = 0,
) -> Iterator[Order]:
    """Yield orders about passages, each with its neighbours, the types in turn.

    Args:
        passages: what may be asked about; those of one document in its order.
        kinds: the types that are wanted. Steps are asked for where a procedure is, case studies
            where a page holds enough.
        words: how many words of passages one prompt may hold.
        seed: fixes the order.
    """
    rng = random.Random(seed)
    starts = [i for i, passage in enumerate(passages) if passage.kind in _KINDS]
    rng.shuffle(starts)
    for turn, start in enumerate(starts):
        near = _after(passages, start, words, NEIGHBOURS)
        page = _around(passages, start, int(CASE_SHARE * words))
        fit = [kind for kind in kinds if _fits(kind, near, page)]
        if fit:
            kind = fit[turn % len(fit)]
            yield Order(kind, page if kind == "case_study" else near)


def _fits(kind: ItemType, near: Sequence[Passage], page: Sequence[Passage]) -> bool:
    if kind == "ordering":
        return any(passage.kind == "procedure" for passage in near)
    if kind == "case_study":
        return sum(len(passage.sentences) for passage in page) >= CASE_SENTENCES
    return True


def _after(passages: Sequence[Passage], start: int, words: int, most: int) -> tuple[Passage, ...]:
    """Return a passage and those after it in its document, as far as they fit."""
    first = passages[start]
    chosen = [first]
    used = len(first.text.split())
    for passage in passages[start + 1 : start + most]:
        used += len(passage.text.split())
        if used > words or passage.document_id != first.document_id:
            break
        chosen.append(passage)
    return tuple(chosen)


def _around(passages: Sequence[Passage], start: int, words: int) -> tuple[Passage, ...]:
    """Return a passage with those after it, and where room is left those before it."""
    chosen = list(_after(passages, start, words, CASE_NEIGHBOURS))
    used = sum(len(passage.text.split()) for passage in chosen)
    for passage in reversed(passages[:start]):
        used += len(passage.text.split())
        full = used > words or len(chosen) >= CASE_NEIGHBOURS
        if full or passage.document_id != passages[start].document_id:
            break
        chosen.insert(0, passage)
    return tuple(chosen)
