"""Twenty questions that a candidate asks, over the notes that the repository ships.

The facts that an answer must state are written here by hand from the exam guide and the notes'
sources. The index is the default one (`index/data`), brought up to date first: nothing is done
when it is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource
from ingest.pipeline import IngestSettings, build_index

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shipped() -> ExtractiveAnswerer:
    settings = IngestSettings(
        index=ROOT / "index" / "data", aliases=ROOT / "corpus" / "aliases.toml", wait_seconds=600
    )
    build_index([ROOT / "corpus"], settings, keep_others=True)
    return ExtractiveAnswerer(IndexPassageSource.open(settings.index))


QUESTIONS = (
    ("How long is the exam and how many questions are there?", ("130 minutes", "65", "170", "85")),
    ("Is there a penalty for guessing?", ("no penalty",)),
    ("What is the passing score?", ("720",)),
    ("Which question types are on the exam?", ("ordering", "matching")),
    (
        "When should I use asynchronous inference rather than batch transform?",
        ("asynchronous inference", "batch transform", "1 GB"),
    ),
    ("What is the maximum payload of a serverless endpoint?", ("4 MB",)),
    ("Can a serverless endpoint use a GPU?", ("GPU", "serverless")),
    ("What is the difference between Data Wrangler and DataBrew?", ("Data Wrangler", "DataBrew")),
    ("canary vs linear deployment", ("two steps", "equal")),
    ("What is SMOTE?", ("minority",)),
    ("What does PSI stand for?", ("Population Stability Index",)),
    ("Which metrics detect bias before training?", ("Class imbalance", "DPL")),
    ("What are the types of Model Monitor monitors?", ("Data quality", "Bias", "attribution")),
    ("How do I set up auto scaling for an endpoint?", ("Register", "target tracking")),
    ("How do I calculate F1 from precision and recall?", ("harmonic mean",)),
    ("Is Kinesis Data Firehose able to convert records to Parquet?", ("Parquet", "JSON")),
    ("Kinesis Data Streams vs Firehose", ("replay", "delivers")),
    ("what is fast file mode?", ("streams",)),
    (
        "List the pretraining bias metrics",
        ("(CI)", "(DPL)", "(KL)", "(JS)", "(LP)", "(TVD)", "(KS)", "(CDD)"),
    ),
)


@pytest.mark.parametrize(("question", "facts"), QUESTIONS, ids=[q for q, _ in QUESTIONS])
def test_answer_states_the_facts(
    shipped: ExtractiveAnswerer, question: str, facts: tuple[str, ...]
) -> None:
    answer = shipped.answer(question)
    shown = " ".join(f"{s.header} {s.text}" for s in answer.sentences).lower()
    assert not answer.abstained
    assert [fact for fact in facts if fact.lower() not in shown] == []


def test_every_sentence_shown_is_a_span_of_its_passage(shipped: ExtractiveAnswerer) -> None:
    for question, _ in QUESTIONS:
        answer = shipped.answer(question)
        for sentence in answer.sentences:
            assert sentence.citations
            for citation in sentence.citations:
                passage = answer.source(citation.n).passage
                assert passage.text[citation.start : citation.end] == sentence.text


def test_follow_up_takes_its_subject_from_the_conversation(shipped: ExtractiveAnswerer) -> None:
    first = "When should I use asynchronous inference rather than batch transform?"
    answer = shipped.answer("and what does it cost?", [first])
    assert "asynchronous inference" in answer.understood_as
    assert "no instance cost" in " ".join(s.text for s in answer.sentences)


@pytest.mark.parametrize(
    "question",
    ["Who won the 2022 world cup?", "How do I configure Amazon Connect contact flows?"],
)
def test_what_the_corpus_does_not_hold_is_not_answered(
    shipped: ExtractiveAnswerer, question: str
) -> None:
    answer = shipped.answer(question)
    assert answer.abstained
    assert answer.sentences == ()
    assert answer.topics
