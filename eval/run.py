"""Run the cases of a data set through an answerer and measure each one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.answer.extractive import PassageSource
from eval.measures.citations import citation_validity
from eval.measures.gold_tokens import gold_token_recall
from eval.measures.key_facts import key_fact_recall
from eval.measures.ndcg import ndcg_at
from eval.measures.recall import recall_at
from eval.measures.reciprocal_rank import reciprocal_rank
from eval.measures.relevance import covers
from eval.statistics import Estimate, estimate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.answer.records import Answer
    from app.answering import Answerer
    from eval.dataset import Case
    from index.records import Passage

PASSAGES = 60
"""Passages fetched per question, enough for ten different documents nearly always."""
SHOWN_SENTENCES = 3
"""Sentences that gold-token recall looks at, from the top of the answer."""
CUT_OFFS = (1, 3, 5, 10)
ENOUGH_FACTS = 0.8
"""Share of the key facts from which an answer counts as correct."""


class GoldSource(PassageSource, Protocol):
    """An index that can also say what a gold document holds."""

    def passages_of(self, path: str) -> list[Passage]:
        """Return all passages of the document at a path."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What one case gave: its measures by name, and what was shown."""

    id: str
    question: str
    kind: str
    answerable: bool
    abstained: bool
    answerability: float
    shown: tuple[str, ...]
    documents: tuple[str, ...]
    """Paths of the retrieved documents, best first, each once."""
    measures: dict[str, float]
    seconds: float
    removed: tuple[str, ...] = ()
    """What a chat model wrote that was not shown."""
    notice: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return one line of `results.jsonl`."""
        return asdict(self)


def run_cases(
    cases: Iterable[Case], answerer: Answerer, source: GoldSource
) -> Iterator[CaseResult]:
    """Yield the result of every case, in order."""
    for case in cases:
        answer = answerer.answer(case.question, case.earlier)
        if case.document:
            asked = answer.understood_as if case.earlier else case.question
            ranked = source.search(asked, PASSAGES)
            yield measure_case(case, answer, ranked, source.passages_of(case.document))
        else:
            yield measure_case(case, answer)


def measure_case(
    case: Case, answer: Answer, ranked: Sequence[Passage] = (), gold: Sequence[Passage] = ()
) -> CaseResult:
    """Measure one answered case; measures that the case has no gold for are left out.

    Args:
        case: the question with what is known of its answer.
        answer: what was shown.
        ranked: the retrieved passages, best first.
        gold: all passages of the gold document, retrieved or not. The same text may be indexed
            under another path too, and then counts as well.
    """
    documents = tuple(dict.fromkeys(passage.path for passage in ranked))
    gold_paths = {case.document, *(passage.path for passage in gold)}
    measures = {"citation-validity": citation_validity(answer)}
    if case.document:
        measures |= _document_measures(documents, gold_paths)
    if case.spans:
        measures |= _span_measures(ranked, gold, case.spans)
    measures |= _shown_measures(case, answer, gold_paths)
    measures |= _written_measures(answer)
    measures["answered" if case.answerable else "refused"] = float(
        answer.abstained != case.answerable
    )
    return CaseResult(
        id=case.id,
        question=case.question,
        kind=case.kind,
        answerable=case.answerable,
        abstained=answer.abstained,
        answerability=answer.answerability,
        shown=tuple(sentence.text for sentence in answer.sentences),
        documents=documents[:10],
        measures=measures,
        seconds=answer.seconds,
        removed=tuple(sentence.text for sentence in answer.removed),
        notice=answer.notice,
    )


def _document_measures(documents: Sequence[str], gold: set[str]) -> dict[str, float]:
    return {
        **{f"doc-R@{k}": recall_at(documents, gold, k) for k in CUT_OFFS},
        "doc-MRR@10": reciprocal_rank(documents, gold, 10),
    }


def _span_measures(
    ranked: Sequence[Passage], gold: Sequence[Passage], spans: Sequence[str]
) -> dict[str, float]:
    ids = [passage.chunk_id for passage in ranked]
    relevant = {p.chunk_id for p in gold if any(covers(p.text, span) for span in spans)}
    return {
        **{f"R@{k}": recall_at(ids, relevant, k) for k in CUT_OFFS},
        "MRR@10": reciprocal_rank(ids, relevant, 10),
        "nDCG@10": ndcg_at(ids, relevant, 10),
    }


def _shown_measures(case: Case, answer: Answer, gold: set[str]) -> dict[str, float]:
    """Measure the shown sentences against the gold answer and the key facts."""
    shown = [sentence.text for sentence in answer.sentences]
    measures: dict[str, float] = {}
    if case.answerable and case.answer:
        first = " ".join(shown[:SHOWN_SENTENCES])
        measures["gold-token-recall"] = gold_token_recall(first, case.answer)
        measures["gold-token-recall-all"] = gold_token_recall(" ".join(shown), case.answer)
    if case.facts:
        measures["key-facts"] = key_fact_recall(" ".join(shown), case.facts)
        cited = {source.passage.path for source in answer.sources}
        supported = citation_validity(answer) == 1.0 and not cited.isdisjoint(gold)
        enough = measures["key-facts"] >= ENOUGH_FACTS
        measures["grounded-correct"] = float(enough and supported)
    return measures


def _written_measures(answer: Answer) -> dict[str, float]:
    """Measure what a chat model wrote; nothing for answers that none was asked for."""
    if not answer.asked_model or answer.abstained:
        return {}
    measures = {"fell-back": float(answer.fell_back)}
    if not answer.fell_back:
        total = len(answer.sentences) + len(answer.removed)
        measures["written-shown"] = len(answer.sentences) / total
    if "first token" in answer.stages:
        measures["first-token-s"] = answer.stages["first token"]
        measures["verify-s"] = answer.stages["verify"]
    return measures


def summarise(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    """Return every measure's mean and interval over the cases that have it, in a fixed order."""
    names = list(dict.fromkeys(name for result in results for name in result.measures))
    return {
        name: estimate([r.measures[name] for r in results if name in r.measures]) for name in names
    }
