"""Options are shuffled by a kept seed, without losing the key; amounts rise."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from app.practice.arrangement import arranged, display_order, seed_of
from app.practice.records import Question
from tests.app.practice.drafts import choice, matching, options, ordering, response

if TYPE_CHECKING:
    from app.practice.records import Item
    from app.question_room import QuestionRoom

QUESTIONS = (choice(), response(), ordering(), matching())
seeds = st.integers(0, 2**31 - 1)


@given(st.sampled_from(QUESTIONS), seeds)
def test_order_is_a_permutation_that_the_seed_decides(question: Question, seed: int) -> None:
    order = display_order(question, seed)
    assert sorted(order) == list(range(len(question.options)))
    assert order == display_order(question, seed)


@given(st.sampled_from(QUESTIONS), seeds)
def test_arranging_moves_the_key_with_its_options(question: Question, seed: int) -> None:
    moved = arranged(question, seed)
    assert isinstance(moved, Question)
    texts = [moved.options[k].text for k in moved.key]
    due = [question.options[k].text for k in question.key]
    assert sorted(texts) == sorted(due)
    if question.type in ("ordering", "matching"):
        assert texts == due


@given(seeds)
def test_steps_never_stand_in_their_right_order(seed: int) -> None:
    question = ordering((0, 1, 2), 4)
    shown = [place for place in display_order(question, seed) if place in question.key]
    assert shown != [0, 1, 2]


@given(seeds)
def test_amounts_are_shown_rising(seed: int) -> None:
    texts = ("1 GB", "25 MB", "4 MB", "60 MB")
    given_options = tuple(type(options(1)[0])(text, "why") for text in texts)
    order = display_order(choice(options=given_options), seed)
    assert [texts[place] for place in order] == ["4 MB", "25 MB", "60 MB", "1 GB"]


def test_key_lands_in_every_place_about_equally_often() -> None:
    places = Counter(display_order(choice(), seed_of(seed, "c")).index(1) for seed in range(2000))
    assert all(420 < places[place] < 580 for place in range(4))


def test_parts_of_a_case_study_have_seeds_of_their_own(room: QuestionRoom) -> None:
    case: Item | None = room.pool.item("t-case")
    assert case is not None
    orders = {
        tuple(display_order(part, seed_of(seed, part.id)) for part in case.parts)
        for seed in range(12)
    }
    assert len(orders) > 6
