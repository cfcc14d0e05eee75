"""The pooled judgments: each names a golden question and a passage that the corpus holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.dataset import Case, load_cases
from ingest.document import read_document
from ingest.sources import discover

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "eval" / "data"

Line = dict[str, str]


@pytest.fixture(scope="module", params=["golden", "golden-train"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def lines(name: str) -> list[Line]:
    text = (DATA / f"{name}-pool.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def golden(name: str) -> dict[str, Case]:
    return {case.id: case for case in load_cases(DATA / f"{name}.jsonl")}


@pytest.fixture(scope="module")
def texts(lines: list[Line]) -> dict[str, str]:
    wanted = {line["document"] for line in lines}
    files = discover([ROOT / "corpus"]).files
    return {file.path: read_document(file).text for file in files if file.path in wanted}


def test_every_line_has_the_three_fields(lines: list[Line]) -> None:
    for line in lines:
        assert list(line) == ["id", "document", "span"]
        assert all(value.strip() for value in line.values()), line


def test_every_line_belongs_to_an_answerable_question(
    lines: list[Line], golden: dict[str, Case]
) -> None:
    for line in lines:
        assert line["id"] in golden
        assert golden[line["id"]].answerable, line["id"]


def test_every_span_stands_verbatim_in_its_document(
    lines: list[Line], texts: dict[str, str]
) -> None:
    assert {line["document"] for line in lines} == set(texts)
    assert [line for line in lines if line["span"] not in texts[line["document"]]] == []


def test_no_passage_is_named_twice_and_none_is_gold_already(
    lines: list[Line], golden: dict[str, Case]
) -> None:
    named = Counter((line["id"], line["document"], line["span"]) for line in lines)
    assert named.most_common(1)[0][1] == 1
    for line in lines:
        case = golden[line["id"]]
        if line["document"] == case.document:
            assert line["span"] not in case.spans, line["id"]


def test_lines_follow_the_order_of_the_questions(
    lines: list[Line], golden: dict[str, Case]
) -> None:
    places = {name: place for place, name in enumerate(golden)}
    order = [places[line["id"]] for line in lines]
    assert order == sorted(order)
