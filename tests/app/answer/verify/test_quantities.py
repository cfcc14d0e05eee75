from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.verify.quantities import quantities
from app.answer.verify.words import plain


def read(text: str) -> list[tuple[float, str]]:
    return [(q.value, q.unit) for q in quantities(plain(text))]


def agree(one: str, other: str) -> bool:
    (a,), (b,) = quantities(plain(one)), quantities(plain(other))
    return a.agrees(b)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60 seconds, or 8 minutes", [(60.0, "s"), (480.0, "s")]),
        ("300-700 MB", [(3e8, "B"), (7e8, "B")]),
        ("1,024, 2,048, or 6,144 MB", [(1.024e9, "B"), (2.048e9, "B"), (6.144e9, "B")]),
        ("-1 to 1", [(-1.0, ""), (1.0, "")]),
        ("two million claims", [(2e6, "")]),
        ("62.5 %", [(62.5, "%")]),
        ("25 MiB", [(26_214_400.0, "iB")]),
        ("4,000 MiB/s", [(4_194_304_000.0, "iB/s")]),
        ("$0.80 or 80 cents", [(0.8, "USD"), (0.8, "USD")]),
        ("ml.m5.xlarge, 1.2.k3, EC2, S3, SHA-256, gp3 and p95", []),
    ],
)
def test_numbers_are_read_with_their_units(text: str, expected: list[tuple[float, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,024 MB", "1024 MB"),
        ("1,024 MB", "1 GB"),
        ("an hour", "60 minutes"),
        ("3,600 seconds", "1 hour"),
        ("five minutes", "5 minutes"),
        ("70 percent", "70%"),
        ("February 9, 2024", "9 February 2024"),
        ("2024-02-09", "9 February 2024"),
        ("0.7", "70 %"),
        ("a year", "12 months"),
    ],
)
def test_the_same_amount_agrees(one: str, other: str) -> None:
    assert agree(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("25 MB", "25 MiB"),
        ("25 MB", "25 GB"),
        ("25 MB", "26 MB"),
        ("60 seconds", "60 minutes"),
        ("9 February 2024", "9 February 2025"),
        ("5 %", "5"),
        ("-1", "1"),
    ],
)
def test_another_amount_does_not_agree(one: str, other: str) -> None:
    assert not agree(one, other)


def test_bounds_are_read_on_both_sides() -> None:
    bounds = [q.bound for q in quantities("up to 5 GB, at least 2 cores, 9 MB at most, 7 items")]
    assert bounds == ["most", "least", "most", ""]


@given(st.text())
def test_any_text_is_read_and_every_number_lies_in_it(text: str) -> None:
    for one in quantities(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.agrees(one)
