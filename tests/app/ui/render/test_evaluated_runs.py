"""Runs side by side as HTML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.evaluations import Figure, Level, RunSummary
from app.ui.render.evaluated_runs import run_label, runs_html


def run(name: str, **measures: float) -> RunSummary:
    figures = {key.replace("_", "-"): Figure(value, 0.0, 1.0, 4) for key, value in measures.items()}
    return RunSummary(Path(name), name, "tiny.jsonl", {"hash": "abc"}, 4, figures)


def test_less_hallucination_is_better() -> None:
    shown = runs_html([run("a", hallucination_rate=0.5), run("b", hallucination_rate=0.25)])
    assert '<small class="gw-better">-0.250, better</small>' in shown


def test_less_recall_is_worse_and_copying_is_neither() -> None:
    shown = runs_html([run("a", recall=0.5, copy_ratio=1.0), run("b", recall=0.25, copy_ratio=0.5)])
    assert '<small class="gw-worse">-0.250, worse</small>' in shown
    assert "<small>-0.500</small>" in shown


def test_measure_that_a_run_has_not_is_a_dash() -> None:
    assert runs_html([run("a", x=0.5), run("b", y=0.5)]).count("<td>–</td>") == 2


def test_names_are_escaped() -> None:
    assert "<b>" not in runs_html([run("<b>")])
    assert run_label(run("a")).startswith("a on tiny.jsonl, 1 Jan 1970, 00:00 UTC (a, abc)")


def test_level_of_the_gate_is_told_beside_the_measure() -> None:
    one = replace(run("a", recall=0.5), levels={"recall": Level("recall", ">=", 0.9)})
    assert "recall<small>level ≥ 0.9</small></th>" in runs_html([one, run("b", recall=0.5)])
