from __future__ import annotations

from app.answer.related import MOST, related_questions
from tests.app.answer.passages import make_passage

PASSAGES = [
    make_passage([f"Text {chunk}."], chunk, asked_question=question)
    for chunk, question in (
        ("a", "How big may it be?"),
        ("b", ""),
        ("c", "how big  may it be"),
        ("d", "Who pays for it?"),
        ("e", "When does it end?"),
    )
]


def test_each_question_of_the_nearest_passages_is_offered_once_in_their_order() -> None:
    found = related_questions("What is it?", PASSAGES)
    assert found == ("How big may it be?", "Who pays for it?", "When does it end?")


def test_what_was_asked_and_what_a_cited_passage_answers_is_not_offered() -> None:
    assert related_questions("Who pays for it", PASSAGES, {"a", "c"}) == ("When does it end?",)


def test_no_more_than_a_few_are_offered() -> None:
    many = [make_passage(["Text."], str(i), asked_question=f"Is it {i}?") for i in range(9)]
    assert related_questions("What?", many) == ("Is it 0?", "Is it 1?", "Is it 2?")
    assert MOST == 3
