"""The Evaluate page's first half: which runs there are, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.render.evaluated_runs import run_label, runs_html
from app.ui.render.measures import meanings_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import RunSummary

AT_FIRST = 3
"""Runs shown before another choice is made."""
REPORT = "report.html"


def compare_runs(runs: Sequence[RunSummary]) -> None:
    """Draw the choice of runs and their table."""
    by_folder = {str(run.folder): run for run in runs}
    chosen = st.multiselect(
        "Runs",
        list(by_folder),
        default=at_first(runs),
        format_func=lambda folder: run_label(by_folder[folder]),
        key="evaluation_runs",
        persist_state="page",
    )
    if not chosen:
        st.html('<p class="gw-quiet">Choose a run to see its measures.</p>')
        return
    shown = [by_folder[folder] for folder in chosen]
    st.html(runs_html(shown))
    meanings = meanings_html(name for run in shown for name in (*run.measures, *run.abstention))
    if meanings:
        st.html(meanings)
    note = "Small figures are 95 % intervals."
    if len(chosen) > 1:
        note += " Differences are those of the means to the first run; a paired difference with "
        note += "its interval comes from `--baseline`."
    st.caption(note)
    _download(by_folder[chosen[0]])


def at_first(runs: Sequence[RunSummary]) -> list[str]:
    """Return the folders of the latest runs on the data set that was run last."""
    same = [run for run in runs if run.dataset == runs[0].dataset]
    return [str(run.folder) for run in same[:AT_FIRST]]


def _download(run: RunSummary) -> None:
    """Offer the report that lies beside the first run or in the folder that holds it."""
    for folder in (run.folder, run.folder.parent):
        path = folder / REPORT
        if path.is_file():
            st.download_button(
                "Report with plots, as one HTML file",
                path.read_bytes,
                f"groundwork-evaluation-{run.hash or 'run'}.html",
                "text/html",
                key="evaluation_report",
                on_click="ignore",
            )
            return
