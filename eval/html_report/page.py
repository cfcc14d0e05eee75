"""The report: one HTML file that needs no script, no network and no other file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from eval.html_report.ablation_plot import ablation_plots
from eval.html_report.measure_tables import abstention_table, group_tables, measures_table
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

HEADER = ("snapshot", "chunks", "embedder", "precision", "seed", "split", "hash")
"""Fields of the configuration that stand in the header; the others are one click away."""
_WORDS = {"chunks": "passages", "hash": "configuration"}

Run = tuple["RunSummary", "Sequence[EvaluatedCase]"]


def report_html(runs: Sequence[Run], ablation: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return the whole file.

    Args:
        runs: one or several runs, each with its cases; the plots of the answerability score take
            the cases of one system together, from whichever data set.
        ablation: the rows of an `ablation.json`.
    """
    title = "Evaluation: " + ", ".join(dict.fromkeys(run.system for run, _ in runs))
    places = [(f"run{i}", run.name) for i, (run, _) in enumerate(runs, start=1)]
    sections = [_run(place, *run) for (place, _), run in zip(places, runs, strict=True)]
    sections += _declining(runs)
    if ablation:
        sections.append(section("ablation", "Ablation", figures_html(ablation_plots(ablation))))
        places.append(("ablation", "Ablation"))
    links = "".join(f'<li><a href="#{place}">{escape(name)}</a></li>' for place, name in places)
    nav = f'<nav aria-label="Parts"><ul>{links}</ul></nav>' if len(places) > 1 else ""
    return whole_page(title, f"{nav}{''.join(sections)}")


def _run(place: str, run: RunSummary, cases: Sequence[EvaluatedCase]) -> str:
    figures = figures_html((recall_plot(run.measures), verdict_plot(cases), time_plot(cases)))
    return section(
        place,
        run.name,
        f"{_header(run)}<h3>Measures</h3>{measures_table(run)}{abstention_table(run)}"
        f"{group_tables(cases)}{figures}<h3>Worst cases</h3>{worst_cases_html(cases)}",
    )


def _declining(runs: Sequence[Run]) -> list[str]:
    """Return the plots of the answerability score, a section per system."""
    systems: dict[str, list[EvaluatedCase]] = {}
    for run, cases in runs:
        answered = [case for case in cases if case.answered]
        if answered:
            systems.setdefault(run.system, []).extend(answered)
    several = len(systems) > 1
    return [
        section(
            f"answerability{i}",
            f"Answerability: {system}" if several else "Answerability",
            figures_html((reliability_plot(cases), risk_plot(cases))),
        )
        for i, (system, cases) in enumerate(systems.items(), start=1)
    ]


def _header(run: RunSummary) -> str:
    facts = {"system": run.system, "dataset": run.dataset, "n": str(run.n)}
    facts |= {_WORDS.get(k, k): run.config[k] for k in HEADER if run.config.get(k)}
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts.items())
    rest = {k: v for k, v in run.config.items() if k not in HEADER and v not in ("", "{}")}
    more = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rest.items())
    details = (
        f"<details><summary>The whole configuration</summary><dl>{more}</dl></details>"
        if more
        else ""
    )
    return f"<dl>{rows}</dl>{details}"
