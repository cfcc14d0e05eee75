"""Prepare a suite for a system, run it, and sum it up; nothing here prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.answer.abstain import AnswerabilityModel
from app.answer.extractive import ExtractiveAnswerer
from app.answering import open_answerer, open_verifier
from app.retrieval import IndexPassageSource
from app.settings import Settings
from eval.abstention import measure_abstention
from eval.check_cases import check_cases
from eval.comparison import compare
from eval.configuration import configure
from eval.dataset import load_cases
from eval.plain_source import PlainSource
from eval.replies import RecordedWriter
from eval.report import SuiteRun
from eval.run import run_cases, summarise
from eval.sentence_checks import SentenceChecks
from eval.suites import ROOT, SUITES, cases_of
from index.errors import UsageError
from index.retriever import Retriever

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from app.answer.rewrite import Writer
    from app.answering import Answerer
    from eval.abstention import Abstention
    from eval.baseline import Baseline
    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.configuration import RunConfiguration
    from eval.dataset import Case
    from eval.run import GoldSource, PassageLog
    from eval.suites import Suite
    from eval.systems import System

PLAIN_CACHE = ROOT / "index" / "bench-plain"
UNANSWERABLE_KINDS = ("U1", "U2", "U3", "U4")


@dataclass(frozen=True, slots=True)
class Task:
    """Which cases to ask, of which system, over which index."""

    suite: Suite
    system: System
    model: str
    index: Path
    split: str | None = None
    limit: int | None = None
    replies: Path | None = None
    """The file that keeps what a chat model wrote; None to ask it anew."""

    def through(self, writer: Writer) -> Writer:
        """Return what is asked in place of a chat model."""
        return RecordedWriter.open(writer, self.replies) if self.replies else writer


@dataclass(frozen=True, slots=True)
class Prepared:
    """A task that was checked and can begin."""

    task: Task
    cases: Sequence[Case]
    source: IndexPassageSource
    rankings: GoldSource
    """What rankings are measured on: the index, or the plain pipeline over its documents."""
    answerer: Answerer | None
    """None where retrieval alone is measured."""
    checks: SentenceChecks | None
    configuration: RunConfiguration

    @classmethod
    def of(cls, task: Task, opened: IndexPassageSource | None = None) -> Self:
        """Read and check everything that a run needs.

        Args:
            task: what to run.
            opened: the index of the task when it is open already: its model is not loaded again.

        Raises:
            UsageError: the set, the index or the system do not fit each other.
        """
        suite, system = task.suite, task.system
        cases = cases_of(suite, task.split, task.limit)
        source = opened or IndexPassageSource.open(task.index)
        if system.config is not None and system.config != source.retriever.config:
            source = with_config(source, system)
        check_cases(cases, suite.dataset, source)
        answers = suite.answers and not system.is_plain
        if not answers and not any(case.documents for case in cases):
            raise UsageError(
                f"{suite.name} has no gold documents to measure the rankings of {system.name} on",
                "Choose another suite or another system",
            )
        settings = Settings.from_environment()
        source.search("warm up", 1)  # so that no case is charged with loading the model
        return cls(
            task,
            cases,
            source,
            PlainSource.over(source.retriever.snapshot, PLAIN_CACHE) if system.is_plain else source,
            open_answerer(
                task.model,
                source,
                settings.model_options,
                settings.exam.upper(),
                settings.entailment,
                task.through,
            )
            if answers
            else None,
            SentenceChecks(open_verifier(source)) if answers else None,
            configure(
                system,
                task.model if answers else "",
                suite.name,
                suite.dataset,
                cases,
                source,
                task.split or "",
                task.limit or 0,
            ),
        )

    def results(
        self, log: PassageLog | None = None, done: Sequence[CaseResult] = ()
    ) -> Iterator[CaseResult]:
        """Yield the result of every case that is not done yet."""
        known = {result.id for result in done}
        remaining = [case for case in self.cases if case.id not in known]
        return run_cases(remaining, self.answerer, self.rankings, self.checks, log)

    def compared(self, results: Sequence[CaseResult], baseline: Baseline) -> dict[str, Compared]:
        """Return the differences to a baseline, by measure."""
        return compare(results, baseline)

    def sum_up(
        self,
        results: Sequence[CaseResult],
        compared: Mapping[str, Compared] | None = None,
        answerable: Sequence[CaseResult] = (),
    ) -> SuiteRun:
        """Return the run's measures.

        Args:
            results: of all cases.
            compared: the differences to a baseline.
            answerable: results of the golden questions, where they are at hand; where they are not
                and the set holds unanswerable ones, only their answerability is computed.
        """
        abstention = self._abstention(results, answerable) if self.answerer else None
        return SuiteRun(self.configuration, results, summarise(results), abstention, compared or {})

    def _abstention(
        self, results: Sequence[CaseResult], answerable: Sequence[CaseResult]
    ) -> Abstention | None:
        refused = {
            kind: [r.answerability for r in results if r.kind == kind and not r.answerable]
            for kind in UNANSWERABLE_KINDS
        }
        if not any(refused.values()):
            return None
        known = [r.answerability for r in (*results, *answerable) if r.answerable]
        scores = known or self._scores_of_golden()
        return measure_abstention(scores, refused, AnswerabilityModel.load().threshold)

    def _scores_of_golden(self) -> list[float]:
        """Return the answerability of the golden questions of the same split, without answering."""
        one = SUITES["golden"]
        split = self.task.split
        cases = [case for case in load_cases(one.dataset) if split is None or case.split == split]
        extractive = ExtractiveAnswerer(self.source)
        known = self.source.paths()
        return [
            extractive.find(case.question, case.earlier).answerability
            for case in cases
            if known.issuperset(case.documents)
        ]


def with_config(source: IndexPassageSource, system: System) -> IndexPassageSource:
    """Return the same open index searched with another configuration."""
    opened = source.retriever
    return IndexPassageSource(
        Retriever(opened.root, opened.snapshot, opened.embedder, system.config)
    )
