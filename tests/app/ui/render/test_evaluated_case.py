"""A case of an evaluation as HTML: gold spans marked, verdicts in words, everything escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.evaluations import EvaluatedCase, RankedPassage, read_cases
from app.ui.render.evaluated_case import case_html
from app.ui.render.gold_marks import gold_marks
from tests.evaluation_files import GOLD, PASSAGE, write_run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "span", "marked"),
    [
        ("One. Two three four. Five.", "Two three four.", ["Two three four."]),
        ("Two  three\nfour", "two three four", ["Two  three\nfour"]),
        ("Two three. Else.", "Two three four five", ["Two three."]),
        ("Two alone", "Two three four five", []),
        ("", "Two", []),
        ("Two", "", []),
    ],
)
def test_gold_span_is_found(text: str, span: str, marked: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in gold_marks(text, [span])] == marked


def test_gold_spans_that_overlap_are_marked_once() -> None:
    assert len(gold_marks("one two three four", ["one two three", "two three four"])) == 1


@pytest.fixture
def good(tmp_path: Path) -> EvaluatedCase:
    return read_cases(write_run(tmp_path / "run"))[0]


def test_case_shows_passage_answer_and_verdicts(good: EvaluatedCase) -> None:
    shown = case_html(good)
    assert f"<mark>{GOLD}</mark>" in shown
    assert "<mark>Endpoints differ.</mark>" in shown
    assert "Key facts: asynchronous or async; zero" in shown
    assert "✓ supported" in shown
    assert "✗ not supported: " in shown
    assert "1 passage found, 1 of them with a gold span" in shown
    assert "Endpoints › Scaling &lt;to&gt; zero" in shown


def test_first_passage_with_gold_lies_open_whatever_its_rank() -> None:
    passages = tuple(
        RankedPassage(rank, f"{rank}.md", text="Text.", gold=rank > 2) for rank in (1, 2, 3, 4)
    )
    shown = case_html(EvaluatedCase("1", "q", documents=("3.md",), passages=passages))
    assert re.findall(r'gw-card"( open)?><summary><span class="gw-n">(\d)', shown) == [
        ("", "1"),
        ("", "2"),
        (" open", "3"),
        ("", "4"),
    ]


def test_gold_span_that_was_not_found_is_told(good: EvaluatedCase) -> None:
    assert "not among what was found" not in case_html(good)
    missed = replace(good, passages=())
    assert f"Gold span, not among what was found: “{GOLD}”" in case_html(missed)


def test_what_was_understood_said_beside_and_held_back_is_told() -> None:
    case = EvaluatedCase(
        "1", "and its limit?", understood_as="the limit of <x>", notice="slow", removed=("No <b>.",)
    )
    shown = case_html(case)
    assert "searched as: the limit of &lt;x&gt;" in shown
    assert '<p class="gw-meta">slow</p>' in shown
    assert "Written, and not shown:</p>" in shown
    assert "<li>No &lt;b&gt;.</li>" in shown


def test_documents_cannot_write_html(good: EvaluatedCase) -> None:
    assert "<script" in PASSAGE
    shown = case_html(good)
    assert "<script" not in shown
    assert "<img" not in shown
    assert shown.count("&lt;script&gt;") == 4


def test_what_the_index_was_asked_without_is_told(tmp_path: Path) -> None:
    egg = read_cases(write_run(tmp_path / "run"))[3]
    assert "asked without domain3/3.1-&lt;egg&gt;.md" in case_html(egg)


@pytest.mark.parametrize(
    ("answerable", "abstained", "says"),
    [
        (True, True, "It declined, though the sources hold an answer."),
        (False, True, "It declined, rightly: the sources hold no answer."),
        (False, False, "It answered, though the sources hold no answer."),
    ],
)
def test_decision_is_told(answerable: bool, abstained: bool, says: str) -> None:
    case = EvaluatedCase("1", "q", answerable=answerable, abstained=abstained)
    assert says in case_html(case)


def test_case_without_a_result_says_why() -> None:
    assert "No result: &lt;timed out&gt;" in case_html(EvaluatedCase("1", "q", error="<timed out>"))


def test_run_without_answers_shows_none() -> None:
    assert "Answer" not in case_html(EvaluatedCase("1", "q", answered=False))


def test_rows_of_a_table_are_shown_as_a_table(tmp_path: Path) -> None:
    case = replace(
        EvaluatedCase("1", "q"),
        passages=(RankedPassage(1, "a.md", text="Limit | Value\nPayload | 4 MB"),),
    )
    assert '<td data-label="Value">4 MB</td>' in case_html(case)
