"""The questions for fitting: gold that the corpus holds, and none that the frozen part asks for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.dataset import Case, load_cases
from eval.pooled import with_pool
from ingest.document import read_document
from ingest.sources import discover

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "eval" / "data"


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def train() -> list[Case]:
    return with_pool(load_cases(DATA / "golden-train.jsonl"), DATA / "golden-train-pool.jsonl")


@pytest.fixture(scope="module")
def unanswerable() -> list[Case]:
    return load_cases(DATA / "unanswerable-train.jsonl")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {file.path: read_document(file).text for file in discover([ROOT / "corpus"]).files}


def test_all_cases_are_marked_as_train(train: list[Case], unanswerable: list[Case]) -> None:
    assert {case.split for case in train + unanswerable} == {"train"}
    assert all(case.answerable for case in train)
    assert not any(case.answerable for case in unanswerable)


def test_there_are_enough_of_each_kind(train: list[Case], unanswerable: list[Case]) -> None:
    kinds = Counter(case.kind for case in train)
    assert min(kinds[f"domain{number}"] for number in range(1, 5)) >= 45
    assert Counter(case.kind for case in unanswerable) == {"U1": 15, "U2": 72, "U4": 30}


def test_every_span_and_pooled_passage_stands_in_its_document(
    train: list[Case], texts: dict[str, str]
) -> None:
    gold = [(case.id, case.document, span) for case in train for span in case.spans]
    pool = [(case.id, document, span) for case in train for document, span in case.pooled or ()]
    squeezed_texts = {path: squeezed(text) for path, text in texts.items()}
    absent = [
        (identity, span)
        for identity, document, span in gold + pool
        if squeezed(span) not in squeezed_texts[document]
    ]
    assert absent == []


def test_no_gold_span_is_asked_for_by_the_frozen_part(train: list[Case]) -> None:
    frozen = {
        squeezed(span)
        for case in load_cases(DATA / "golden.jsonl")
        if case.split == "test"
        for span in case.spans
    }
    shared = [
        case.id
        for case in train
        for span in case.spans
        if any(squeezed(span) in other or other in squeezed(span) for other in frozen)
    ]
    assert shared == []


def test_no_question_is_asked_twice(train: list[Case], unanswerable: list[Case]) -> None:
    others = load_cases(DATA / "golden.jsonl") + load_cases(DATA / "unanswerable.jsonl")
    asked = Counter((c.question.casefold(), c.earlier) for c in train + unanswerable + others)
    assert [question for question, times in asked.items() if times > 1] == []
