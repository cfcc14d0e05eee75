"""The risk-coverage curve of the answerability score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.html_report.figure import Figure, Table
from eval.html_report.outcomes import is_wrong, scored
from eval.html_report.svg import UNIT_TICKS, Frame, drawing, element
from eval.measures.aurc import aurc
from eval.measures.risk_coverage import risk_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import EvaluatedCase
    from eval.measures.risk_coverage import RiskPoint

TITLE = "Risk and coverage"
TABLE_ROWS = 10


def risk_plot(cases: Sequence[EvaluatedCase]) -> Figure:
    """Return the share of wrong answers over the share of questions that are answered."""
    judged = [(c, told) for c in scored(cases) if (told := is_wrong(c)) is not None]
    if not judged:
        return Figure(TITLE, "", "Not drawn: no case of this run tells right answers from wrong.")
    scores, wrong = [c.answerability for c, _ in judged], [told for _, told in judged]
    points = risk_coverage(scores, wrong)
    answered = sum(not case.abstained for case, _ in judged) / len(judged)
    frame = Frame(0, 1)
    steps = [(points[0].coverage, points[0].risk), *((p.coverage, p.risk) for p in points[1:])]
    parts = [
        frame.axes(UNIT_TICKS, UNIT_TICKS, "coverage: share answered", "risk: share wrong"),
        frame.path([(answered, 0), (answered, 1)], "ideal"),
        frame.path(steps, "s1"),
    ]
    if len(steps) == 1:
        x, y = steps[0]
        parts.append(element("circle", cx=frame.x(x), cy=frame.y(y), r=4.0, class_="s1 dot"))
    rows = tuple(
        (f"{p.coverage:.3f}", f"{p.risk:.3f}", f"{p.threshold:.3f}") for p in _some(points)
    )
    return Figure(
        TITLE,
        drawing("".join(parts), "Risk over coverage; numbers in the table"),
        f"{len(judged)} questions, answered in the order of their score; the mean risk "
        f"(AURC) is {aurc(scores, wrong):.3f}. Wrong: answered without "
        "an answer in the sources, or with less than 80 % of the key facts. What the run declined "
        "has no text to judge and counts as wrong, so the curve right of the dashed line is an "
        "upper bound.",
        Table(("coverage", "risk", "score from"), rows),
        [("s1", "this run"), ("ideal", f"answered by the run: {answered:.0%}")],
    )


def _some(points: Sequence[RiskPoint]) -> list[RiskPoint]:
    """Return a tenth of the points, evenly, the last among them."""
    step = max(1, len(points) // TABLE_ROWS)
    return list(points[::-1][::step][::-1])
