"""What the answerability score is held against: whether to answer a case was right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.case_measures import ENOUGH_FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.evaluations import EvaluatedCase

PAGE_REMOVED = "U3"
"""The label of golden questions that are asked without the pages that answer them."""
ABOUT_U3 = f" {PAGE_REMOVED}: golden questions, asked without the pages that answer them."


def scored(cases: Iterable[EvaluatedCase]) -> list[EvaluatedCase]:
    """Return the cases that were asked for an answer and have a result."""
    return [case for case in cases if case.answered and not case.error]


def with_and_without_u3(
    cases: Sequence[EvaluatedCase],
) -> list[tuple[str, str, Sequence[EvaluatedCase]]]:
    """Return class, name and cases of the series to draw: all, and those without U3 if any are."""
    series: list[tuple[str, str, Sequence[EvaluatedCase]]] = [("s1", "all questions", cases)]
    rest = [case for case in cases if case.kind != PAGE_REMOVED]
    if len(rest) < len(cases) and len({case.answerable for case in rest}) > 1:
        series.append(("s2", f"without {PAGE_REMOVED}", rest))
    return series


def is_wrong(case: EvaluatedCase) -> bool | None:
    """Whether the answer to a case is an error; None when nothing tells.

    To answer what the sources do not is one; so is an answer with too few of the key facts.
    """
    if not case.answerable:
        return True
    facts = case.measures.get("key-facts")
    return None if facts is None else facts < ENOUGH_FACTS
