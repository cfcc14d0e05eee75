"""The Evaluate page's second half: a case of a run, opened."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.evaluations import EvaluatedCase, read_cases, worst_first
from app.ui.index_problem import problem_notice
from app.ui.render.evaluated_case import case_html
from app.ui.render.evaluated_runs import run_label
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import RunSummary

LISTED_CASES = 500
"""Cases that can be chosen: a longer list takes a page long to draw, and the worst come first."""
READ_RUNS = 4
"""Runs whose cases are kept in memory."""


def open_case(runs: Sequence[RunSummary]) -> None:
    """Draw the choice of a case, and the case."""
    by_folder = {str(run.folder): run for run in runs}
    folder = st.selectbox(
        "Run",
        list(by_folder),
        format_func=lambda one: run_label(by_folder[one]),
        key="evaluation_run",
        persist_state="page",
    )
    try:
        cases = _cases(folder, by_folder[folder].modified)
    except UsageError as error:
        problem_notice(error)
        return
    by_id = {case.id: case for case in cases[:LISTED_CASES]}
    if not by_id:
        st.html('<p class="gw-quiet">This run has no cases.</p>')
        return
    chosen = st.selectbox(
        "Case, the worst first",
        list(by_id),
        format_func=lambda one: _label(by_id[one]),
        key=f"evaluation_case_{folder}",
        persist_state="page",
    )
    if len(cases) > len(by_id):
        st.caption(f"The worst {len(by_id)} of {len(cases):,} cases can be chosen.")
    case = by_id[chosen]
    st.html(f'<p class="gw-question">{escape(case.question)}</p>{case_html(case)}')


def _label(case: EvaluatedCase) -> str:
    question = " ".join(case.question.split())
    return f"{case.quality:.2f}  {question}"


@st.cache_data(max_entries=READ_RUNS, show_spinner=False)
def _cases(folder: str, modified: float) -> list[EvaluatedCase]:  # noqa: ARG001
    """Read the cases; a run that was written anew, at another time, is read anew."""
    return worst_first(read_cases(Path(folder)))
