"""The blind solvers, on questions whose answer is worked out by hand."""

from __future__ import annotations

import pytest

from app.practice.quality.guessing import (
    expected_accuracy,
    longest_option,
    option_popularity,
    stem_overlap,
)
from tests.app.practice.questions import choice

WORDS = ("zebra", "yak", "walrus", "vole")


def test_longest_option_is_right_when_the_key_is_longest() -> None:
    first = choice(("a longer one", "b", "c", "d"))
    second = choice(("a longer one", "b", "c", "d"), key=(2,))
    assert expected_accuracy([first, second], longest_option) == 0.5


def test_a_tie_counts_its_share() -> None:
    question = choice(("aaaa", "bbbb", "cc", "dd"))
    assert expected_accuracy([question], longest_option) == 0.5


def test_stem_overlap_chooses_the_option_with_the_words_of_the_stem() -> None:
    stem = "Where do walruses sleep when the yak is away?"
    assert expected_accuracy([choice(WORDS, (2,), stem)], stem_overlap) == 0.5
    assert expected_accuracy([choice(WORDS, (0,), stem)], stem_overlap) == 0.0


def test_popularity_learns_from_the_other_questions_only() -> None:
    alone = choice(WORDS)
    assert expected_accuracy([alone], option_popularity([alone])) == pytest.approx(0.25)
    habit = [choice(WORDS, id=f"t-{i}") for i in range(3)]
    assert expected_accuracy(habit, option_popularity(habit)) == 1.0


def test_no_question_gives_zero() -> None:
    assert expected_accuracy([], longest_option) == 0.0
