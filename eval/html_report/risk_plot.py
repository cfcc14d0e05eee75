"""The risk-coverage curve of the answerability score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.html_report.figure import Figure, Table
from eval.html_report.outcomes import ABOUT_U3, is_wrong, scored, with_and_without_u3
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
    judged = [case for case in scored(cases) if is_wrong(case) is not None]
    if not judged:
        return Figure(TITLE, "", "Not drawn: no case of this run tells right answers from wrong.")
    series = with_and_without_u3(judged)
    answered = sum(not case.abstained for case in judged) / len(judged)
    frame = Frame(0, 1)
    parts = [
        frame.axes(UNIT_TICKS, UNIT_TICKS, "coverage: share answered", "risk: share wrong"),
        frame.path([(answered, 0), (answered, 1)], "ideal"),
    ]
    notes: list[str] = []
    rows: list[tuple[str, ...]] = []
    for kind, name, held in series:
        scores, wrong = [c.answerability for c in held], [bool(is_wrong(c)) for c in held]
        points = risk_coverage(scores, wrong)
        parts.append(_curve(frame, kind, points))
        rows += [
            (name, f"{p.coverage:.3f}", f"{p.risk:.3f}", f"{p.threshold:.3f}")
            for p in _some(points)
        ]
        notes.append(f"{name}: {len(held)}, mean risk (AURC) {aurc(scores, wrong):.3f}")
    return Figure(
        TITLE,
        drawing("".join(parts), "Risk over coverage; numbers in the table"),
        f"Questions answered in the order of their score ({'; '.join(notes)}). Wrong: answered "
        "without an answer in the sources, or with less than 80 % of the key facts. What the run "
        "declined has no text to judge and counts as wrong, so the curve right of the dashed line "
        f"is an upper bound.{ABOUT_U3 if len(series) > 1 else ''}",
        Table(("questions", "coverage", "risk", "score from"), tuple(rows)),
        [
            *((kind, name) for kind, name, _ in series),
            ("ideal", f"answered by the run: {answered:.0%}"),
        ],
    )


def _curve(frame: Frame, kind: str, points: Sequence[RiskPoint]) -> str:
    """Return the curve; of a single point, a dot."""
    if len(points) == 1:
        x, y = frame.x(points[0].coverage), frame.y(points[0].risk)
        return element("circle", cx=x, cy=y, r=4.0, class_=f"{kind} dot")
    return frame.path([(p.coverage, p.risk) for p in points], kind)


def _some(points: Sequence[RiskPoint]) -> list[RiskPoint]:
    """Return a tenth of the points, evenly, the last among them."""
    step = max(1, len(points) // TABLE_ROWS)
    return list(points[::-1][::step][::-1])
