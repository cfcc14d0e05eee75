import numpy as np

from eval.fit_reranking import Head
from index.rerank import SIGNALS

SIGNALS_OF_THREE = np.array([[0.0, 1.0, 0.5, 3.0], [-1.0, 0.5, 1.5, 3.0], [-2.0, 0.0, 0.0, 2.0]])
HEAD = Head(("a", "b", "c"), SIGNALS_OF_THREE, frozenset({"b", "elsewhere"}), frozenset({"b"}))


def test_each_relevant_passage_is_set_against_each_other_one() -> None:
    assert HEAD.differences().tolist() == [[-1.0, -0.5, 1.0, 0.0], [1.0, 0.5, 1.5, 1.0]]


def test_a_head_without_a_relevant_passage_teaches_nothing() -> None:
    nothing = Head(("a",), SIGNALS_OF_THREE[:1], frozenset(), frozenset())
    assert nothing.differences().shape == (0, len(SIGNALS))


def test_weights_give_an_order() -> None:
    assert HEAD.ranked(np.array([0.0, 0.0, 1.0, 0.0])) == ["b", "a", "c"]
    assert HEAD.ranked(np.array([1.0, 0.0, 0.0, 0.0])) == ["a", "b", "c"]
