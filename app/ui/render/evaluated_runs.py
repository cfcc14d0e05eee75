"""Show runs of the evaluation side by side: measures as rows, runs as columns."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from app.evaluations import LOWER_IS_BETTER, NEITHER_IS_BETTER
from app.ui.render.words import count, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import Figure, RunSummary

SHOWN_AS_EQUAL = 0.0005
"""Differences below it are 0 in the three decimals that are shown."""


def runs_html(runs: Sequence[RunSummary]) -> str:
    """Return the table; the columns after the first tell the difference to it."""
    names = list(dict.fromkeys(name for run in runs for name in (*run.measures, *run.abstention)))
    head = "".join(f'<th scope="col">{_head(run)}</th>' for run in runs)
    rows = "".join(_row(name, runs) for name in names)
    return (
        '<div class="gw-wide" tabindex="0" role="region" aria-label="Measures of the runs">'
        f'<table class="gw-runs"><thead><tr><th scope="col">Measure</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def run_label(run: RunSummary) -> str:
    """Return a name that tells a run from others: what ran on what, when, and its folder."""
    return f"{run.name}, {written(run)} ({run.folder.name}, {run.hash or 'no hash'})"


def written(run: RunSummary) -> str:
    """Return when the run ended."""
    return moment(datetime.fromtimestamp(run.modified, UTC).isoformat(timespec="minutes"))


def _head(run: RunSummary) -> str:
    facts = (run.dataset, count(run.n, "case"), written(run), run.hash)
    lines = "".join(f"<small>{escape(fact)}</small>" for fact in facts if fact)
    return f"{escape(run.system)}{lines}"


def _row(name: str, runs: Sequence[RunSummary]) -> str:
    note = "<small>lower is better</small>" if name in LOWER_IS_BETTER else ""
    level = next((run.levels[name] for run in runs if name in run.levels), None)
    note += f"<small>level {escape(str(level))}</small>" if level else ""
    first, *others = (_value(run, name) for run in runs)
    cells = [_cell(first, ""), *(_cell(one, _difference(name, first, one)) for one in others)]
    return f'<tr><th scope="row">{escape(name)}{note}</th>{"".join(cells)}</tr>'


def _value(run: RunSummary, name: str) -> Figure | None:
    return run.measures.get(name) or run.abstention.get(name)


def _cell(one: Figure | None, difference: str) -> str:
    if one is None:
        return "<td>–</td>"
    interval = f"<small>{one.low:.3f} to {one.high:.3f}</small>"
    return f"<td>{one.mean:.3f}{interval}{difference}</td>"


def _difference(name: str, first: Figure | None, one: Figure | None) -> str:
    if first is None or one is None:
        return ""
    gain = one.mean - first.mean
    if abs(gain) < SHOWN_AS_EQUAL:
        return "<small>no difference</small>"
    if name in NEITHER_IS_BETTER:
        return f"<small>{gain:+.3f}</small>"
    better = (gain > 0) != (name in LOWER_IS_BETTER)
    kind, word = ("gw-better", "better") if better else ("gw-worse", "worse")
    return f'<small class="{kind}">{gain:+.3f}, {word}</small>'
