"""Measure one case: the ranking against the gold, and what is shown against its sources."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from app.answer.extractive import MODEL_NAME
from app.answer.question import understand
from eval.case_result import CaseResult, FoundPassage, WrittenSentence
from eval.measures.citation_precision import citation_precision
from eval.measures.citation_recall import citation_recall
from eval.measures.citations import citation_validity
from eval.measures.context_recall import context_recall_at
from eval.measures.crag_score import crag_score
from eval.measures.gold_tokens import gold_token_recall
from eval.measures.hallucination import hallucination_rate
from eval.measures.key_facts import key_fact_recall
from eval.measures.ndcg import ndcg_at
from eval.measures.recall import recall_at
from eval.measures.reciprocal_rank import reciprocal_rank
from eval.measures.relevance import covers
from eval.measures.support import cited_sentences
from eval.measures.token_f1 import exact_match, token_f1
from eval.measures.yes_no import yes_no_accuracy
from eval.shown import shown_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Answer
    from eval.dataset import Case
    from eval.sentence_checks import SentenceChecks
    from index.records import Passage

SHOWN_SENTENCES = 3
"""Sentences that gold-token recall looks at, from the top of the answer."""
CUT_OFFS = (1, 3, 5, 10)
KEPT_PASSAGES = 10
ENOUGH_FACTS = 0.8
"""Share of the key facts from which an answer counts as correct."""
_DOMAIN = re.compile(r"\bdomain\d+\b")


@dataclass(frozen=True, slots=True)
class Ranking:
    """What retrieval found for a case, and all that it could have found."""

    passages: tuple[Passage, ...] = ()
    """Best first."""
    gold: tuple[Passage, ...] = ()
    """All passages of the gold documents, retrieved or not. The same text may be indexed under
    another path too, and then counts as well."""
    stages: dict[str, float] | None = None
    """Seconds of the search by stage."""
    pooled: tuple[Passage, ...] = ()
    """Further passages that answer, as judged after pooling."""

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the paths of the retrieved documents, best first, each once."""
        return tuple(dict.fromkeys(passage.path for passage in self.passages))

    def relevant(self, spans: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the passages that hold a gold span."""
        found = (p.chunk_id for p in self.gold if any(covers(p.text, span) for span in spans))
        return tuple(dict.fromkeys(found))


def measure_case(
    case: Case,
    answer: Answer | None = None,
    ranking: Ranking | None = None,
    checks: SentenceChecks | None = None,
) -> CaseResult:
    """Measure one case; measures that it has no gold for are left out.

    Args:
        case: the question with what is known of its answer.
        answer: what was shown; None in a run of retrieval alone.
        ranking: what retrieval found; None when the case has no gold to rank against.
        checks: the verifier; without it the measures of grounding are left out.
    """
    ranking = ranking or Ranking()
    gold_paths = {*case.documents, *(passage.path for passage in ranking.gold)}
    relevant = ranking.relevant(case.spans)
    measures: dict[str, float] = {}
    if case.documents:
        measures |= _document_measures(ranking.documents, gold_paths)
    if case.spans and case.documents:
        measures |= _span_measures(ranking.passages, relevant)
        if case.pooled is not None:
            everything = (*relevant, *(p.chunk_id for p in ranking.pooled))
            measures |= _pooled_measures(ranking.passages, tuple(dict.fromkeys(everything)))
    if case.facts and case.documents:
        texts = [passage.text for passage in ranking.passages]
        measures["context-recall@5"] = context_recall_at(texts, case.facts, 5)
    if answer is not None:
        measures |= _answer_measures(case, answer, gold_paths, checks)
    described = describe(case) | {
        "documents": tuple(dict.fromkeys((*case.documents, *(p.path for p in ranking.gold))))
    }
    return CaseResult(
        **described,
        understood_as=answer.understood_as if answer else case.question,
        question_kind=answer.kind if answer else understand(case.question).kind,
        relevant=relevant,
        passages=_found(ranking.passages[:KEPT_PASSAGES], set(relevant)),
        found_documents=ranking.documents[:KEPT_PASSAGES],
        answered=answer is not None,
        abstained=answer.abstained if answer else False,
        answerability=round(answer.answerability, 6) if answer else 0.0,
        model=answer.model if answer else "",
        notice=answer.notice if answer else "",
        removed=tuple(sentence.text for sentence in answer.removed) if answer else (),
        written=tuple(WrittenSentence(**asdict(one)) for one in answer.checked) if answer else (),
        sentences=shown_sentences(answer, checks) if answer else (),
        measures=measures,
        seconds=answer.seconds if answer else sum((ranking.stages or {}).values()),
        stages=dict(answer.stages) if answer else {},
        search_stages=ranking.stages or {},
    )


def failed_case(case: Case, error: str, answered: bool) -> CaseResult:
    """Return the result of a case that could not be run: every measure it has gold for is 0."""
    names = [f"doc-R@{k}" for k in CUT_OFFS] + ["doc-MRR@10"] if case.documents else []
    if case.spans and case.documents:
        names += [*(f"R@{k}" for k in CUT_OFFS), "MRR@10", "nDCG@10"]
    if answered:
        names += ["citation-validity", "answered" if case.answerable else "refused"]
        names += ["key-facts", "grounded-correct"] if case.facts else []
    kind = understand(case.question).kind
    return CaseResult(
        **describe(case), question_kind=kind, measures=dict.fromkeys(names, 0.0), error=error
    )


def describe(case: Case) -> dict[str, Any]:
    """Return the fields of a result that come from the case alone."""
    domain = _DOMAIN.search(" ".join((case.kind, *case.documents, *case.without)))
    return {
        "id": case.id,
        "question": case.question,
        "kind": case.kind,
        "domain": domain[0] if domain else "",
        "split": case.split,
        "answerable": case.answerable,
        "documents": case.documents,
        "without": case.without,
        "spans": case.spans,
        "facts": case.facts,
        "gold_answer": case.answer,
    }


def _found(passages: Sequence[Passage], relevant: set[str]) -> tuple[FoundPassage, ...]:
    return tuple(
        FoundPassage(
            rank=rank,
            chunk_id=p.chunk_id,
            path=p.path,
            heading_path=p.heading_path,
            dense_rank=p.dense_rank,
            lexical_rank=p.lexical_rank,
            score=round(p.score, 6),
            gold=p.chunk_id in relevant,
        )
        for rank, p in enumerate(passages, start=1)
    )


def _document_measures(documents: Sequence[str], gold: set[str]) -> dict[str, float]:
    return {
        **{f"doc-R@{k}": recall_at(documents, gold, k) for k in CUT_OFFS},
        "doc-MRR@10": reciprocal_rank(documents, gold, 10),
    }


def _span_measures(passages: Sequence[Passage], relevant: Sequence[str]) -> dict[str, float]:
    ids = [passage.chunk_id for passage in passages]
    return {
        **{f"R@{k}": recall_at(ids, relevant, k) for k in CUT_OFFS},
        "MRR@10": reciprocal_rank(ids, relevant, 10),
        "nDCG@10": ndcg_at(ids, relevant, 10),
    }


def _pooled_measures(passages: Sequence[Passage], relevant: Sequence[str]) -> dict[str, float]:
    ids = [passage.chunk_id for passage in passages]
    return {
        "pooled-R@5": recall_at(ids, relevant, 5),
        "pooled-MRR@10": reciprocal_rank(ids, relevant, 10),
        "pooled-nDCG@10": ndcg_at(ids, relevant, 10),
    }


def _answer_measures(
    case: Case, answer: Answer, gold: set[str], checks: SentenceChecks | None
) -> dict[str, float]:
    measures = {"citation-validity": citation_validity(answer)}
    measures |= _grounding_measures(answer, checks)
    measures |= _correctness_measures(case, answer)
    if case.facts:
        cited = {source.passage.path for source in answer.sources}
        measures["grounded-correct"] = float(
            measures["key-facts"] >= ENOUGH_FACTS
            and measures["citation-validity"] == 1.0
            and measures.get("citation-recall", 1.0) == 1.0
            and not cited.isdisjoint(gold)
        )
    measures |= _written_measures(answer)
    measures["answered" if case.answerable else "refused"] = float(
        answer.abstained != case.answerable
    )
    if case.facts or not case.answerable:
        correct = measures.get("key-facts", 0.0) >= ENOUGH_FACTS
        measures["crag"] = crag_score(case.answerable, answer.abstained, correct)
    return measures


def _grounding_measures(answer: Answer, checks: SentenceChecks | None) -> dict[str, float]:
    """Measure the sentences against what they cite; an answer of none has nothing to measure."""
    if checks is None or not answer.sentences:
        return {}
    cited = cited_sentences(answer)
    copied = [sentence.copy_ratio for sentence in shown_sentences(answer, checks)]
    return {
        "citation-recall": citation_recall(cited, checks.supports),
        "citation-precision": citation_precision(cited, checks.supports),
        "hallucination-rate": hallucination_rate(cited, checks.supports),
        "copy-ratio": sum(copied) / len(copied),
    }


def _written_measures(answer: Answer) -> dict[str, float]:
    """Measure what a chat model wrote; nothing for answers that none was asked for."""
    if not answer.asked_model or answer.abstained:
        return {}
    measures = {"fell-back": float(answer.fell_back)}
    if not answer.fell_back:
        kept = sum(not sentence.added for sentence in answer.sentences)
        measures["completed"] = float(kept < len(answer.sentences))
        measures["written-shown"] = kept / (kept + len(answer.removed))
    if "first token" in answer.stages:
        measures["first-token-s"] = answer.stages["first token"]
        measures["verify-s"] = answer.stages["verify"]
    if "first shown" in answer.stages:
        measures["first-shown-late-s"] = answer.stages["first shown"]
    return measures


def _begun_with(answer: Answer) -> str:
    """Return how a chat model began; its "Yes," is not shown, since no passage can be cited."""
    return answer.checked[0].raw if answer.checked else ""


def _correctness_measures(case: Case, answer: Answer) -> dict[str, float]:
    """Measure the shown sentences against the gold answer and the key facts."""
    shown = [sentence.text for sentence in answer.sentences]
    whole = " ".join(shown)
    measures: dict[str, float] = {}
    if case.answerable and case.answer:
        first = " ".join(shown[:SHOWN_SENTENCES])
        measures["gold-token-recall"] = gold_token_recall(first, case.answer)
        measures["gold-token-recall-all"] = gold_token_recall(whole, case.answer)
        if answer.model != MODEL_NAME:
            measures["token-F1"] = token_f1(whole, case.answer)
            measures["exact-match"] = exact_match(whole, case.answer)
    if case.yes_no and answer.model != MODEL_NAME:
        measures["yes-no"] = yes_no_accuracy(_begun_with(answer), case.yes_no)
    if case.facts:
        measures["key-facts"] = key_fact_recall(whole, case.facts)
        measures["key-facts-all"] = float(measures["key-facts"] == 1.0)
    return measures
