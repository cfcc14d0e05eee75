"""All or nothing as the exam is; every sequence of integers has a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.grading import grade, grade_case
from app.practice.records import UNANSWERED, CaseStudy
from tests.app.practice.drafts import choice, matching, ordering, response

if TYPE_CHECKING:
    from app.practice.records import Question

QUESTIONS = (choice(), response(), ordering(), matching())
questions = st.sampled_from(QUESTIONS)
anything = st.lists(st.integers(-3, 9), max_size=9)


@given(questions, anything)
def test_every_response_has_a_grade_that_agrees_with_itself(
    question: Question, given_response: list[int]
) -> None:
    result = grade(question, given_response)
    assert result == grade(question, tuple(given_response))
    assert result.answered == any(index != UNANSWERED for index in given_response)
    assert all(0 <= place < len(given_response) for place in result.right)
    if result.correct:
        assert result.answered
        assert not result.missed


@given(questions)
def test_the_key_is_right_and_complete(question: Question) -> None:
    result = grade(question, question.key)
    assert (result.correct, result.complete, result.missed) == (True, True, ())
    assert result.right == tuple(range(len(question.key)))


@given(questions, anything)
def test_nothing_but_the_key_is_right(question: Question, given_response: list[int]) -> None:
    if question.type == "multiple_choice" or question.type == "multiple_response":
        same = set(given_response) - {UNANSWERED} == set(question.key)
    else:
        same = tuple(given_response) == question.key
    assert grade(question, given_response).correct == same


@given(st.permutations([0, 2]))
def test_the_order_of_chosen_options_does_not_matter(chosen: list[int]) -> None:
    assert grade(response(), chosen).correct


@given(st.permutations([2, 0, 1]))
def test_the_order_of_steps_does(steps: list[int]) -> None:
    assert grade(ordering(), steps).correct == (steps == [2, 0, 1])


@pytest.mark.parametrize(
    ("chosen", "correct", "complete", "missed"),
    [
        ((0,), False, False, (2,)),
        ((0, 1), False, True, (2,)),
        ((0, 1, 2), False, False, ()),
        ((), False, False, (0, 2)),
        ((UNANSWERED,), False, False, (0, 2)),
        ((2, 0), True, True, ()),
        ((2, 0, 2), True, True, ()),
    ],
)
def test_one_of_two_earns_nothing(
    chosen: tuple[int, ...], correct: bool, complete: bool, missed: tuple[int, ...]
) -> None:
    result = grade(response(), chosen)
    assert (result.correct, result.complete, result.missed) == (correct, complete, missed)


def test_matching_names_the_prompts_that_are_wrong() -> None:
    result = grade(matching((1, 0, 1)), (1, 1, UNANSWERED))
    assert not result.correct
    assert not result.complete
    assert result.right == (0,)
    assert result.missed == (1, 2)


def test_parts_of_a_case_study_are_graded_apart() -> None:
    case = CaseStudy("case", "A firm.", (choice("a", key=(0,)), choice("b", stem="And then?")))
    assert [g.correct for g in grade_case(case, [(0,), (2,)])] == [True, False]
    assert [g.answered for g in grade_case(case, [(0,)])] == [True, False]
    assert [g.correct for g in grade_case(case, [])] == [False, False]
