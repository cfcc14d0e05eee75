"""Wrong numbers are as round as the right one and of its unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.generate.near_values import Value, multiples, value_of


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("15 minutes", {"30 minutes", "60 minutes", "75 minutes", "3 minutes"}),
        ("51,200 bytes", {"25,600 bytes", "102,400 bytes", "204,800 bytes", "12,800 bytes",
                          "256,000 bytes", "10,240 bytes"}),
        ("2 hours", {"1 hour", "4 hours", "8 hours", "10 hours"}),
        ("6 MB", {"3 MB", "12 MB", "24 MB", "30 MB"}),
    ],
)  # fmt: skip
def test_multiples_are_as_round_as_the_value(value: str, others: set[str]) -> None:
    read = value_of(value)
    assert read is not None
    assert {other.text for other, _ in multiples(read)} == others


def test_multiple_says_how_it_relates_to_the_value() -> None:
    assert (Value(50, " ", "MB"), "twice") in multiples(Value(25, " ", "MB"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [("Up to 24 hours", "24 hours"), ("6 MB each", "6 MB"), ("within 250 ms", "250 ms")],
)
def test_value_is_read_without_the_words_around_it(written: str, shown: str) -> None:
    read = value_of(written)
    assert read is not None
    assert read.text == shown


@pytest.mark.parametrize(
    "value", ["about noon", "1 to 5 minutes", "py3.8", "2, 4 or 8", "48.8 TiB"]
)
def test_what_is_no_whole_number_with_a_unit_is_none(value: str) -> None:
    assert value_of(value) is None


@pytest.mark.parametrize(
    ("other", "taken"),
    [("10 minutes", True), ("15 minutes", False), ("15 hours", False), ("9,000 minutes", False)],
)
def test_other_value_has_the_same_unit_and_is_near(other: str, taken: bool) -> None:
    mine, theirs = value_of("15 minutes"), value_of(other)
    assert mine is not None
    assert theirs is not None
    assert mine.could_be(theirs) is taken


@given(st.integers(1, 10**9))
def test_multiples_differ_from_the_value_and_from_each_other(number: int) -> None:
    found = [other.number for other, _ in multiples(Value(number, " ", "MB"))]
    assert len({*found, number}) == len(found) + 1
