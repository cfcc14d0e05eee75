"""Grade a response: all or nothing, as the exam does; the parts of a case study apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.records import UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.records import CaseStudy, Question


@dataclass(frozen=True, slots=True)
class Grade:
    """What a response is worth, and what would have to change."""

    correct: bool
    answered: bool
    """False when nothing was chosen: counts as wrong, as in the exam."""
    complete: bool
    """Whether the response names as many options as the question asks for."""
    right: tuple[int, ...]
    """Positions of the response that are right: places of options, steps or prompts."""
    missed: tuple[int, ...]
    """Options of the key that the response lacks (for matching: prompts answered wrongly)."""


def grade(question: Question, response: Sequence[int]) -> Grade:
    """Grade one response. Total: any sequence of integers has a grade, and nothing is raised."""
    chosen = tuple(response)
    answered = any(index != UNANSWERED for index in chosen)
    if question.type in ("multiple_choice", "multiple_response"):
        return _set_grade(question, chosen, answered)
    return _sequence_grade(question, chosen, answered)


def grade_case(case: CaseStudy, responses: Sequence[Sequence[int]]) -> tuple[Grade, ...]:
    """Grade every question of a case study; a missing response counts as none."""
    padded = [*responses, *([()] * len(case.questions))]
    return tuple(
        grade(question, given) for question, given in zip(case.questions, padded, strict=False)
    )


def _set_grade(question: Question, chosen: tuple[int, ...], answered: bool) -> Grade:
    named = {index for index in chosen if index != UNANSWERED}
    key = set(question.key)
    return Grade(
        correct=named == key,
        answered=answered,
        complete=len(named) == len(key),
        right=tuple(i for i, index in enumerate(chosen) if index in key),
        missed=tuple(index for index in question.key if index not in named),
    )


def _sequence_grade(question: Question, chosen: tuple[int, ...], answered: bool) -> Grade:
    right = tuple(
        i for i, (given, due) in enumerate(zip(chosen, question.key, strict=False)) if given == due
    )
    if question.type == "matching":
        missed = tuple(i for i in range(len(question.key)) if i not in right)
    else:
        missed = tuple(index for index in question.key if index not in chosen)
    return Grade(
        correct=chosen == question.key,
        answered=answered,
        complete=len(chosen) == len(question.key) and UNANSWERED not in chosen,
        right=right,
        missed=missed,
    )
