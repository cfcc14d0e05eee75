"""The report: one HTML file that needs no script, no network and no other file."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.surrogates import without_surrogates
from eval.html_report.ablation_plot import ablation_plots
from eval.html_report.measure_tables import abstention_table, group_tables, measures_table
from eval.html_report.recall_plot import recall_plot
from eval.html_report.reliability_plot import reliability_plot
from eval.html_report.risk_plot import risk_plot
from eval.html_report.time_plot import time_plot
from eval.html_report.verdict_plot import verdict_plot
from eval.html_report.worst_cases import worst_cases_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.evaluations import EvaluatedCase, RunSummary
    from eval.html_report.figure import Figure

STYLE = Path(__file__).with_name("style.css")
NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"
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
        sections.append(_section("ablation", "Ablation", _figures(ablation_plots(ablation))))
        places.append(("ablation", "Ablation"))
    links = "".join(f'<li><a href="#{place}">{escape(name)}</a></li>' for place, name in places)
    nav = f'<nav aria-label="Parts"><ul>{links}</ul></nav>' if len(places) > 1 else ""
    return without_surrogates(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_FROM_OUTSIDE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{nav}{''.join(sections)}</main></body></html>\n"
    )


def _run(place: str, run: RunSummary, cases: Sequence[EvaluatedCase]) -> str:
    figures = _figures((recall_plot(run.measures), verdict_plot(cases), time_plot(cases)))
    return _section(
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
        _section(
            f"answerability{i}",
            f"Answerability: {system}" if several else "Answerability",
            _figures((reliability_plot(cases), risk_plot(cases))),
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


def _section(place: str, title: str, body: str) -> str:
    return f'<section id="{place}"><h2>{escape(title)}</h2>{body}</section>'


def _figures(figures: Iterable[Figure]) -> str:
    """Return the figures, those that could not be drawn last."""
    drawn_first = sorted(figures, key=lambda figure: not figure.drawing)
    return f'<div class="figures">{"".join(figure.html() for figure in drawn_first)}</div>'
