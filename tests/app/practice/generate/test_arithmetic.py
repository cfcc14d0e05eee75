"""Calculations are read as written, and their slips come to the figures of a wrong hand."""

from __future__ import annotations

import pytest

from app.practice.generate.arithmetic import figures_of, mistaken, read_calculation, slips


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25 x 0.5 x 60", 750.0),
        ("40,000 / 5,500", 7.2727),
        ("(1 - 7 / 20) x 100", 65.0),
        ("53 + 1.5 x (53 - 47)", 62.0),
        ("12 - 4 - 3", 5.0),
        ("24 / 4 / 3", 2.0),
        ("sqrt((2^2 + 4^2 + 4^2 + 10^2) / 4)", 5.83095),
        ("ln(5,000 / 50)", 4.60517),
    ],
)
def test_calculation_comes_to_what_it_says(text: str, value: float) -> None:
    calculation = read_calculation(text)
    assert calculation is not None
    assert calculation.value == pytest.approx(value, abs=1e-4)
    assert str(calculation) == text


@pytest.mark.parametrize("text", ["", "twelve", "3 +", "(3 + 4", "3 4", "2 x 730 h x 3", ")"])
def test_text_that_is_no_calculation_is_none(text: str) -> None:
    assert read_calculation(text) is None


def test_slips_turn_leave_out_and_reverse() -> None:
    calculation = read_calculation("(60 - 20) / 80")
    assert calculation is not None
    found = {str(slip.wrong): slip.said for slip in slips(calculation)}
    assert found == {
        "80 / (60 - 20)": "divides the wrong way round",
        "60 - 20": "leaves out the divisor 80",
        "(60 - 20) x 80": "multiplies instead of dividing",
        "(20 - 60) / 80": "subtracts the wrong way round",
        "60 / 80": "leaves out the term 20",
        "20 / 80": "leaves out the term 60",
        "(60 + 20) / 80": "adds instead of subtracting",
    }


def test_given_figure_is_mistaken_for_another() -> None:
    calculation = read_calculation("150 / 250")
    assert calculation is not None
    given = figures_of("Of 10,000 payments, 200 are fraud; 150 of 250 alarms are real.")
    assert given == ("10,000", "200", "150", "250")
    found = {
        str(slip.wrong): (slip.said, slip.strangeness) for slip in mistaken(calculation, given)
    }
    assert found["200 / 250"] == ("takes 200 for 150", 1)
    assert found["150 / 200"] == ("takes 200 for 250", 1)
    assert found["250 / 250"] == ("takes 250 for 150", 3)
