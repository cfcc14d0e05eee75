"""Wrong numbers are round ones of the same form near the right one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.generate.near_values import near_values


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        ("15 minutes", {"1 minute", "5 minutes", "10 minutes", "20 minutes", "30 minutes",
                        "45 minutes", "60 minutes"}),
        ("250 milliseconds", {"100 milliseconds", "150 milliseconds", "200 milliseconds",
                              "300 milliseconds", "400 milliseconds", "500 milliseconds",
                              "600 milliseconds"}),
        ("512", {"64", "128", "256", "1024", "2048", "4096"}),
        ("0.9", {"0.6", "0.7", "0.75", "0.8", "0.95", "0.99", "0.999", "1.0"}),
        ("1e-8", {"1e-4", "1e-5", "1e-6", "1e-7", "1e-9", "1e-10", "1e-11", "1e-12"}),
        ("95 percent", {"75 percent", "80 percent", "90 percent", "70 percent", "99 percent"}),
    ],
)  # fmt: skip
def test_neighbors_are_round_numbers_of_the_same_unit(value: str, allowed: set[str]) -> None:
    found = near_values(value, random.Random(3))
    assert len(found) == 3
    assert set(found) <= allowed


def test_neighbors_stay_within_the_valid_range() -> None:
    for seed in range(20):
        assert all(float(n) <= 1 for n in near_values("0.9", random.Random(seed), (0, 1)))
    assert near_values("1", random.Random(1), (0, 1)) == ()


@pytest.mark.parametrize("value", ["about noon", "1 to 5 minutes", "py3.8", "2, 4 or 8"])
def test_what_is_no_one_number_has_no_neighbors(value: str) -> None:
    assert near_values(value, random.Random(1)) == ()


@given(st.integers(0, 10**9), st.integers(0, 9))
def test_neighbors_differ_from_the_value_and_from_each_other(number: int, seed: int) -> None:
    found = near_values(str(number), random.Random(seed))
    assert len({*found, str(number)}) == len(found) + 1
