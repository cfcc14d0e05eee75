"""Disputes are decided by evidence and stated rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.practice.dispute import Dispute, bearing, weigh
from app.practice.issue_text import issue_text
from app.practice.records import Question
from index.records import Passage, Span
from tests.app.practice.tiny_bank import documents

if TYPE_CHECKING:
    from pathlib import Path

    from app.question_room import QuestionRoom
    from index.records import Document


class Sentences:
    """A search that always returns the same sentences, each a passage of its own."""

    def __init__(self, *texts: str, heading: str = "Limits") -> None:
        self.passages = [
            Passage(
                chunk_id=str(i),
                document_id="d",
                title="A note",
                path="a.md",
                collection="corpus",
                source_kind="markdown",
                heading_path=(heading,),
                text=text,
                sentences=(Span(0, len(text)),),
                kind="prose",
                start=0,
            )
            for i, text in enumerate(texts)
        ]

    def search(self, question: str, top_k: int = 10) -> list[Passage]:
        return self.passages[:top_k]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    return documents(tmp_path_factory.mktemp("notes"))


def question(room: QuestionRoom, item_id: str) -> Question:
    item = room.pool.item(item_id)
    assert isinstance(item, Question)
    return item


def without(notes: list[Document], words: str) -> list[Document]:
    return [replace(one, text=one.text.replace(words, "something else"), id="") for one in notes]


def test_key_stands_when_only_its_quote_speaks(room: QuestionRoom, notes: list[Document]) -> None:
    payload = question(room, "t-payload")
    dispute = weigh(payload, (2,), Sentences("A claim about nothing."), notes)
    assert (dispute.verdict, dispute.rule) == ("key stands", "proof stands")
    claim = next(case for case in dispute.cases if case.is_claimed)
    assert claim.text == "4 MB"
    assert [quote.text for quote in claim.opposing] == ["Serverless inference | 4 MB | 60 seconds"]
    key = next(case for case in dispute.cases if case.is_key)
    assert key.supporting[0].text == "Real-time inference | 25 MB | 60 seconds"


def test_lost_proof_and_a_sentence_for_the_claim_make_the_key_wrong(
    room: QuestionRoom, notes: list[Document]
) -> None:
    payload = question(room, "t-payload")
    says = "A real-time request that answers while the caller waits has a payload of at most 60 MB."
    changed = without(notes, "25 MB | 60 seconds")
    assert weigh(payload, (3,), Sentences(says), changed).verdict == "key wrong"
    nothing = weigh(payload, (3,), Sentences("Nothing here."), changed)
    assert (nothing.verdict, nothing.rule) == ("ambiguous", "proof lost")
    assert "Real-time inference | 25 MB | 60 seconds" in nothing.reason


def test_claim_that_is_borne_out_makes_the_question_ambiguous_or_the_key_wrong(
    room: QuestionRoom, notes: list[Document]
) -> None:
    payload = question(room, "t-payload")
    bare = tuple(replace(option, evidence=None) if i == 3 else option
                 for i, option in enumerate(payload.options))  # fmt: skip
    unrefuted = replace(payload, options=bare)
    says = "While the caller waits, one real-time request can have a payload of at most 60 MB."
    wrong = weigh(unrefuted, (3,), Sentences(says), notes)
    assert (wrong.verdict, wrong.rule) == ("key wrong", "claim borne out better")
    both = Sentences(says, says.replace("60", "25"))
    assert weigh(unrefuted, (3,), both, notes).verdict == "ambiguous"
    refuted = weigh(payload, (3,), Sentences(says), notes)
    assert refuted.verdict == "ambiguous"
    assert "though a quote speaks against it" in refuted.reason


def test_negated_sentence_speaks_against(room: QuestionRoom, notes: list[Document]) -> None:
    payload = question(room, "t-payload")
    says = "While the caller waits, a real-time request can not have a payload of 60 MB."
    dispute = weigh(payload, (3,), Sentences(says), notes)
    assert dispute.verdict == "key stands"
    claim = next(case for case in dispute.cases if case.is_claimed)
    assert says in [quote.text for quote in claim.opposing]


def test_order_that_one_document_shows_stands(room: QuestionRoom, notes: list[Document]) -> None:
    order = question(room, "t-shadow-order")
    assert weigh(order, (1, 0, 2), Sentences("x"), notes).verdict == "key stands"


def test_order_that_no_document_shows_is_ambiguous(
    room: QuestionRoom, notes: list[Document]
) -> None:
    order = question(room, "t-shadow-order")
    elsewhere = replace(
        order.options[0],
        evidence=replace(order.options[0].evidence, quote="PSI above 0.2 is commonly read"),  # type: ignore[type-var]
    )
    scattered = replace(order, options=(elsewhere, *order.options[1:]))
    dispute = weigh(scattered, (1, 0, 2), Sentences("x"), notes)
    assert (dispute.verdict, dispute.rule) == ("ambiguous", "order not witnessed")
    assert weigh(scattered, (0, 2, 1), Sentences("x"), notes).verdict == "key stands"


def test_matching_weighs_the_prompts_in_dispute(room: QuestionRoom, notes: list[Document]) -> None:
    match = question(room, "t-monitors-match")
    dispute = weigh(match, (0, 2, 2), Sentences("x"), notes)
    assert dispute.verdict == "key stands"
    assert [case.text for case in dispute.cases] == [
        "See whether predictions are still right → Model quality monitor",
        "See whether predictions are still right → Bias drift monitor",
    ]


def test_issue_text_is_ready_to_copy(room: QuestionRoom, notes: list[Document]) -> None:
    payload = question(room, "t-payload")
    dispute = weigh(payload, (2,), Sentences("x"), notes)
    text = issue_text(payload, (2,), dispute, "It says 4 MB.")
    assert text.startswith("Question t-payload: key stands\n")
    assert "**Key** B · **Claimed** C" in text
    assert "**Comment** It says 4 MB." in text
    assert "- 4 MB (claimed)\n  - against: “Serverless inference | 4 MB | 60 seconds”" in text


def test_dispute_survives_json(room: QuestionRoom, notes: list[Document]) -> None:
    dispute = weigh(question(room, "t-psi"), (1,), Sentences("x"), notes)
    assert Dispute.from_json(dispute.to_json()).verdict == dispute.verdict


@pytest.mark.parametrize(
    ("sentence", "option", "weight"),
    [
        ("Serverless inference takes 4 MB.", "4 MB", 1.0),
        ("Serverless inference takes 6 MB.", "4 MB", 0.0),
        ("", "4 MB", 0.0),
        ("Spot capacity saves money.", "Checkpoints in S3", 0.0),
    ],
)
def test_bearing(sentence: str, option: str, weight: float) -> None:
    assert bearing(sentence, option, "serverless inference") == weight


def test_real_search_serves_too(room: QuestionRoom, tiny_index: Path) -> None:
    from app.retrieval import IndexPassageSource

    source = IndexPassageSource.open(tiny_index)
    read = source.retriever.document
    texts = [read(entry.id) for entry in source.retriever.documents()]
    dispute = weigh(question(room, "t-payload"), (0,), source, texts)
    assert dispute.verdict == "key stands"
