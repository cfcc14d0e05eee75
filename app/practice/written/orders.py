"""Choose what a model is to write about: passages that stand together, and a type that fits."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.practice.written.writer import Order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.records import QuestionType
    from index.records import Passage

NEIGHBOURS = 4
"""Most passages of one order: enough for distractors, few enough to read."""
_KINDS = ("prose", "list", "table", "procedure")


def orders_about(
    passages: Sequence[Passage],
    kinds: Sequence[QuestionType],
    words: int,
    seed: int = 0,
) -> Iterator[Order]:
    """Yield orders about passages, each with its neighbours, the types in turn.

    Args:
        passages: what may be asked about; those of one document in its order.
        kinds: the types that are wanted. Steps are asked for where a procedure is.
        words: how many words of passages one prompt may hold.
        seed: fixes the order.
    """
    rng = random.Random(seed)
    starts = [i for i, passage in enumerate(passages) if passage.kind in _KINDS]
    rng.shuffle(starts)
    for turn, start in enumerate(starts):
        chosen = _together(passages, start, words)
        fit = [kind for kind in kinds if kind != "ordering" or _has_procedure(chosen)]
        if fit:
            yield Order(fit[turn % len(fit)], chosen)


def _together(passages: Sequence[Passage], start: int, words: int) -> tuple[Passage, ...]:
    """Return a passage and those after it in its document, as far as they fit."""
    first = passages[start]
    chosen = [first]
    used = len(first.text.split())
    for passage in passages[start + 1 : start + NEIGHBOURS]:
        used += len(passage.text.split())
        if used > words or passage.document_id != first.document_id:
            break
        chosen.append(passage)
    return tuple(chosen)


def _has_procedure(passages: Sequence[Passage]) -> bool:
    return any(passage.kind == "procedure" for passage in passages)
