import numpy as np
import pytest

from eval.fit_reranking import Head, logistic_fit
from index.rerank import SIGNALS

SIGNALS_OF_THREE = np.array(
    [[0.0, 1.0, 0.5, 3.0, 0.0], [-1.0, 0.5, 1.5, 3.0, 0.5], [-2.0, 0.0, 0.0, 2.0, 0.25]]
)
HEAD = Head(("a", "b", "c"), SIGNALS_OF_THREE, frozenset({"b", "elsewhere"}), frozenset({"b"}))


def test_each_relevant_passage_is_set_against_each_other_one() -> None:
    assert HEAD.differences().tolist() == [
        [-1.0, -0.5, 1.0, 0.0, 0.5],
        [1.0, 0.5, 1.5, 1.0, 0.25],
    ]


def test_a_head_without_a_relevant_passage_teaches_nothing() -> None:
    nothing = Head(("a",), SIGNALS_OF_THREE[:1], frozenset(), frozenset())
    assert nothing.differences().shape == (0, len(SIGNALS))


def test_weights_give_an_order() -> None:
    assert HEAD.ranked(np.array([0.0, 0.0, 1.0, 0.0, 0.0])) == ["b", "a", "c"]
    assert HEAD.ranked(np.array([1.0, 0.0, 0.0, 0.0, 0.0])) == ["a", "b", "c"]


def test_a_weight_is_where_the_slope_of_the_likelihood_meets_the_penalty() -> None:
    one = np.ones((1, 1))
    [weight] = logistic_fit(one, np.ones(1), np.zeros(1))
    assert 1 / (1 + np.exp(weight)) == pytest.approx(0.5 * weight)
    [told_apart_already] = logistic_fit(one, np.ones(1), np.full(1, 20.0))
    assert told_apart_already == pytest.approx(0.0, abs=1e-6)


def test_evidence_for_both_sides_weighs_nothing() -> None:
    both = np.array([[1.0], [-1.0]])
    assert logistic_fit(both, np.ones(2), np.zeros(2)).tolist() == [0.0]
