"""Run the cases of a data set through an answerer and measure each one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

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

    from app.answer.extractive import ExtractiveAnswerer, PassageSource
    from app.answer.records import Answer
    from eval.dataset import Case
    from index.records import Passage

PASSAGES = 60
"""Passages fetched per question, enough for ten different documents nearly always."""
SHOWN_SENTENCES = 3
"""Sentences that gold-token recall looks at, from the top of the answer."""


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

    def to_json(self) -> dict[str, Any]:
        """Return one line of `results.jsonl`."""
        return asdict(self)


def run_cases(
    cases: Iterable[Case], answerer: ExtractiveAnswerer, source: PassageSource
) -> Iterator[CaseResult]:
    """Yield the result of every case, in order."""
    for case in cases:
        ranked = (
            source.search(case.question, PASSAGES) if case.document and not case.earlier else []
        )
        answer = answerer.answer(case.question, case.earlier)
        if case.document and case.earlier:
            ranked = source.search(answer.understood_as, PASSAGES)
        yield measure_case(case, ranked, answer)


def measure_case(case: Case, ranked: Sequence[Passage], answer: Answer) -> CaseResult:
    """Measure one answered case; measures that the case has no gold for are left out."""
    documents = tuple(dict.fromkeys(passage.path for passage in ranked))
    shown = tuple(sentence.text for sentence in answer.sentences)
    measures: dict[str, float] = {"citation-validity": citation_validity(answer)}
    if case.document:
        measures |= _document_measures(documents, case.document)
    if case.spans:
        measures |= _span_measures(ranked, case)
    if case.answerable and case.answer:
        first = " ".join(shown[:SHOWN_SENTENCES])
        measures["gold-token-recall"] = gold_token_recall(first, case.answer)
        measures["gold-token-recall-all"] = gold_token_recall(" ".join(shown), case.answer)
    if case.facts:
        measures["key-facts"] = key_fact_recall(" ".join(shown), case.facts)
        cited = {source.passage.path for source in answer.sources}
        grounded = measures["key-facts"] >= 0.8 and measures["citation-validity"] == 1.0
        measures["grounded-correct"] = float(grounded and case.document in cited)
    if case.answerable:
        measures["answered"] = float(not answer.abstained)
    else:
        measures["refused"] = float(answer.abstained)
    return CaseResult(
        id=case.id,
        question=case.question,
        kind=case.kind,
        answerable=case.answerable,
        abstained=answer.abstained,
        answerability=answer.answerability,
        shown=shown,
        documents=documents[:10],
        measures=measures,
        seconds=answer.seconds,
    )


def _document_measures(documents: Sequence[str], gold: str) -> dict[str, float]:
    relevant = {gold}
    return {
        "doc-R@1": recall_at(documents, relevant, 1),
        "doc-R@3": recall_at(documents, relevant, 3),
        "doc-R@5": recall_at(documents, relevant, 5),
        "doc-R@10": recall_at(documents, relevant, 10),
        "doc-MRR@10": reciprocal_rank(documents, relevant, 10),
    }


def _span_measures(ranked: Sequence[Passage], case: Case) -> dict[str, float]:
    ids = [passage.chunk_id for passage in ranked]
    relevant = {
        passage.chunk_id
        for passage in ranked
        if passage.path == case.document and any(covers(passage.text, span) for span in case.spans)
    }
    return {
        "R@1": recall_at(ids, relevant, 1),
        "R@3": recall_at(ids, relevant, 3),
        "R@5": recall_at(ids, relevant, 5),
        "R@10": recall_at(ids, relevant, 10),
        "MRR@10": reciprocal_rank(ids, relevant, 10),
        "nDCG@10": ndcg_at(ids, relevant, 10),
    }


def summarise(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    """Return every measure's mean and interval over the cases that have it, in a fixed order."""
    names = list(dict.fromkeys(name for result in results for name in result.measures))
    return {
        name: estimate([r.measures[name] for r in results if name in r.measures]) for name in names
    }
