"""Fetch official AWS pages: which guides, how many pages, how long, and the button."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.ingest_progress import start_job
from app.ui.render.words import count
from index.errors import GroundworkError
from ingest.aws_docs.cli import duration

if TYPE_CHECKING:
    from ingest.aws_docs.fetch import FetchPlan


def fetch_docs(*, busy: bool) -> None:
    """Draw the choice of guides with its estimate, and the button that fetches."""
    st.subheader("AWS documentation", anchor=False)
    work = services.fetch_work()
    try:
        guides = work.guides()
        only = st.multiselect(
            "Guides",
            list(guides),
            format_func=lambda name: f"{name} ({count(guides[name], 'page')})",
            key="fetch_guides",
            placeholder="All guides",
        )
        plan = work.plan(only)
    except GroundworkError as error:
        st.html(f'<p class="gw-quiet" role="alert">{escape(str(error))}</p>')
        return
    st.html(f'<p class="gw-quiet">{escape(plan_words(plan))}</p>')
    if st.button("Fetch and index", key="fetch_now", disabled=busy or not plan.todo):
        start_job("Fetching AWS documentation", lambda progress: work.fetch(only, progress))
        st.rerun()


def plan_words(plan: FetchPlan) -> str:
    """Return how much a fetch asks for, how long that takes, and where it goes."""
    gone_on = f", {len(plan.done):,} done by the fetch before" if plan.done else ""
    return (
        f"{count(len(plan.todo), 'page')} to ask for{gone_on}: about {duration(plan.seconds)}, one "
        "page after another at the pace that the site asks for. It needs the internet, can be "
        "stopped, and goes on from there. The pages stay on this machine under their own licence."
    )
