"""The reliability diagram of the answerability score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.html_report.figure import Figure, Table
from eval.html_report.outcomes import ABOUT_U3, scored, with_and_without_u3
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
    series = with_and_without_u3(asked)
    frame = Frame(0, 1)
    parts = [
        frame.axes(UNIT_TICKS, UNIT_TICKS, "score", "share with an answer"),
        frame.path([(0, 0), (1, 1)], "ideal"),
    ]
    notes, rows = [], []
    for kind, name, cases in series:
        bins = reliability([c.answerability for c in cases], [c.answerable for c in cases])
        parts += [_dot(frame, kind, one, len(cases)) for one in bins]
        rows += [_row(name, one) for one in bins]
        answerable = sum(case.answerable for case in cases)
        error = expected_calibration_error(bins)
        notes.append(
            f"{name[0].upper()}{name[1:]}: {answerable} of {len(cases)} have an answer, mean "
            f"distance (expected calibration error): {error:.3f}."
        )
    notes.append(
        "Dots on the dashed line would be a score that means what it says, for as many questions "
        "without an answer as are here; larger dots hold more questions. Lines: 95 % intervals."
    )
    return Figure(
        TITLE,
        drawing(
            "".join(parts), "Share of answerable questions over the score; numbers in the table"
        ),
        " ".join(notes) + (ABOUT_U3 if len(series) > 1 else ""),
        Table(("questions", "score", "n", "mean score", "share with an answer"), tuple(rows)),
        [*((kind, name) for kind, name, _ in series), ("ideal", "a perfect score")],
    )


def _dot(frame: Frame, kind: str, one: Bin, total: int) -> str:
    """Return a bin as a dot with its interval."""
    radius = SMALLEST + (LARGEST - SMALLEST) * (one.n / total) ** 0.5
    share = proportion(round(one.share * one.n), one.n)
    x, low, high = frame.x(one.score), frame.y(share.low), frame.y(share.high)
    line = element("line", x1=x, x2=x, y1=low, y2=high, class_=f"{kind} thin")
    return line + element("circle", cx=x, cy=frame.y(one.share), r=radius, class_=f"{kind} dot")


def _row(name: str, one: Bin) -> tuple[str, ...]:
    scores = f"{one.low:.1f} to {one.high:.1f}"
    return name, scores, str(one.n), f"{one.score:.3f}", _share(one)


def _share(one: Bin) -> str:
    share = proportion(round(one.share * one.n), one.n)
    return f"{share.mean:.3f} [{share.low:.3f}, {share.high:.3f}]"
