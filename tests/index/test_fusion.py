import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import reciprocal_rank_fusion

rankings = st.lists(st.lists(st.integers(0, 30), unique=True, max_size=12), min_size=1, max_size=4)


def test_scores_worked_by_hand() -> None:
    fused = reciprocal_rank_fusion([[7, 8], [8, 9]], [1.0, 1.0], k=60)
    assert [row for row, _ in fused] == [8, 7, 9]
    assert fused[0][1] == pytest.approx(1 / 62 + 1 / 61)
    assert fused[1][1] == pytest.approx(1 / 61)
    assert fused[2][1] == pytest.approx(1 / 62)


def test_weights_multiply_each_list() -> None:
    fused = reciprocal_rank_fusion([[1], [2]], [1.0, 3.0], k=0)
    assert fused == [(2, 3.0), (1, 1.0)]


def test_equal_scores_go_by_best_rank_then_row() -> None:
    assert [r for r, _ in reciprocal_rank_fusion([[5], [4]], [1.0, 1.0])] == [4, 5]


def test_no_lists_give_nothing() -> None:
    assert reciprocal_rank_fusion([[], []], [1.0, 1.0]) == []


def test_a_weight_for_each_list_is_required() -> None:
    with pytest.raises(ValueError, match="zip"):
        reciprocal_rank_fusion([[1], [2]], [1.0])


@given(rankings)
def test_every_row_appears_once_in_descending_order(lists: list[list[int]]) -> None:
    fused = reciprocal_rank_fusion(lists, [1.0] * len(lists))
    assert {row for row, _ in fused} == {row for ranking in lists for row in ranking}
    assert len({row for row, _ in fused}) == len(fused)
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)


@given(st.lists(st.integers(0, 50), unique=True, max_size=20), st.integers(1, 3))
def test_one_list_keeps_its_order(ranking: list[int], copies: int) -> None:
    fused = reciprocal_rank_fusion([ranking] * copies, [1.0] * copies)
    assert [row for row, _ in fused] == ranking
