"""Run the cases of a data set through a system and measure each one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.answer.conversation import resolve
from app.chat_model.errors import ChatModelError
from eval.case_measures import Ranking, failed_case, measure_case
from eval.measures.relevance import covers
from eval.statistics import Estimate, estimate
from index.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.answer.records import Answer
    from app.answering import Answerer
    from eval.case_result import CaseResult
    from eval.dataset import Case
    from eval.sentence_checks import SentenceChecks
    from index.records import Passage
    from index.search import SearchTrace

PASSAGES = 60
"""Passages fetched per question, enough for ten different documents nearly always."""


class GoldSource(Protocol):
    """An index that can be searched, and can say what a gold document holds."""

    def trace(self, question: str, top_k: int = 10, filters: Filters | None = None) -> SearchTrace:
        """Return the best passages, best first, and the seconds of each stage."""

    def passages_of(self, path: str) -> list[Passage]:
        """Return all passages of the document at a path."""


class PassageLog(Protocol):
    """Keeps the text of the passages that results refer to."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Keep the text of passages."""


class NoPassageLog:
    """Keeps nothing."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Keep nothing."""


def run_cases(
    cases: Iterable[Case],
    answerer: Answerer | None,
    source: GoldSource,
    checks: SentenceChecks | None = None,
    log: PassageLog | None = None,
) -> Iterator[CaseResult]:
    """Yield the result of every case, in order.

    A case on which the chat model fails gives a result with an error and zeros.

    Args:
        cases: what to ask.
        answerer: who answers; None measures retrieval alone.
        source: the index that rankings are measured on.
        checks: the verifier for the measures of grounding.
        log: keeps the text of the passages that the results refer to.
    """
    kept = log or NoPassageLog()
    for case in cases:
        try:
            answer = _answer(case, answerer)
            ranking = _ranking(case, answer, source)
            result = measure_case(case, answer, ranking, checks)
        except ChatModelError as error:
            yield failed_case(case, str(error), answerer is not None)
            continue
        kept.add(_referred(result, answer, ranking))
        yield result


def summarise(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    """Return every measure's mean and interval over the cases that have it, in a fixed order."""
    names = list(dict.fromkeys(name for result in results for name in result.measures))
    return {
        name: estimate([r.measures[name] for r in results if name in r.measures]) for name in names
    }


def _answer(case: Case, answerer: Answerer | None) -> Answer | None:
    if answerer is None:
        return None
    filters = Filters(without_paths=case.without) if case.without else None
    return answerer.answer(case.question, case.earlier, filters)


def _ranking(case: Case, answer: Answer | None, source: GoldSource) -> Ranking | None:
    if not case.documents:
        return None
    asked = case.question
    if case.earlier:
        asked = answer.understood_as if answer else resolve(case.question, case.earlier).text
    trace = source.trace(asked, PASSAGES)
    gold = tuple(passage for path in case.documents for passage in source.passages_of(path))
    pooled = tuple(
        passage
        for path, span in case.pooled or ()
        for passage in source.passages_of(path)
        if covers(passage.text, span)
    )
    return Ranking(trace.passages, gold, trace.seconds, pooled)


def _referred(result: CaseResult, answer: Answer | None, ranking: Ranking | None) -> list[Passage]:
    kept = {found.chunk_id for found in result.passages}
    found = [p for p in (ranking.passages if ranking else ()) if p.chunk_id in kept]
    cited = [source.passage for source in answer.sources] if answer else []
    named = {chunk_id for sentence in result.written for chunk_id in sentence.cited}
    written = [p for p in (answer.retrieved if answer else ()) if p.chunk_id in named]
    return [*found, *cited, *written]
