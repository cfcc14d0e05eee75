import pytest

from eval.abstention import measure_abstention
from eval.dataset import Case
from eval.removed_gold import without_gold

UPS = [0.9, 0.8, 0.7, 0.2]
SETS = {"U1": [0.1, 0.15], "U2": [0.3, 0.75], "U3": []}


def test_figures_are_told_per_set_and_for_both_easy_ones() -> None:
    found = measure_abstention(UPS, SETS, threshold=0.5).figures
    assert found["coverage"].mean == 0.75
    assert found["refused U1"].mean == 1.0
    assert found["refused U2"].mean == 0.5
    assert found["AUROC U1"].mean == 1.0
    # of the eight pairs with U2, 0.9 and 0.8 beat both, 0.7 beats one, 0.2 none
    assert found["AUROC U2"].mean == 5 / 8
    assert found["AURC U1"].mean == pytest.approx((1 / 5 + 2 / 6) / 6)
    assert found["coverage at .95 refusal of U1"].mean == 1.0
    assert found["coverage at .95 refusal of U2"].mean == 0.5
    assert found["coverage at .95 refusal of U1+U2"].mean == 0.5
    assert not any("U3" in name for name in found)


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    first = measure_abstention(UPS, SETS, 0.5)
    assert first == measure_abstention(UPS[::-1], SETS, 0.5)
    for value in first.figures.values():
        assert value.low <= value.mean <= value.high
    assert first.to_json()["threshold"] == 0.5


def test_without_answerable_questions_nothing_is_covered() -> None:
    assert measure_abstention([], {"U1": [0.1]}, 0.5).figures["coverage"].n == 0


def test_question_without_its_gold_page_must_be_refused() -> None:
    golden = Case("g", "q", "a", "a.md", spans=("s",), facts=(("f",),), yes_no="No", split="dev")
    (case,) = without_gold([golden, Case("x", "no gold"), Case("y", "q", answerable=False)])
    assert case == Case("u3-g", "q", answerable=False, kind="U3", split="dev", without=("a.md",))
