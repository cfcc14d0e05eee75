"""What the answerability score is held against: whether to answer a case was right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.case_measures import ENOUGH_FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.evaluations import EvaluatedCase


def scored(cases: Iterable[EvaluatedCase]) -> list[EvaluatedCase]:
    """Return the cases that were asked for an answer and have a result."""
    return [case for case in cases if case.answered and not case.error]


def is_wrong(case: EvaluatedCase) -> bool | None:
    """Whether the answer to a case is an error; None when nothing tells.

    To answer what the sources do not is one; so is an answer with too few of the key facts.
    """
    if not case.answerable:
        return True
    facts = case.measures.get("key-facts")
    return None if facts is None else facts < ENOUGH_FACTS
