"""Values that could be taken for a stated one: of its unit, near in size and as round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.practice.generate.words import magnitude

_VALUE = re.compile(
    r"^(?:(?:up to|at most|within|at least|about|around) )?"
    r"(?P<number>\d[\d,]*)(?P<gap> ?)"
    r"(?P<unit>milliseconds?|ms|seconds?|minutes?|hours?|days?|months?|years?|bytes?|[KMGTP]i?B)"
    r"(?: each)?$",
    re.IGNORECASE,
)
_FACTORS = ((1, 2, "half"), (2, 1, "twice"), (4, 1, "four times"), (1, 4, "a quarter of"),
            (5, 1, "five times"), (1, 5, "a fifth of"))  # fmt: skip
"""By what a value is changed and how the result is called: what is half or twice a round number is
as round."""
FARTHEST = 1.5
"""Powers of ten between two values that could be taken for each other."""


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value: a whole number and its unit."""

    number: int
    gap: str
    unit: str
    thousands: bool = False

    @property
    def text(self) -> str:
        """The value as it is shown."""
        number = f"{self.number:,}" if self.thousands else str(self.number)
        unit = self.unit
        if len(unit) > 2 and unit.islower():
            unit = unit.rstrip("s") + ("" if self.number == 1 else "s")
        return f"{number}{self.gap}{unit}"

    def could_be(self, other: Value) -> bool:
        """Whether another value has the same unit and is not far off."""
        same = self.unit.rstrip("s").lower() == other.unit.rstrip("s").lower()
        near = abs(magnitude(self.text) - magnitude(other.text)) <= FARTHEST
        return same and near and self.number != other.number


def value_of(text: str) -> Value | None:
    """Read a time or a size; None for other values."""
    match = _VALUE.match(text.strip())
    if match is None:
        return None
    said = match["number"]
    number = int(said.replace(",", ""))
    return Value(number, match["gap"], match["unit"], "," in said) if number else None


def multiples(value: Value) -> tuple[tuple[Value, str], ...]:
    """Return values as round as a stated one, and how each relates to it: "twice"."""
    found = []
    for times, parts, called in _FACTORS:
        number, rest = divmod(value.number * times, parts)
        if not rest and number:
            thousands = value.thousands and number >= 1000
            found.append((Value(number, value.gap, value.unit, thousands), called))
    return tuple(found)
