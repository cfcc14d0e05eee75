"""Values near a stated one: what somebody may remember instead of 250 milliseconds."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from app.practice.generate.words import stem

if TYPE_CHECKING:
    import random

_ONE_NUMBER = re.compile(
    r"^(?P<before>(?:[^\d]{0,15}[^\w.])?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<after>(?![\d.,e-])[^\d]{0,24})$"
)
_POWER = re.compile(r"^1e-?(?P<power>\d{1,2})$")
_UNIT_WORD = re.compile(r" [a-z]{3,}(?<!s)")
WANTED = 3
EVERYTHING = (-math.inf, math.inf)
DIGITS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
"""How round numbers begin."""
SHARES = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5),
    *(0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0),
)
"""The round numbers up to one."""
CLOCK = {
    "second": (5, 10, 15, 30, 60, 90, 120, 300, 600, 900, 1800, 3600),
    "minute": (1, 5, 10, 15, 20, 30, 45, 60, 90, 120),
    "hour": (1, 2, 4, 6, 8, 12, 24, 36, 48, 72, 96),
    "day": (1, 2, 3, 5, 7, 10, 14, 15, 21, 28, 30, 45, 60, 90, 120, 180, 365, 400),
}
"""The round numbers of a unit of time."""
SMALL = 12
"""Counts up to which the neighbors are the next whole numbers."""
PERCENTS = (1, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 99)
REACH = 4
"""Round numbers of a unit that are looked at on each side."""


def near_values(
    value: str, rng: random.Random, bounds: tuple[float, float] = EVERYTHING
) -> tuple[str, ...]:
    """Return three values of the same form around a stated one, within the bounds that are valid;
    none where it is no one number.

    How many of them are smaller is drawn, so that the place of the key among them tells nothing.
    """
    written = value.strip()
    power = _POWER.match(written)
    if power:
        sign = "-" if "-" in written else ""
        own = int(power["power"])
        powers = [
            n for n in (own - 4, own - 3, own - 2, own - 1, *range(own + 1, own + 5)) if n > 0
        ]
        return _drawn([f"1e{sign}{n:0{len(power['power'])}d}" for n in powers], own, powers, rng)
    match = _ONE_NUMBER.match(written)
    if not match:
        return ()
    said = match["number"]
    number = float(said.replace(",", ""))
    unit = stem(match["after"].strip().split(" ")[0].lower().rstrip(".,;)"))
    least, most = bounds
    found = {round(n, 10) for n in _numbers(number, said, unit)} - {number}
    if match["after"].endswith("s") and unit not in ("", "ms"):
        found -= {1}
    numbers = sorted(n for n in found if least <= n <= most)
    after = _several(match["after"]) if number == 1 else match["after"]
    texts = [f"{match['before']}{_as_written(n, said)}{after}" for n in numbers]
    return _drawn(texts, number, numbers, rng)


def _several(after: str) -> str:
    """Return a unit as it stands behind a number other than one: "1 minute", "5 minutes"."""
    return f"{after}s" if _UNIT_WORD.fullmatch(after) else after


def _numbers(number: float, said: str, unit: str) -> list[float]:
    whole = "." not in said
    if unit in ("%", "percent"):
        return _around([float(n) for n in PERCENTS], number)
    if unit in CLOCK and number <= CLOCK[unit][-1]:
        return _around([float(n) for n in CLOCK[unit]], number)
    if whole and 0 < number <= SMALL:
        return [n for n in (number - 3, number - 2, number - 1, number + 1, number + 2, number + 3,
                            number * 2) if n > 0]  # fmt: skip
    if whole and number > SMALL and _is_power_of_two(number):
        return [number * factor for factor in (0.125, 0.25, 0.5, 2, 4, 8)]
    if number == 0:
        return [0.1, 0.5, 1.0] if not whole else [1, 2, 10]
    if SHARES[0] <= number <= 1 and not whole:
        return _around(list(SHARES), number)
    low = math.floor(math.log10(number)) - 1
    found = [digit * 10.0**power for power in range(low, low + 4) for digit in DIGITS]
    return _around([n for n in found if not whole or n == int(n)], number)


def _around(round_ones: list[float], number: float) -> list[float]:
    below = [n for n in round_ones if n < number][-REACH:]
    above = [n for n in round_ones if n > number][:REACH]
    return below + above


def _is_power_of_two(number: float) -> bool:
    whole = int(number)
    return whole & (whole - 1) == 0


def _as_written(number: float, said: str) -> str:
    """Return a number in the form of another: whole, with thousands parted, or with decimals."""
    if "." in said:
        return (
            f"{number:.10f}".rstrip("0").rstrip(".") if number != int(number) else f"{number:.1f}"
        )
    whole = int(number)
    return f"{whole:,}" if "," in said or (whole >= 10_000 and len(said) < 5) else str(whole)


def _drawn(
    texts: list[str], own: float, numbers: list[float] | list[int], rng: random.Random
) -> tuple[str, ...]:
    below = [text for text, n in zip(texts, numbers, strict=True) if n < own][-REACH:]
    above = [text for text, n in zip(texts, numbers, strict=True) if n > own][:REACH]
    if len(below) + len(above) < WANTED:
        return ()
    smaller = rng.randint(max(0, WANTED - len(above)), min(WANTED, len(below)))
    return (*rng.sample(below, smaller), *rng.sample(above, WANTED - smaller))
