import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import Ranking


def test_best_drops_zeros_and_clamps() -> None:
    found = Ranking.best(np.array([0.0, 2.0, 0.0, 3.0], dtype=np.float32), 10, floor=0.0)
    assert found.rows.tolist() == [3, 1]
    assert found.scores.tolist() == [3.0, 2.0]


def test_equal_scores_rank_by_row() -> None:
    found = Ranking.best(np.ones(5, dtype=np.float32), 3, floor=0.0)
    assert found.rows.tolist() == [0, 1, 2]


def test_place_is_one_based() -> None:
    found = Ranking.best(np.array([1.0, 5.0], dtype=np.float32), 2, floor=0.0)
    assert found.place(0) == (2, 1.0)
    assert found.place(9) == (None, None)


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), max_size=40), st.integers(1, 50))
def test_best_agrees_with_sorting(scores: list[float], top_k: int) -> None:
    found = Ranking.best(np.array(scores, dtype=np.float32), top_k, floor=0.0)
    rows = sorted((i for i, s in enumerate(scores) if s > 0), key=lambda i: (-scores[i], i))
    assert found.rows.tolist() == rows[:top_k]
