"""What `eval run` and `eval gate` ask of a suite: questions that are answered, or sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from eval.evaluation import Prepared
from eval.suite_perturbed import PreparedSentences
from eval.suites import PERTURBED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.retrieval import IndexPassageSource
    from eval.baseline import Baseline
    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.configuration import RunConfiguration
    from eval.evaluation import Task
    from eval.report import SuiteRun
    from eval.run import PassageLog


class Runnable(Protocol):
    """A suite that was checked and can begin."""

    @property
    def task(self) -> Task:
        """What is run."""

    @property
    def cases(self) -> Sequence[Any]:
        """All cases, in their order."""

    @property
    def configuration(self) -> RunConfiguration:
        """Everything that decides the figures."""

    def results(
        self, log: PassageLog | None = None, done: Sequence[CaseResult] = ()
    ) -> Iterator[CaseResult]:
        """Yield the result of every case that is not done yet."""

    def compared(self, results: Sequence[CaseResult], baseline: Baseline) -> dict[str, Compared]:
        """Return the differences to a baseline, by measure."""

    def sum_up(
        self,
        results: Sequence[CaseResult],
        compared: Mapping[str, Compared] | None = None,
        answerable: Sequence[CaseResult] = (),
    ) -> SuiteRun:
        """Return the run's measures."""


def prepare(task: Task, source: IndexPassageSource) -> Runnable:
    """Read and check everything that a run needs.

    Raises:
        UsageError: the set, the index or the system do not fit each other.
    """
    if task.suite.name == PERTURBED.name:
        return PreparedSentences.of(task, source)
    return Prepared.of(task, source)
