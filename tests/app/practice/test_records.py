"""Shapes that a type does not allow are refused with the item's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.practice.errors import ItemError
from app.practice.records import CaseStudy, Option
from tests.app.practice.drafts import choice, matching, options, ordering, prompts, response

if TYPE_CHECKING:
    from app.practice.records import Item

TWICE = (Option("same", "a"), Option("Same ", "b"), Option("c", "c"), Option("d", "d"))
SPACES = (Option("  ", "a"), *options(3))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"stem": "  "}, "the stem is empty"),
        ({"bullets": ()}, "names no outline entry"),
        ({"options": SPACES}, "an option is empty"),
        ({"options": TWICE}, "two options are the same"),
        ({"key": (4,)}, "the key names option 4, and there are 4"),
        ({"key": (-1,)}, "the key names option -1"),
        ({"options": options(5)}, "multiple choice has 4 options, not 5"),
        ({"key": (0, 1)}, "exactly one key"),
        ({"key": ()}, "exactly one key"),
    ],
)
def test_malformed_choice_is_refused(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ItemError, match=f"item c: .*{problem}"):
        choice(**changes)


@pytest.mark.parametrize(
    ("key", "number", "problem"),
    [
        ((0, 2), 4, "5 options or more, not 4"),
        ((0,), 5, "2 keys or more"),
        ((2, 0), 5, "rise and differ"),
        ((0, 0), 5, "rise and differ"),
        ((0, 1, 2, 3, 4), 5, "every option is a key"),
    ],
)
def test_malformed_response_is_refused(key: tuple[int, ...], number: int, problem: str) -> None:
    with pytest.raises(ItemError, match=problem):
        response(key, number)


@pytest.mark.parametrize("key", [(0, 1), (0, 1, 2, 3, 4, 5), (0, 1, 1)])
def test_ordering_has_three_to_five_different_steps(key: tuple[int, ...]) -> None:
    with pytest.raises(ItemError):
        ordering(key, 6)


def test_matching_has_one_answer_per_prompt_and_two_answers_at_least() -> None:
    assert matching((1, 0, 1)).choose == 3
    with pytest.raises(ItemError, match="every prompt has the same answer"):
        matching((1, 1, 1))
    with pytest.raises(ItemError, match="3 to 7 prompts, not 2"):
        matching((0, 1))
    with pytest.raises(ItemError, match="one key per prompt"):
        choice(type="matching", prompts=prompts(3), key=(0, 1))


def test_case_study_needs_a_scenario_and_two_questions() -> None:
    both = (choice("a"), choice("b", stem="Another?"))
    assert CaseStudy("case", "A firm.", both).parts == both
    with pytest.raises(ItemError, match="no scenario"):
        CaseStudy("case", " ", both)
    with pytest.raises(ItemError, match="at least 2 questions"):
        CaseStudy("case", "A firm.", both[:1])


def test_task_and_domain_come_from_the_first_bullet(bank: dict[str, Item]) -> None:
    assert (bank["t-spot"].task, bank["t-spot"].domain) == ("2.2", 2)
    case = bank["t-case"]
    assert (case.task, case.bullets) == ("3.1", ("3.1.k1", "2.1.k1"))
    assert case.services == ("Amazon SageMaker AI",)
