from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from app.ui.ingest_job import JobBoard, Outcome, Step
from app.ui.ingest_progress import outcome_html, report_text, step_text
from index.errors import IndexBusyError, SourceError
from ingest.plan import Plan
from ingest.report import Failure, Report

if TYPE_CHECKING:
    from ingest.report import Progress


def test_a_job_tells_its_steps_and_its_outcome() -> None:
    def work(progress: Progress) -> Outcome:
        progress("read", 1, 2)
        progress("read", 2, 2)
        progress("embed", 3, 9)
        return Outcome(lines=("done",))

    job = JobBoard().post("A job", work)
    assert job.wait(5)
    assert job.steps == (Step("read", 2, 2), Step("embed", 3, 9))
    assert job.outcome == Outcome(lines=("done",))


def test_a_failure_becomes_words() -> None:
    def work(progress: Progress) -> Outcome:
        raise SourceError("a.pdf", "is broken", "Repair it.")

    job = JobBoard().post("A job", work)
    assert job.wait(5)
    assert job.outcome.problem == "a.pdf: is broken. Repair it."


def test_one_job_at_a_time() -> None:
    gate = threading.Event()

    def work(progress: Progress) -> Outcome:
        gate.wait(5)
        return Outcome()

    board = JobBoard()
    job = board.post("First", work)
    with pytest.raises(IndexBusyError, match="First"):
        board.post("Second", work)
    board.clear()
    assert board.job is job
    gate.set()
    assert job.wait(5)
    board.clear()
    assert board.job is None


def test_a_report_counts_what_was_taken() -> None:
    plan = Plan(added=(("uploads", "a.md"), ("uploads", "b.pdf")), removed=(("uploads", "c.md"),))
    failure = Failure("uploads", "b.pdf", "is broken", "Repair it.")
    report = Report(plan, (failure,), 0, "s", True, documents=4, chunks=1412, seconds=2.0)
    assert report_text(report) == (
        "1 added, 1 removed. The index now holds 4 documents and 1,412 passages (2.0 s)."
    )


def test_an_outcome_lists_what_failed_as_text() -> None:
    shown = outcome_html("Adding 1 file", Outcome(lines=("<x>.pdf: is broken.",), problem="No."))
    assert "Adding 1 file: it failed. No." in shown
    assert "<li>&lt;x&gt;.pdf: is broken.</li>" in shown


def test_a_step_has_true_counts() -> None:
    assert step_text(Step("embed", 1200, 4000)) == "Embedding passages: 1,200 of 4,000"
    assert step_text(Step("embed", 3, -5)) == "Embedding passages: 3"


def test_a_share_is_a_share_whatever_the_counts() -> None:
    counts = ((1, 4), (0, 0), (5, 4), (0, -2), (-1, 4))
    assert [Step("embed", *pair).share for pair in counts] == [0.25, 0.0, 1.0, 0.0, 0.0]
