"""The shipped questions: enough of each kind, well split, and gold that the corpus holds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.dataset import Case, load_cases
from eval.measures.gold_tokens import normalised_tokens
from eval.measures.key_facts import key_fact_recall
from ingest.readers.markdown import read_markdown

if TYPE_CHECKING:
    from ingest.readers.parsed import ParsedText

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
DATA = ROOT / "eval" / "data"

DOMAIN_PERCENT = {"domain1": 28, "domain2": 26, "domain3": 22, "domain4": 24}
DEV_PERCENT = 30
HEADING_RUN = 8
"""Words in a row that a question may not share with a heading: it would be found by its title."""


@pytest.fixture(scope="module")
def golden() -> list[Case]:
    return load_cases(DATA / "golden.jsonl")


@pytest.fixture(scope="module")
def unanswerable() -> list[Case]:
    return load_cases(DATA / "unanswerable.jsonl")


@cache
def parsed(document: str) -> ParsedText:
    return read_markdown((CORPUS / document).read_text(encoding="utf-8"), document)


def runs(text: str) -> set[tuple[str, ...]]:
    tokens = normalised_tokens(text)
    return {
        tuple(tokens[start : start + HEADING_RUN]) for start in range(len(tokens) - HEADING_RUN + 1)
    }


def test_golden_set_is_large_enough(golden: list[Case]) -> None:
    kinds = Counter(case.kind for case in golden)
    assert set(kinds) == {*DOMAIN_PERCENT, "exam"}
    assert len(golden) >= 220
    assert kinds["exam"] >= 10


def test_golden_set_has_the_domain_shares_of_the_exam(golden: list[Case]) -> None:
    kinds = Counter(case.kind for case in golden if case.kind != "exam")
    for kind, percent in DOMAIN_PERCENT.items():
        assert 100 * kinds[kind] / kinds.total() == pytest.approx(percent, abs=2), kind


def test_golden_set_mixes_the_ways_of_asking(golden: list[Case]) -> None:
    verdicts = Counter(case.yes_no for case in golden)
    assert set(verdicts) == {"", "Yes", "No"}
    assert verdicts["Yes"] + verdicts["No"] >= 35
    assert abs(verdicts["Yes"] - verdicts["No"]) <= 0.2 * (verdicts["Yes"] + verdicts["No"])
    assert sum(25 <= len(case.question.split()) <= 60 for case in golden) >= 40
    assert sum(bool(case.earlier) for case in golden) >= 20


def test_each_unanswerable_kind_is_large_enough(unanswerable: list[Case]) -> None:
    kinds = Counter(case.kind for case in unanswerable)
    assert set(kinds) == {"U1", "U2", "U4"}
    assert min(kinds.values()) >= 55
    for case in unanswerable:
        assert not case.answerable, case.id
        assert case.document == "", case.id
        assert case.spans == (), case.id
        assert case.facts == (), case.id


def test_three_of_ten_cases_of_each_kind_are_for_setting_thresholds(
    golden: list[Case], unanswerable: list[Case]
) -> None:
    splits: dict[str, Counter[str]] = defaultdict(Counter)
    for case in golden + unanswerable:
        splits[case.kind][case.split] += 1
    for kind, split in splits.items():
        assert set(split) == {"dev", "test"}, kind
        assert 100 * split["dev"] / split.total() == pytest.approx(DEV_PERCENT, abs=4), kind


def test_ids_are_unique_and_name_the_kind(golden: list[Case], unanswerable: list[Case]) -> None:
    cases = golden + unanswerable
    assert len({case.id for case in cases}) == len(cases)
    for case in golden:
        domain = "0" if case.kind == "exam" else case.kind.removeprefix("domain")
        assert re.fullmatch(rf"g-{domain}-\d{{3}}", case.id), case.id


def test_no_question_is_asked_twice(golden: list[Case], unanswerable: list[Case]) -> None:
    asked = Counter((case.question.casefold(), case.earlier) for case in golden + unanswerable)
    assert [question for question, times in asked.items() if times > 1] == []


def test_every_golden_document_is_in_the_corpus(golden: list[Case]) -> None:
    missing = {case.document for case in golden if not (CORPUS / case.document).is_file()}
    assert missing == set()
    for case in golden:
        assert case.answerable, case.id
        assert (case.kind == "exam") == case.document.startswith("exam/"), case.id


def test_every_span_stands_verbatim_in_its_document(golden: list[Case]) -> None:
    absent = [
        (case.id, span)
        for case in golden
        for span in case.spans
        if span not in parsed(case.document).text
    ]
    assert absent == []


def test_every_case_has_one_to_three_spans_and_a_short_answer(golden: list[Case]) -> None:
    for case in golden:
        assert 1 <= len(case.spans) <= 3, case.id
        assert 1 <= len(case.answer.split()) <= 20, case.id


def test_every_fact_is_reachable_from_the_spans(golden: list[Case]) -> None:
    unreachable = [
        (case.id, fact)
        for case in golden
        for fact in case.facts
        if not any(key_fact_recall(span, [fact]) for span in case.spans)
    ]
    assert unreachable == []


def test_facts_are_few_and_short(golden: list[Case]) -> None:
    for case in golden:
        assert 1 <= len(case.facts) <= 4, case.id
        for alias in (alias for fact in case.facts for alias in fact):
            assert normalised_tokens(alias), case.id
            assert len(alias.split()) <= 6, (case.id, alias)


def test_no_golden_question_repeats_a_heading(golden: list[Case]) -> None:
    headings = {
        run
        for path in CORPUS.rglob("*.md")
        for heading in parsed(path.relative_to(CORPUS).as_posix()).headings
        for run in runs(heading.title)
    }
    assert [case.id for case in golden if runs(case.question) & headings] == []
