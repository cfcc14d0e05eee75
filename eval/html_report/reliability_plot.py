"""The reliability diagram of the answerability score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.html_report.figure import Figure, Table
from eval.html_report.outcomes import scored
from eval.html_report.svg import UNIT_TICKS, Frame, drawing, element
from eval.measures.reliability import Bin, expected_calibration_error, reliability
from eval.proportion import proportion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import EvaluatedCase

TITLE = "Reliability of the answerability score"
SMALLEST, LARGEST = 3.0, 10.0
"""Radius of a dot that stands for one case, and for all."""


def reliability_plot(cases: Sequence[EvaluatedCase]) -> Figure:
    """Return the share of answerable questions over the score that was given to them."""
    asked = scored(cases)
    if len({case.answerable for case in asked}) < 2:
        return Figure(
            TITLE,
            "",
            "Not drawn: it needs questions with and without an answer. Report the folder that "
            "holds the runs of both sets, golden and unanswerable.",
        )
    bins = reliability([c.answerability for c in asked], [c.answerable for c in asked])
    frame = Frame(0, 1)
    parts = [
        frame.axes(UNIT_TICKS, UNIT_TICKS, "score", "share with an answer"),
        frame.path([(0, 0), (1, 1)], "ideal"),
    ]
    for one in bins:
        radius = SMALLEST + (LARGEST - SMALLEST) * (one.n / len(asked)) ** 0.5
        share = proportion(round(one.share * one.n), one.n)
        x, low, high = frame.x(one.score), frame.y(share.low), frame.y(share.high)
        parts.append(element("line", x1=x, x2=x, y1=low, y2=high, class_="s1 thin"))
        parts.append(
            element(
                "circle", cx=frame.x(one.score), cy=frame.y(one.share), r=radius, class_="s1 dot"
            )
        )
    error = expected_calibration_error(bins)
    rows = tuple(
        (f"{one.low:.1f} to {one.high:.1f}", str(one.n), f"{one.score:.3f}", _share(one))
        for one in bins
    )
    answerable = sum(case.answerable for case in asked)
    return Figure(
        TITLE,
        drawing(
            "".join(parts), "Share of answerable questions over the score; numbers in the table"
        ),
        f"Of {len(asked)} questions {answerable} have an answer. Lines: 95 % intervals. "
        "Dots on the dashed line would be a score that means what it says; larger dots hold more "
        f"questions. Mean distance (expected calibration error): {error:.3f}.",
        Table(("score", "n", "mean score", "share with an answer"), rows),
        [("s1", "this run"), ("ideal", "a perfect score")],
    )


def _share(one: Bin) -> str:
    share = proportion(round(one.share * one.n), one.n)
    return f"{share.mean:.3f} [{share.low:.3f}, {share.high:.3f}]"
