"""Requests for practice are understood; ordinary questions are left to the sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.blueprint import Blueprint
from app.practice.records import Question
from app.practice.request import MOST, ItemRequest, parse_item, parse_quiz
from app.settings import ROOT
from index.aliases import AliasTable
from tests.app.practice.drafts import choice
from tests.app.practice.tiny_bank import EXAMS

if TYPE_CHECKING:
    from app.practice.records import Item
    from app.practice.request import QuizRequest

BLUEPRINT = Blueprint.open(EXAMS, "mla-c01")
NAMES = AliasTable.load(ROOT / "corpus" / "aliases.toml")
DATA = ROOT / "eval" / "data"


def parse(text: str) -> QuizRequest | None:
    return parse_quiz(text, BLUEPRINT, NAMES)


def ordinary() -> list[str]:
    """Return every question of the evaluation's data sets, with those asked before."""
    found: list[str] = []
    for name in ("golden.jsonl", "unanswerable.jsonl"):
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found += [case["question"], *case.get("earlier", [])]
    return found


@pytest.mark.parametrize(
    ("text", "count", "wish"),
    [
        ("Quiz me on Feature Store", 0, {"services": ("SageMaker Feature Store",)}),
        ("ten hard questions on task 2.3", 10, {"tasks": ("2.3",), "difficulties": ("hard",)}),
        (
            "an ordering question about deploying an endpoint",
            1,
            {"types": ("ordering",), "topic": "deploying an endpoint"},
        ),
        ("quiz me", 0, {}),
        ("Quiz me!", 0, {}),
        ("Please quiz us again", 0, {}),
        (
            "Give me 5 questions on Kinesis Data Firehose please",
            5,
            {"services": ("Amazon Data Firehose",)},
        ),
        (
            "Can you give me three easy matching questions about data drift?",
            3,
            {"types": ("matching",), "difficulties": ("easy",), "topic": "data drift"},
        ),
        ("Test me on domain 4", 0, {"domains": (4,)}),
        ("questions on task 2.3", 0, {"tasks": ("2.3",)}),
        ("quiz me on tasks 1.1 and 1.2", 0, {"tasks": ("1.1", "1.2")}),
        ("practice questions on 1.2.k3", 0, {"bullets": ("1.2.k3",)}),
        ("give me a case study", 1, {"types": ("case_study",)}),
        ("I'd like a quiz on domain 2, hard", 0, {"domains": (2,), "difficulties": ("hard",)}),
        ("quiz me on what I missed", 0, {"missed": True}),
        ("another question on KMS", 1, {"services": ("AWS KMS",)}),
        (
            "5 multiple-choice questions about S3",
            5,
            {"types": ("multiple_choice",), "services": ("Amazon S3",)},
        ),
        ("Let's do ten questions", 10, {}),
        ("quiz me on Analyze model performance", 0, {"tasks": ("2.3",)}),
        ("Make me a quiz about monitoring", 0, {"topic": "monitoring"}),
        ("give me 9999 questions", MOST, {}),
    ],
)
def test_request_is_understood(text: str, count: int, wish: dict[str, Any]) -> None:
    request = parse(text)
    assert request is not None
    assert request.count == count
    understood = request.wish.to_json()
    assert understood.pop("exam") == "mla-c01"
    assert understood == wish


def test_no_question_of_the_evaluation_is_taken_for_a_request() -> None:
    questions = ordinary()
    assert len(questions) > 400
    assert [text for text in questions if parse(text) is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "How many questions does the exam have?",
        "What question types are there?",
        "Which questions are unscored?",
        "Give me the maximum payload of real-time inference",
        "Show me the difference between data drift and concept drift",
        "What is a matching question?",
        "Two questions: what is KMS and what is IAM?",
        "I have a question about KMS",
        "a question about KMS",
        "A question about the exam: how long is it?",
        "Explain ordering questions",
        "Are there case studies in the exam?",
        "How do I test an endpoint?",
        "Test data drift",
        "How are ordering questions scored?",
        "Ordering questions in the exam: partial credit?",
        "Write a query for Athena",
        "Create a model package",
        "Give me an example of a hard problem in ML",
        "some problems with Glue",
        "multiple response questions scoring",
        "Do I need to answer all questions?",
        "a problem with KMS",
        "Start a shadow test",
        "give me an overview of domain 2",
        "questions about the exam",
        "exam questions in 2026",
        "Give me ten real questions from last week's exam",
        "ten questions about how many shards I need",
        "",
        "   ",
        "?",
    ],
)
def test_ordinary_question_is_left_alone(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    parse(text)


@pytest.fixture
def payload(bank: dict[str, Item]) -> Question:
    item = bank["t-payload"]
    assert isinstance(item, Question)
    return item


ORDER = (2, 1, 3, 0)
"""Shown: A. 4 MB, B. 25 MB, C. 60 MB, D. 1 GB."""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("explain B", ItemRequest("explain", 1)),
        ("Explain option d, please", ItemRequest("explain", 0)),
        ("why is A wrong?", ItemRequest("explain", 2)),
        ("what about c?", ItemRequest("explain", 3)),
        ("why not C?", ItemRequest("why not", 3)),
        ("Why not 1 GB?", ItemRequest("why not", 0)),
        ("but why not 4 mb", ItemRequest("why not", 2)),
        ("explain", ItemRequest("explain")),
        ("why?", ItemRequest("explain")),
        ("another like this", ItemRequest("another")),
        ("one more", ItemRequest("another")),
        ("Give me another one like this", ItemRequest("another")),
        ("I think B is right", ItemRequest("dispute", 1)),
        ("I think it's D", ItemRequest("dispute", 0)),
        ("I think the answer is A", ItemRequest("dispute", 2)),
        ("shouldn't A be correct too?", ItemRequest("dispute", 2)),
        ("the key is wrong", ItemRequest("dispute")),
    ],
)
def test_what_is_said_about_the_question_shown(
    payload: Question, text: str, said: ItemRequest
) -> None:
    assert parse_item(text, payload, ORDER) == said


@pytest.mark.parametrize(
    "text",
    [
        "explain H",
        "why not Kinesis?",
        "Why not use spot instances?",
        "What is a payload?",
        "explain drift",
        "why is serverless cheaper?",
        "I think serverless is cheaper, is that right?",
        "quiz me on KMS",
        "",
    ],
)
def test_what_is_not_about_it_goes_to_the_sources(payload: Question, text: str) -> None:
    assert parse_item(text, payload, ORDER) is None


def test_no_question_of_the_evaluation_is_taken_for_talk_about_an_item(payload: Question) -> None:
    assert [text for text in ordinary() if parse_item(text, payload, ORDER)] == []


@given(st.text(max_size=60))
def test_any_talk_is_read_without_an_error(text: str) -> None:
    parse_item(text, choice(), (0, 1, 2, 3))


@pytest.mark.parametrize(
    ("said", "count", "described"),
    [
        ("write me two new questions about Feature Store", 2,
         "questions on SageMaker Feature Store"),
        ("Quiz me with new questions", 0, "questions"),
        ("quiz me on task 2.2 with some fresh questions", 0, "questions on task 2.2"),
        ("three brand-new ordering questions on task 3.1 please", 3,
         "ordering questions on task 3.1"),
        ("Could you write a case study about endpoints?", 1, "case study questions on endpoints"),
    ],
)  # fmt: skip
def test_new_questions_are_told_from_others(said: str, count: int, described: str) -> None:
    request = parse(said)
    assert request is not None
    assert (request.is_new, request.count, request.wish.describe()) == (True, count, described)


@pytest.mark.parametrize("said", ["quiz me on task 2.2", "give me five questions about endpoints"])
def test_other_requests_ask_for_nothing_new(said: str) -> None:
    request = parse(said)
    assert request is not None
    assert not request.is_new


@pytest.mark.parametrize("said", ["What is new in SageMaker?", "write a policy about S3"])
def test_talk_of_new_things_is_no_request(said: str) -> None:
    assert parse(said) is None
