"""Reliability bins and the risk-coverage curve: by hand, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.aurc import aurc
from eval.measures.reliability import Bin, expected_calibration_error, reliability
from eval.measures.risk_coverage import RiskPoint, risk_coverage

CASES = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.3, 0.55, 1.0]), st.booleans()), max_size=30)


def test_bins_by_hand() -> None:
    bins = reliability([0.05, 0.15, 0.19, 1.0], [False, True, False, True])
    assert bins == [
        Bin(0.0, 0.1, 1, 0.05, 0.0),
        Bin(0.1, 0.2, 2, pytest.approx(0.17), 0.5),
        Bin(0.9, 1.0, 1, 1.0, 1.0),
    ]
    assert expected_calibration_error(bins) == pytest.approx((0.05 + 2 * 0.33 + 0.0) / 4)
    assert expected_calibration_error([]) == 0.0


def test_curve_by_hand() -> None:
    """Two cases of one score are answered together."""
    assert risk_coverage([0.2, 0.9, 0.2, 0.6], [True, False, False, True]) == [
        RiskPoint(0.9, 0.25, 0.0),
        RiskPoint(0.6, 0.5, 0.5),
        RiskPoint(0.2, 1.0, 0.5),
    ]
    assert risk_coverage([], []) == []


@given(CASES)
def test_bins_hold_every_case_once(cases: list[tuple[float, bool]]) -> None:
    bins = reliability([score for score, _ in cases], [true for _, true in cases])
    assert sum(one.n for one in bins) == len(cases)
    assert all(one.low - 1e-9 <= one.score <= one.high + 1e-9 for one in bins)
    assert 0.0 <= expected_calibration_error(bins) <= 1.0


@given(CASES)
def test_curve_ends_with_all_cases_at_the_share_that_is_wrong(
    cases: list[tuple[float, bool]],
) -> None:
    points = risk_coverage([score for score, _ in cases], [wrong for _, wrong in cases])
    assert [p.coverage for p in points] == sorted(p.coverage for p in points)
    if cases:
        assert points[-1].coverage == 1.0
        assert points[-1].risk == pytest.approx(sum(w for _, w in cases) / len(cases))


def test_area_under_a_curve_without_ties_is_its_mean() -> None:
    scores, wrong = [0.9, 0.6, 0.3, 0.1], [False, True, False, True]
    points = risk_coverage(scores, wrong)
    assert aurc(scores, wrong) == pytest.approx(sum(p.risk for p in points) / 4)
