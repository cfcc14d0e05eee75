"""Pooling on the tiny index: what is left to judge, and that nothing tells who found it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from app.retrieval import IndexPassageSource
from eval.dataset import Case
from eval.pool import DEPTH, SYSTEMS, Candidate, main, pool

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import Embedder

EVERYTHING = 30
"""More passages than the tiny corpus holds."""

SMOTE = Case(
    id="t-1",
    question="What does SMOTE make between neighbours of the minority class?",
    answer="Synthetic rows",
    document="domain2/smote.md",
    spans=("SMOTE is an oversampling method that makes synthetic rows between neighbours",),
    facts=(("synthetic rows",), ("minority class",)),
    split="test",
)


@pytest.fixture(scope="module")
def source(tiny_index: Path, real_embedder: Embedder) -> IndexPassageSource:
    return IndexPassageSource.open(tiny_index, real_embedder)


def test_known_gold_is_not_judged_again(source: IndexPassageSource) -> None:
    made = pool([SMOTE], source)
    assert made.candidates == ()
    counts = made.counts["test"]
    assert counts["gold"] == 1
    assert counts["pooled"] == counts["gold"] + counts["too few facts"]


def test_passage_that_states_the_facts_elsewhere_is_judged(source: IndexPassageSource) -> None:
    case = replace(SMOTE, document="exam/format.md", spans=("An unanswered question counts",))
    (candidate,) = pool([case], source).candidates
    assert candidate.id == "t-1"
    assert candidate.document == "domain2/smote.md"
    assert "SMOTE is an oversampling method" in candidate.text


def test_too_few_facts_are_not_judged(source: IndexPassageSource) -> None:
    case = replace(
        SMOTE, document="exam/format.md", facts=(("synthetic rows",), ("nowhere stated",))
    )
    made = pool([case], source)
    assert made.candidates == ()
    assert made.counts["test"]["to judge"] == 0


def test_each_passage_is_judged_once_whichever_system_found_it(
    source: IndexPassageSource,
) -> None:
    case = replace(SMOTE, document="", spans=(), facts=(("of",),))
    configs = list(SYSTEMS.values())
    made = pool([case], source, configs, EVERYTHING)
    chunks = [candidate.chunk for candidate in made.candidates]
    assert len(chunks) == len(set(chunks)) > 3
    assert pool([case], source, configs[::-1], EVERYTHING).candidates == made.candidates
    assert pool([case], source, configs, EVERYTHING, seed=1).candidates != made.candidates


def test_candidate_does_not_tell_ranks_or_systems() -> None:
    names = {field.name for field in fields(Candidate)}
    assert names == {"id", "split", "question", "answer", "document", "chunk", "heading", "text"}


def test_three_systems_without_written_questions_and_the_product_are_pooled() -> None:
    plain = {name: config for name, config in SYSTEMS.items() if config.rerank_depth == 0}
    assert set(SYSTEMS) - set(plain) == {"product"}
    assert {name: (c.dense, c.lexical) for name, c in plain.items()} == {
        "dense": (True, False),
        "lexical": (False, True),
        "fused": (True, True),
    }
    assert {config.asked_weight for config in plain.values()} == {0}
    assert SYSTEMS["product"].asked_weight > 0
    assert DEPTH == 10


def test_unanswerable_case_has_no_pool(source: IndexPassageSource) -> None:
    made = pool([replace(SMOTE, answerable=False)], source)
    assert made.candidates == ()
    assert made.counts == {}


@pytest.mark.usefixtures("model_loaded_once")
def test_command_writes_the_pool_and_its_counts(
    tiny_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {
        "id": "t-1",
        "question": SMOTE.question,
        "document": "exam/format.md",
        "facts": [["synthetic rows"]],
        "split": "dev",
    }
    dataset = tmp_path / "set.jsonl"
    dataset.write_text(json.dumps(record), encoding="utf-8")
    assert main(["--dataset", str(dataset), "--index", str(tiny_index)]) == 0
    written = capsys.readouterr()
    (line,) = written.out.splitlines()
    assert json.loads(line)["document"] == "domain2/smote.md"
    assert written.err.startswith('dev: {"questions": 1, "pooled": ')


def test_missing_index_is_told_to_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--index", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("error: ")
