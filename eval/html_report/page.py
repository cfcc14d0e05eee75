"""The report: one HTML file that needs no script, no network and no other file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from eval.html_report.ablation_plot import ablation_plots
from eval.html_report.bench_page import bench_part
from eval.html_report.detection_plot import detection_plot
from eval.html_report.meanings import meanings_html
from eval.html_report.measure_tables import abstention_table, group_tables, measures_table
from eval.html_report.overview import overview
from eval.html_report.recall_plot import recall_plot
from eval.html_report.reliability_plot import reliability_plot
from eval.html_report.risk_plot import risk_plot
from eval.html_report.shell import figures_html, section, whole_page
from eval.html_report.time_plot import time_plot
from eval.html_report.verdict_plot import verdict_plot
from eval.html_report.worst_cases import worst_cases_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.evaluations import EvaluatedCase, RunSummary
    from eval.html_report.ablation_plot import Ablation
    from eval.html_report.figure import Figure

HEADER = ("snapshot", "chunks", "embedder", "precision", "seed", "split", "hash")
"""Fields of the configuration that stand in the header; the others are one click away."""
_WORDS = {"chunks": "passages", "hash": "configuration"}

Run = tuple["RunSummary", "Sequence[EvaluatedCase]"]


def report_html(
    runs: Sequence[Run], ablation: Ablation | None = None, bench: Mapping[str, Any] | None = None
) -> str:
    """Return the whole file.

    Args:
        runs: one or several runs, each with its cases; the plots of the answerability score take
            the cases of one system together, from whichever data set.
        ablation: what an `ablation.json` holds.
        bench: what a `bench.json` holds.
    """
    title = "Evaluation: " + ", ".join(dict.fromkeys(run.system for run, _ in runs))
    parts = [(f"run{i}", run.name, _run(run, cases)) for i, (run, cases) in enumerate(runs, 1)]
    parts += _declining(runs)
    if ablation:
        parts.append(("ablation", "Ablation", _ablation(ablation)))
    if bench:
        parts.append(("bench", "Speed and memory", bench_part(bench)))
    links = [(place, name) for place, name, _ in parts]
    sections = "".join(section(*part) for part in parts)
    return whole_page(title, f"{overview([run for run, _ in runs], links)}{sections}")


def _run(run: RunSummary, cases: Sequence[EvaluatedCase]) -> str:
    return (
        f"{_header(run)}{figures_html(_figures(run, cases))}"
        f"<h3>Measures</h3>{measures_table(run)}{meanings_html(run)}{abstention_table(run)}"
        f"{group_tables(cases)}<h3>Worst cases</h3>{worst_cases_html(cases)}"
    )


def _ablation(ablation: Ablation) -> str:
    facts = {name: str(value) for name, value in ablation.about.items() if value not in ("", None)}
    return f"{_facts(facts)}{figures_html(ablation_plots(ablation.rows))}"


def _figures(run: RunSummary, cases: Sequence[EvaluatedCase]) -> list[Figure]:
    """Return the plots of a run; where no question was asked, those that have something to show."""
    figures = [recall_plot(run.measures), verdict_plot(cases), time_plot(cases)]
    if any(case.is_question for case in cases):
        return figures
    return [one for one in (detection_plot(run), *figures) if one.drawing]


def _declining(runs: Sequence[Run]) -> list[tuple[str, str, str]]:
    """Return the plots of the answerability score, a part per system: place, title, HTML."""
    systems: dict[str, list[EvaluatedCase]] = {}
    for run, cases in runs:
        answered = [case for case in cases if case.answered]
        if answered:
            systems.setdefault(run.system, []).extend(answered)
    several = len(systems) > 1
    return [
        (
            f"answerability{i}",
            f"Answerability: {system}" if several else "Answerability",
            figures_html((reliability_plot(cases), risk_plot(cases))),
        )
        for i, (system, cases) in enumerate(systems.items(), start=1)
    ]


def _header(run: RunSummary) -> str:
    facts = {"system": run.system, "dataset": run.dataset, "n": str(run.n)}
    facts |= {_WORDS.get(k, k): run.config[k] for k in HEADER if run.config.get(k)}
    rest = {k: v for k, v in run.config.items() if k not in HEADER and v not in ("", "{}")}
    details = (
        f"<details><summary>The whole configuration</summary>{_facts(rest)}</details>"
        if rest
        else ""
    )
    return f"{_facts(facts)}{details}"


def _facts(facts: Mapping[str, str]) -> str:
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts.items())
    return f"<dl>{rows}</dl>" if rows else ""
