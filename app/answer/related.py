"""Offer what else the sources answer, near to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.records import Passage

MOST = 3


def related_questions(
    question: str, passages: Sequence[Passage], cited: Collection[str] = ()
) -> tuple[str, ...]:
    """Return written questions that the nearest passages answer, at most `MOST`.

    Args:
        question: what was asked; the same question is not offered again.
        passages: as they were found, best first.
        cited: ids of the passages that the answer cites already.
    """
    offered: dict[str, str] = {}
    for passage in passages:
        if passage.asked_question and passage.chunk_id not in cited:
            offered.setdefault(_bare(passage.asked_question), passage.asked_question)
    offered.pop(_bare(question), None)
    return tuple(offered.values())[:MOST]


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?!. ")
