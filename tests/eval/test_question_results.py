"""The questions suite as a run: a line per item, figures with intervals, levels by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.evaluations import read_cases, read_summary
from app.ui.render.evaluated_case import case_html
from eval.html_report.files import make_report
from eval.question_report import report_questions
from eval.question_results import QuestionRun
from eval.seeded_flaws import Detection
from tests.app.practice.questions import OPTIONS, choice
from tests.eval.test_question_report import NAMES, OUTLINE, Shelf

if TYPE_CHECKING:
    from pathlib import Path

FLAWED = (*OPTIONS[:3], "None of these options meets the requirements")


def run() -> QuestionRun:
    items = [choice(id="good"), choice(FLAWED, id="flawed", stem="Another one, which is asked?")]
    report = report_questions(items, Shelf(), NAMES, OUTLINE)
    return QuestionRun(items, report, (Detection("none of the above", 4, 3),))


def test_figures_have_an_interval_and_a_number_of_cases() -> None:
    measures = run().measures
    one = measures["items without a flaw"]
    assert (one.mean, one.n) == (0.5, 2)
    assert one.low < 0.5 < one.high
    assert (measures["keys with a found quote"].mean, measures["keys with a found quote"].n) == (
        1.0,
        2,
    )
    assert measures["distractors with a found quote"].n == 6
    assert (measures["seeded flaws found"].mean, measures["seeded flaws found"].n) == (0.75, 4)
    chance = measures["key positions: chi-square p"]
    assert chance.low == chance.mean == chance.high


def test_run_passes_only_with_every_level() -> None:
    assert not run().passed
    assert run().levels["seeded flaws found"].limit == 0.91


def test_flawed_item_is_a_case_that_says_what_is_wrong(tmp_path: Path) -> None:
    run().write(tmp_path / "questions")
    summary = read_summary(tmp_path / "questions")
    assert (summary.name, summary.n) == ("bank on questions", 2)
    assert len(summary.hash) == 12
    good, flawed = read_cases(tmp_path / "questions")
    assert good.measures == {"items without a flaw": 1.0, "items without a finding": 0.0}
    assert flawed.measures == {"items without a flaw": 0.0, "items without a finding": 1.0}
    assert "same question: turns on the same decision" in case_html(good)
    shown = case_html(flawed)
    assert "none of the above" in shown
    assert "Key: " in shown
    assert "has an answer" not in shown
    page = make_report(tmp_path)
    assert "bank on questions" in page
    assert "Where the time goes" not in page


def test_same_items_give_the_same_hash() -> None:
    assert run().to_json()["config"]["hash"] == run().to_json()["config"]["hash"]
