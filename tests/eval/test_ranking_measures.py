"""Recall, reciprocal rank and nDCG: values worked out by hand, and what always holds."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eval.measures.ndcg import ndcg_at
from eval.measures.recall import recall_at
from eval.measures.reciprocal_rank import reciprocal_rank

RANKED = ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("relevant", "k", "recall"),
    [
        ({"a"}, 1, 1.0),
        ({"c"}, 2, 0.0),
        ({"c"}, 3, 1.0),
        ({"c", "x"}, 3, 1.0),
        ({"e"}, 10, 1.0),
        ({"x"}, 10, 0.0),
        (set(), 10, 0.0),
    ],
)
def test_recall(relevant: set[str], k: int, recall: float) -> None:
    assert recall_at(RANKED, relevant, k) == recall


@pytest.mark.parametrize(
    ("relevant", "k", "value"),
    [
        ({"a"}, 10, 1.0),
        ({"b"}, 10, 1 / 2),
        ({"d", "c"}, 10, 1 / 3),
        ({"e"}, 4, 0.0),
        ({"e"}, 5, 1 / 5),
        ({"x"}, 10, 0.0),
        (set(), 10, 0.0),
    ],
)
def test_reciprocal_rank(relevant: set[str], k: int, value: float) -> None:
    assert reciprocal_rank(RANKED, relevant, k) == value


@pytest.mark.parametrize(
    ("relevant", "k", "value"),
    [
        ({"a"}, 10, 1.0),
        ({"b"}, 10, 1 / math.log2(3)),
        ({"a", "b"}, 10, 1.0),
        # gains at ranks 1 and 3, the ideal has them at 1 and 2: (1 + 1/2) / (1 + 1/log2 3)
        ({"a", "c"}, 10, 1.5 / (1 + 1 / math.log2(3))),
        # one of the two relevant ones was not retrieved
        ({"a", "x"}, 10, 1 / (1 + 1 / math.log2(3))),
        # the ideal is cut off as the ranking is
        ({"a", "b", "c"}, 2, 1.0),
        ({"c"}, 2, 0.0),
        ({"x"}, 10, 0.0),
        (set(), 10, 0.0),
    ],
)
def test_ndcg(relevant: set[str], k: int, value: float) -> None:
    assert ndcg_at(RANKED, relevant, k) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("measure", [recall_at, reciprocal_rank, ndcg_at])
def test_nothing_retrieved_scores_zero(measure: object) -> None:
    assert callable(measure)
    assert measure([], {"a"}, 10) == 0.0


rankings = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
golds = st.sets(st.sampled_from("abcdefghxy"), max_size=6)
cuts = st.integers(1, 12)


@given(rankings, golds, cuts)
def test_measures_lie_between_zero_and_one(ranked: list[str], gold: set[str], k: int) -> None:
    for measure in (recall_at, reciprocal_rank, ndcg_at):
        assert 0.0 <= measure(ranked, gold, k) <= 1.0 + 1e-12


@given(rankings, golds, cuts)
def test_ideal_ranking_scores_one(ranked: list[str], gold: set[str], k: int) -> None:
    assume(gold)
    ideal = sorted(gold) + [one for one in ranked if one not in gold]
    for measure in (recall_at, reciprocal_rank, ndcg_at):
        assert measure(ideal, gold, k) == pytest.approx(1.0)


@given(rankings, golds, cuts)
def test_measures_agree_on_whether_anything_was_found(
    ranked: list[str], gold: set[str], k: int
) -> None:
    found = {measure(ranked, gold, k) > 0 for measure in (recall_at, reciprocal_rank, ndcg_at)}
    assert len(found) == 1


@given(rankings, golds, cuts)
def test_deeper_cut_off_never_finds_less(ranked: list[str], gold: set[str], k: int) -> None:
    assert recall_at(ranked, gold, k + 1) >= recall_at(ranked, gold, k)
    assert reciprocal_rank(ranked, gold, k + 1) >= reciprocal_rank(ranked, gold, k)


@given(rankings, golds, cuts, st.data())
def test_moving_a_relevant_result_up_never_lowers_a_measure(
    ranked: list[str], gold: set[str], k: int, data: st.DataObject
) -> None:
    relevant = [i for i, one in enumerate(ranked) if i and one in gold]
    assume(relevant)
    i = data.draw(st.sampled_from(relevant))
    moved = [*ranked[: i - 1], ranked[i], ranked[i - 1], *ranked[i + 1 :]]
    for measure in (recall_at, reciprocal_rank, ndcg_at):
        assert measure(moved, gold, k) >= measure(ranked, gold, k) - 1e-12
