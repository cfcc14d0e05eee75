"""Watch an ingest: its stages with true counts, and at the end what came of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.labels import label
from app.ui.render.words import count, duration
from index.errors import IndexBusyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.ingest_job import IngestJob, JobProgress, JobStage, Outcome, Step
    from ingest.report import Report

_STAGES: dict[JobStage, str] = {
    "fetch": "Fetching pages",
    "hash": "Looking at files",
    "read": "Reading files",
    "embed": "Embedding passages",
    "publish": "Publishing the index",
}
EVERY_SECONDS = 0.5


def start_job(title: str, work: Callable[[JobProgress], Outcome]) -> None:
    """Start an ingest in the background, or say that another one is at work."""
    try:
        services.job_board().post(title, work)
    except IndexBusyError as error:
        st.toast(label(str(error)))


def watch_job() -> bool:
    """Draw the running ingest, or the one that just ended; return whether one is running."""
    job = services.job_board().job
    if job is None:
        return False
    if job.is_running:
        _watch()
        return True
    _ended(job)
    return False


@st.fragment(run_every=EVERY_SECONDS)
def _watch() -> None:
    job = services.job_board().job
    if job is None or not job.is_running:
        st.rerun()
    fetching = bool(job.steps) and job.steps[-1].stage == "fetch"
    waits = not fetching and not services.embedder().is_loaded
    st.html(running_html(job, waits_for_model=waits))
    for step in job.steps:
        st.progress(step.share, text=step_text(step))
    if fetching:
        st.button(
            "Stop fetching",
            icon=":material/stop_circle:",
            key="stop_fetching",
            disabled=job.is_stopping,
            on_click=job.stop,
        )


def running_html(job: IngestJob, *, waits_for_model: bool) -> str:
    """Return the head of the log of a running ingest."""
    waits = " Loading the embedding model, once per start …" if waits_for_model else ""
    return (
        f'<p class="gw-job" role="status"><b>{escape(job.title)}</b> · '
        f"{duration(max(1.0, job.seconds))}.{waits} You can leave this page; it goes on.</p>"
    )


def step_text(step: Step) -> str:
    """Return a stage with its counts: `Embedding passages: 12 of 40`.

    Without a total that holds what is done, only what is done is said.
    """
    name = _STAGES[step.stage]
    if step.stage == "publish":
        return name
    if step.total < step.done:
        return f"{name}: {step.done:,}"
    return f"{name}: {step.done:,} of {step.total:,}"


def _ended(job: IngestJob) -> None:
    with st.container(key="job_ended"):
        st.html(outcome_html(job.title, job.outcome))
        st.button("Close", key="close_job", on_click=services.job_board().clear)


def outcome_html(title: str, outcome: Outcome) -> str:
    """Return what came of an ingest: one line on the whole, one on each thing that failed."""
    lines = [f'<p class="gw-lead">{escape(title)}: {escape(_summary(outcome))}</p>']
    if outcome.lines:
        failed = "".join(f"<li>{escape(line)}</li>" for line in outcome.lines)
        lines.append(f"<ul>{failed}</ul>")
    kind = "gw-problem" if outcome.problem or outcome.lines else "gw-done"
    return f'<div class="{kind}" role="status">{"".join(lines)}</div>'


def _summary(outcome: Outcome) -> str:
    if outcome.report is None:
        return f"it failed. {outcome.problem}"
    return report_text(outcome.report)


def report_text(report: Report) -> str:
    """Return what a run changed, in one sentence; files that failed were not added."""
    plan = report.plan
    failed = {(failure.collection, failure.path) for failure in report.failures}
    done = [
        f"{len(set(keys) - failed)} {name}"
        for name, keys in (
            ("added", plan.added),
            ("changed", plan.changed),
            ("removed", plan.removed),
        )
        if set(keys) - failed
    ]
    if not report.published:
        return "nothing changed; the index that was published before serves on."
    holds = f"{count(report.documents, 'document')} and {count(report.chunks, 'passage')}"
    changed = ", ".join(done) or "everything built again"
    return f"{changed}. The index now holds {holds} ({duration(report.seconds)})."
