"""An ingest at work in the background, watched by whichever page is open.

It goes on when the reader turns to another page or reloads; ending the server ends it, and the
index that was published before serves on.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from app.background import BackgroundWork
from index.errors import GroundworkError, IndexBusyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.report import Report

JobStage = Literal["fetch", "hash", "read", "embed", "publish"]
"""The stages of an ingest, and before them the fetching of pages."""

_log = logging.getLogger(__name__)


class JobProgress(Protocol):
    """Is told how far a job is, and knows whether it is to stop."""

    @property
    def is_stopping(self) -> bool:
        """Whether the reader asked it to stop."""

    def __call__(self, stage: JobStage, done: int, total: int) -> None:
        """Take note of `done` of `total` pages, files or passages."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far one stage of an ingest is; counts are true."""

    stage: JobStage
    done: int
    total: int

    @property
    def share(self) -> float:
        """Part done, in [0, 1]; nothing to do counts as nothing done."""
        return min(1.0, max(0.0, self.done / self.total)) if self.total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an ingest: a report with lines for people, or the reason why there is none."""

    report: Report | None = None
    lines: tuple[str, ...] = ()
    """What else happened, one thing each, for example a file that was not taken."""
    problem: str = ""


class IngestJob(BackgroundWork):
    """One ingest in a thread of its own."""

    def __init__(self, title: str, work: Callable[[JobProgress], Outcome]) -> None:
        super().__init__("ingest")
        self.title = title
        self.is_stopping = False
        self._work = work
        self._steps: dict[JobStage, Step] = {}
        self._outcome: Outcome | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The stages so far, in the order in which they began."""
        return tuple(self._steps.values())

    @property
    def outcome(self) -> Outcome:
        """What came of it, once it has ended."""
        return self._outcome or Outcome(
            problem="The ingest ended unexpectedly; the server's log says why. "
            "The index that was published before serves on."
        )

    def _run(self) -> None:
        try:
            self._outcome = self._work(self)
        except (GroundworkError, OSError) as error:
            _log.warning("ingest failed: %s", error)
            self._outcome = Outcome(problem=str(error))

    def stop(self) -> None:
        """Ask it to stop where it can; an ingest is always brought to its end."""
        self.is_stopping = True

    def __call__(self, stage: JobStage, done: int, total: int) -> None:
        """Take note of how far a stage is."""
        self._steps[stage] = Step(stage, done, total)


class JobBoard:
    """Holds the ingest that runs, or the last one that ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: IngestJob | None = None

    @property
    def job(self) -> IngestJob | None:
        """The current job, if there is one."""
        return self._job

    def post(self, title: str, work: Callable[[JobProgress], Outcome]) -> IngestJob:
        """Start a job. Raises IndexBusyError when one is running."""
        with self._lock:
            if self._job is not None and self._job.is_running:
                raise IndexBusyError(f"'{self._job.title}' is still running", "Wait for its end.")
            self._job = IngestJob(title, work)
            self._job.start()
            return self._job

    def clear(self) -> None:
        """Take the job that ended off the board."""
        with self._lock:
            if self._job is not None and not self._job.is_running:
                self._job = None
