"""What a page shows in place of the index: the problem, the button that builds, the running job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.index_problem import problem_notice
from app.ui.ingest_progress import start_job, watch_job
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource


def open_index() -> IndexPassageSource | None:
    """Return the index that serves; when there is none say so, and offer to build it."""
    try:
        return services.passage_source()
    except GroundworkError as error:
        if watch_job():
            return None
        problem = problem_notice(error)
        if problem.build:
            st.button(problem.build, key="build_index", type="primary", on_click=start_building)
        return None


def start_building() -> None:
    """Build everything that the folders hold, in the background (for callbacks)."""
    work = services.ingest_work()
    start_job("Building the index", lambda progress: work.build(progress, keep_others=False))
