"""The Evaluate page without a browser."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.app.ui.conftest import html
from tests.evaluation_files import GOLD, write_run

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

PAGE = "ui/pages/evaluate.py"


@pytest.fixture
def evaluations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GROUNDWORK_EVALUATIONS", str(tmp_path / "evaluations"))
    return tmp_path / "evaluations"


def test_without_a_run_the_command_is_told(app: AppTest, evaluations: Path) -> None:
    app.switch_page(PAGE).run()
    assert not app.exception
    assert str(evaluations) in html(app)
    assert app.code[0].value == "python -m eval run --suite golden --out eval/out/first"


def test_runs_stand_side_by_side_with_their_differences(app: AppTest, evaluations: Path) -> None:
    old = write_run(evaluations / "old", r5=0.75)
    write_run(evaluations / "new", system="dense")
    os.utime(old / "summary.json", (1000, 1000))
    app.switch_page(PAGE).run()
    assert not app.exception
    shown = html(app)
    assert shown.index("dense<small>") < shown.index("extractive<small>")
    assert "0.750<small>0.000 to 1.000</small>" in shown
    assert '<small class="gw-better">+0.083, better</small>' in shown
    assert "<small>no difference</small>" in shown
    assert "<small>lower is better</small>" in shown


def test_the_worst_case_is_open_and_another_can_be_chosen(app: AppTest, evaluations: Path) -> None:
    folder = write_run(evaluations / "run")
    app.switch_page(PAGE).run()
    assert "It declined, though the sources hold an answer." in html(app)
    app.selectbox(key=f"evaluation_case_{folder}").select("good").run()
    assert not app.exception
    shown = html(app)
    assert f"<mark>{GOLD}</mark>" in shown
    assert "✗ not supported" in shown
    assert "<script" not in shown


def test_of_a_long_run_the_worst_cases_can_be_chosen(
    app: AppTest, evaluations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.evaluate_case.LISTED_CASES", 2)
    folder = write_run(evaluations / "run")
    app.switch_page(PAGE).run()
    assert not app.exception
    assert len(app.selectbox(key=f"evaluation_case_{folder}").options) == 2
    assert "The worst 2 of 4 cases can be chosen." in [one.value for one in app.caption]


def test_damaged_results_are_told(app: AppTest, evaluations: Path) -> None:
    folder = write_run(evaluations / "run")
    (folder / "results.jsonl").write_text("{\n")
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "line 1: not JSON" in html(app)


def test_report_beside_the_run_can_be_taken_along(app: AppTest, evaluations: Path) -> None:
    folder = write_run(evaluations / "run")
    (folder / "report.html").write_text("<!doctype html>")
    app.switch_page(PAGE).run()
    assert not app.exception
    assert app.download_button(key="evaluation_report").label.startswith("Report")


def test_no_run_chosen_is_no_error(app: AppTest, evaluations: Path) -> None:
    write_run(evaluations / "run")
    app.switch_page(PAGE).run()
    app.multiselect(key="evaluation_runs").set_value([]).run()
    assert not app.exception
    assert "Choose a run" in html(app)
