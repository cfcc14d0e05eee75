"""Our ranking measures against those of `ir_measures` (MacAvaney et al., 2022), on random runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.case_result import CaseResult, FoundPassage
from eval.exports import qrels, run
from eval.measures.ndcg import ndcg_at
from eval.measures.recall import recall_at
from eval.measures.reciprocal_rank import reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = [f"p{number}" for number in range(12)]

rankings = st.lists(st.sampled_from(NAMES), unique=True, min_size=1)
gold = st.sets(st.sampled_from(NAMES), min_size=1)
CUT_OFFS = (1, 3, 5, 10)


def theirs(measure: Any, ranked: Sequence[str], relevant: set[str]) -> float:
    judged = [ir_measures.Qrel("q", one, 1) for one in sorted(relevant)]
    scored = [ir_measures.ScoredDoc("q", one, -float(rank)) for rank, one in enumerate(ranked)]
    return float(ir_measures.calc_aggregate([measure], judged, scored)[measure])


@pytest.mark.parametrize("k", CUT_OFFS)
@given(ranked=rankings, relevant=gold)
def test_recall_reciprocal_rank_and_ndcg_are_theirs(
    k: int, ranked: list[str], relevant: set[str]
) -> None:
    pairs = [
        (recall_at(ranked, relevant, k), ir_measures.Success @ k),
        (reciprocal_rank(ranked, relevant, k), ir_measures.RR @ k),
        (ndcg_at(ranked, relevant, k), ir_measures.nDCG @ k),
    ]
    for ours, measure in pairs:
        assert ours == pytest.approx(theirs(measure, ranked, relevant), abs=1e-6)


@pytest.mark.parametrize("k", CUT_OFFS)
@given(ranked=rankings, relevant=st.sampled_from(NAMES))
def test_with_one_gold_passage_recall_is_theirs(k: int, ranked: list[str], relevant: str) -> None:
    ours = recall_at(ranked, {relevant}, k)
    assert ours == pytest.approx(theirs(ir_measures.R @ k, ranked, {relevant}), abs=1e-6)


@given(st.lists(st.tuples(rankings, gold), min_size=1, max_size=6))
def test_means_of_exported_files_are_theirs(cases: list[tuple[list[str], set[str]]]) -> None:
    results = [
        CaseResult(
            f"case {number}",
            "q",
            relevant=tuple(sorted(relevant)),
            passages=tuple(FoundPassage(r, one, "a.md") for r, one in enumerate(ranked, 1)),
        )
        for number, (ranked, relevant) in enumerate(cases)
    ]
    judged = ir_measures.read_trec_qrels(qrels((r.id, r.relevant) for r in results))
    found = ((r.id, [passage.chunk_id for passage in r.passages]) for r in results)
    scored = ir_measures.read_trec_run(run(found))
    measures = [ir_measures.nDCG @ 10, ir_measures.RR @ 10]
    aggregate = ir_measures.calc_aggregate(measures, list(judged), list(scored))
    ndcg = sum(ndcg_at(ranked, relevant, 10) for ranked, relevant in cases) / len(cases)
    rank = sum(reciprocal_rank(ranked, relevant, 10) for ranked, relevant in cases) / len(cases)
    assert aggregate[measures[0]] == pytest.approx(ndcg, abs=1e-6)
    assert aggregate[measures[1]] == pytest.approx(rank, abs=1e-6)
