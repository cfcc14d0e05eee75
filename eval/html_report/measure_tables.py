"""The measures of a run as tables: all, against a baseline, by domain and by kind."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from eval.html_report.figure import Table
from eval.statistics import estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import EvaluatedCase, Figure, RunSummary

GROUPS = {"domain": "By domain", "question_kind": "By kind of question", "kind": "By label"}
"""Fields of a case that it is grouped by, with the heading of each table."""
GROUPED = (
    "R@5",
    "nDCG@10",
    "key-facts",
    "grounded-correct",
    "citation-recall",
    "refused",
)
"""Measures of the grouped tables; `summary.json` has all."""


def measures_table(run: RunSummary) -> str:
    """Return all measures with their intervals, and the difference to the baseline if any."""
    head: tuple[str, ...] = ("measure", "mean", "95 % interval", "n")
    if run.levels:
        head += ("level",)
    if run.differences:
        head += ("difference", "95 % interval", "won", "lost")
    rows = tuple(
        (name, *_figure(one), *_level(run, name, one), *_difference(run, name))
        for name, one in run.measures.items()
    )
    return Table(head, rows).html()


def abstention_table(run: RunSummary) -> str:
    """Return how well questions without an answer are told from the others."""
    if not run.abstention:
        return ""
    head: tuple[str, ...] = ("figure", "value", "95 % interval", "n")
    if run.levels:
        head += ("level",)
    rows = tuple(
        (name, *_figure(one), *_level(run, name, one)) for name, one in run.abstention.items()
    )
    return f"<h3>Declining</h3>{Table(head, rows).html()}"


def group_tables(cases: Sequence[EvaluatedCase]) -> str:
    """Return one table per grouping that tells the cases apart."""
    parts: list[str] = []
    shown: list[set[frozenset[int]]] = []
    for name, title in GROUPS.items():
        places: dict[str, list[int]] = {}
        for place, case in enumerate(cases):
            places.setdefault(getattr(case, name), []).append(place)
        cut = {frozenset(held) for held in places.values()}
        if len(cut) < 2 or cut in shown:
            continue
        shown.append(cut)
        table = _grouped(cases, name)
        parts.append(f"<h3>{escape(title)}</h3>{table}" if table else "")
    return "".join(parts)


def _grouped(cases: Sequence[EvaluatedCase], name: str) -> str:
    present = [m for m in GROUPED if any(m in case.measures for case in cases)]
    if not present:
        return ""
    values = sorted({getattr(case, name) for case in cases})
    rows = tuple(
        (value or "none", str(len(held)), *(_mean(held, measure) for measure in present))
        for value in values
        if (held := [case for case in cases if getattr(case, name) == value])
    )
    return Table((name.replace("_", " "), "cases", *present), rows).html()


def _mean(cases: Sequence[EvaluatedCase], measure: str) -> str:
    values = [case.measures[measure] for case in cases if measure in case.measures]
    if not values:
        return "–"
    one = estimate(values)
    return f"{one.mean:.2f} [{one.low:.2f}, {one.high:.2f}]"


def _figure(one: Figure) -> tuple[str, str, str]:
    return f"{one.mean:.3f}", _interval(one), str(one.n)


def _level(run: RunSummary, name: str, one: Figure) -> tuple[str, ...]:
    if not run.levels:
        return ()
    level = run.levels.get(name)
    if level is None:
        return ("",)
    return (f"{level}: {'reached' if level.holds(one.mean) else 'missed'}",)


def _interval(one: Figure) -> str:
    return f"{one.low:.3f} to {one.high:.3f}"


def _difference(run: RunSummary, name: str) -> tuple[str, ...]:
    if not run.differences:
        return ()
    one = run.differences.get(name)
    if one is None:
        return ("", "", "", "")
    shares = (f"{share:.1%}" if share is not None else "" for share in (one.won, one.lost))
    return (f"{one.mean:+.3f}", f"{one.low:+.3f} to {one.high:+.3f}", *shares)
