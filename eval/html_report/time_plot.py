"""Where the time of an answer goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.render.words import duration
from eval.html_report.bars import Bar, interval_bars
from eval.html_report.figure import Figure, Table
from eval.statistics import percentiles_ms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.evaluations import EvaluatedCase

TITLE = "Where the time goes"
AGAIN = (
    " The search is timed by its stages when it is run once more, for the ranking: the question is "
    "embedded already then."
)
SHORT = 9.95
"""Milliseconds below which a decimal is told."""


def time_plot(cases: Sequence[EvaluatedCase]) -> Figure:
    """Return each stage's median, with a line to its 95th percentile."""
    seconds: dict[str, list[float]] = {}
    for case in cases:
        for name, value in case.stages.items():
            seconds.setdefault(name, []).append(value)
    for case in cases:
        for name, value in case.search_stages.items():
            seconds.setdefault(f"search: {name}", []).append(value)
    whole = [case.seconds for case in cases if case.seconds]
    if whole:
        asked = any(case.is_question for case in cases)
        seconds = {"whole answer" if asked else "check of a sentence": whole, **seconds}
    if not seconds:
        return Figure(TITLE, "", "This run kept no times.")
    times = {name: percentiles_ms(values) for name, values in seconds.items()}
    bars = [
        Bar(name, one["p50"], one["p50"], one["p95"], _written(one)) for name, one in times.items()
    ]
    again = AGAIN if whole and any(case.search_stages for case in cases) else ""
    rows = tuple(
        (name, f"{one['p50']:g}", f"{one['p95']:g}", f"{one['p99']:g}", str(len(seconds[name])))
        for name, one in times.items()
    )
    return Figure(
        TITLE,
        interval_bars(bars, "Milliseconds by stage; numbers in the table"),
        f"Bars: the median; lines: to the 95th percentile. The figures are p50 / p95.{again}",
        Table(("stage", "p50, ms", "p95, ms", "p99, ms", "n"), rows),
    )


def _written(times: Mapping[str, float]) -> str:
    return " / ".join(_told(times[share]) for share in ("p50", "p95"))


def _told(milliseconds: float) -> str:
    """Return a time; short ones with a decimal."""
    short = milliseconds < SHORT
    return f"{milliseconds:.1f} ms" if short else duration(milliseconds / 1000)
