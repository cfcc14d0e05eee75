"""The head of a report: every run on one line, and where its part begins."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import RunSummary

HEADLINES = (
    "R@5",
    "doc-R@5",
    "grounded-correct",
    "citation-recall",
    "AUROC U1",
    "AUROC U2",
    "AUROC U3",
    "AUROC U4",
    "detected:number",
    "detected:entity",
    "detected:negation",
    "false-alarms:verbatim",
    "false-alarms:paraphrase-test",
    "items without a flaw",
    "keys with a found quote",
    "longest option is the key",
)
"""Figures that are told at once, where a run has them."""


def overview(runs: Sequence[RunSummary], parts: Sequence[tuple[str, str]]) -> str:
    """Return the headline figures of each run, and links to all parts of the page.

    Args:
        runs: in the order of their parts.
        parts: place and name; those of the runs come first.
    """
    rows = "".join(
        f'<li><a href="#{place}">{escape(run.name)}</a>, n = {run.n}{_figures(run)}</li>'
        for (place, _), run in zip(parts, runs, strict=False)
    )
    rest = "".join(
        f'<li><a href="#{place}">{escape(name)}</a></li>' for place, name in parts[len(runs) :]
    )
    return f'<nav aria-label="Parts"><ul>{rows}{rest}</ul></nav>'


def _figures(run: RunSummary) -> str:
    found = {**run.measures, **run.abstention}
    told = [
        f'<span class="told">{escape(name)} <b>{one.mean:.3f}</b> '
        f"<small>[{one.low:.3f}, {one.high:.3f}]</small></span>"
        for name in HEADLINES
        if (one := found.get(name))
    ]
    missed = [
        name
        for name, level in run.levels.items()
        if name in found and not level.holds(found[name].mean)
    ]
    levels = ""
    if run.levels:
        said = f"missed: {', '.join(missed)}" if missed else f"all {len(run.levels)} reached"
        levels = f'<span class="told">levels: {escape(said)}</span>'
    return f"<p>{''.join(told)}{levels}</p>" if told or levels else ""
