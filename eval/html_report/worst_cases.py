"""The worst cases of a run, to be read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.evaluations import worst_first
from app.ui.render.evaluated_case import case_html
from app.ui.render.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import EvaluatedCase

SHOWN_CASES = 50


def worst_cases_html(cases: Sequence[EvaluatedCase], shown: int = SHOWN_CASES) -> str:
    """Return the cases with the lowest mean of measures, closed; those without a fault are left."""
    faulty = [case for case in worst_first(cases) if case.quality < 1.0]
    if not faulty:
        return "<p>No case of this run has a fault.</p>"
    rest = f" The worst {shown} of {len(faulty)} are here." if len(faulty) > shown else ""
    rows = "".join(_closed(case) for case in faulty[:shown])
    return (
        f"<p>{count(len(faulty), 'case')} of {len(cases)} with a measure below its best, ordered "
        f"by the mean of their measures.{rest}</p>{rows}"
    )


def _closed(case: EvaluatedCase) -> str:
    return (
        f'<details class="worst"><summary><span class="score">{case.quality:.2f}</span>'
        f"<span>{escape(case.question)}</span></summary>{case_html(case)}</details>"
    )
