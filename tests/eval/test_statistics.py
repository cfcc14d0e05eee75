import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.statistics import Estimate, estimate, percentiles_ms

values = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(values)
def test_interval_holds_the_mean_and_lies_among_the_values(sample: list[float]) -> None:
    found = estimate(sample)
    assert found.low <= found.mean <= found.high
    assert min(sample) - 1e-12 <= found.low
    assert found.high <= max(sample) + 1e-12
    assert found.mean == pytest.approx(sum(sample) / len(sample))
    assert found.n == len(sample)


@given(values, st.randoms(use_true_random=False))
def test_order_of_the_values_does_not_matter(sample: list[float], random: object) -> None:
    shuffled = list(sample)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert estimate(shuffled) == estimate(sample)


def test_same_seed_gives_the_same_interval_and_another_one_hardly_another() -> None:
    sample = [0.0] * 30 + [1.0] * 70
    first, other = estimate(sample), estimate(sample, seed=1)
    assert first == estimate(sample)
    assert other.mean == first.mean
    assert (other.low, other.high) == pytest.approx((first.low, first.high), abs=0.02)


def test_interval_of_a_share_is_about_two_standard_errors_wide() -> None:
    # p = 0.7, n = 100: standard error sqrt(0.7 * 0.3 / 100) = 0.0458, 1.96 times that 0.0898
    found = estimate([0.0] * 30 + [1.0] * 70)
    assert found.mean == 0.7
    assert (found.low, found.high) == pytest.approx((0.61, 0.79), abs=0.015)


def test_more_cases_make_the_interval_narrower() -> None:
    few, many = estimate([0.0, 1.0] * 10), estimate([0.0, 1.0] * 200)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ([], Estimate(0.0, 0.0, 0.0, 0)),
        ([0.5], Estimate(0.5, 0.5, 0.5, 1)),
        ([1.0] * 7, Estimate(1.0, 1.0, 1.0, 7)),
    ],
)
def test_sample_without_spread_has_no_interval(sample: list[float], found: Estimate) -> None:
    assert estimate(sample) == found


def test_estimate_is_written_with_four_decimals() -> None:
    assert Estimate(1 / 3, 0.1, 2 / 3, 9).to_json() == {
        "mean": 0.3333,
        "low": 0.1,
        "high": 0.6667,
        "n": 9,
    }


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        ([], {}),
        ([0.002], {"p50": 2.0, "p95": 2.0, "p99": 2.0}),
        ([one / 1000 for one in range(100, 0, -1)], {"p50": 51.0, "p95": 96.0, "p99": 100.0}),
    ],
)
def test_percentiles_are_milliseconds(seconds: list[float], found: dict[str, float]) -> None:
    assert percentiles_ms(seconds) == found
