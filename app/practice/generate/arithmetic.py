"""Calculations as a text writes them, and the slips that readers make in them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d,]*(?:\.\d+)?)|(?P<name>sqrt|log2|log10|ln|exp)(?=\()|(?P<sign>[-+x×*/^()]))"
)
_FIGURE = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])(?<!,)")
_RANKS = {"+": 1, "-": 1, "x": 2, "/": 2, "^": 3}
_CALLS = {
    "sqrt": math.sqrt,
    "log2": math.log2,
    "log10": math.log10,
    "ln": math.log,
    "exp": math.exp,
}
_OPPOSITE = {"+": "-", "-": "+", "x": "/", "/": "x"}
_SAID = {
    "+": "adds instead of subtracting",
    "-": "subtracts instead of adding",
    "x": "multiplies instead of dividing",
    "/": "divides instead of multiplying",
}
LARGEST_POWER = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    text: str

    @property
    def value(self) -> float:
        """What it counts."""
        return float(self.text.replace(",", ""))

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one calculation: "ln(4 / 2)"."""

    name: str
    inside: Calculation

    @property
    def value(self) -> float:
        """What it comes to; raises ValueError outside the function's range."""
        return float(_CALLS[self.name](self.inside.value))

    def __str__(self) -> str:
        return f"{self.name}({self.inside})"


@dataclass(frozen=True, slots=True)
class Step:
    """Two calculations and the sign between them."""

    sign: str
    left: Calculation
    right: Calculation

    @property
    def value(self) -> float:
        """What it comes to; raises ValueError or ZeroDivisionError where it comes to nothing."""
        left, right = self.left.value, self.right.value
        if self.sign == "+":
            return left + right
        if self.sign == "-":
            return left - right
        if self.sign == "x":
            return left * right
        if self.sign == "/":
            return left / right
        if left < 0 or abs(right) > LARGEST_POWER:
            raise ValueError(str(self))
        return float(left**right)

    def __str__(self) -> str:
        left, right = str(self.left), str(self.right)
        if isinstance(self.left, Step) and _RANKS[self.left.sign] < _RANKS[self.sign]:
            left = f"({left})"
        if isinstance(self.right, Step) and (
            _RANKS[self.right.sign] < _RANKS[self.sign]
            or (self.sign in "-/" and _RANKS[self.right.sign] == _RANKS[self.sign])
        ):
            right = f"({right})"
        return f"{left}^{right}" if self.sign == "^" else f"{left} {self.sign} {right}"


Calculation = Number | Call | Step


@dataclass(frozen=True, slots=True)
class Slip:
    """A calculation gone wrong, and how."""

    wrong: Calculation
    said: str
    """What it does, after "it": "leaves out the factor 0.5"."""
    strangeness: int = 0
    """0 for the slips that readers make most, higher for those that fewer fall for."""


def read_calculation(text: str) -> Calculation | None:
    """Return the calculation that the whole text is; None when it is none."""
    tokens: list[str] = []
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            return None
        token = match.group().strip()
        tokens.append("x" if token in "×*" else token)
        place = match.end()
    reader = _Reader(tokens)
    try:
        found = reader.sum(1)
    except IndexError:
        return None
    return found if found is not None and not reader.tokens else None


class _Reader:
    """Reads tokens from the left, the closer sign first."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def sum(self, rank: int) -> Calculation | None:
        left = self._one() if rank > max(_RANKS.values()) else self.sum(rank + 1)
        while left and self.tokens and _RANKS.get(self.tokens[0]) == rank:
            sign = self.tokens.pop(0)
            right = self.sum(rank + 1)
            left = Step(sign, left, right) if right else None
        return left

    def _one(self) -> Calculation | None:
        token = self.tokens.pop(0)
        if token[0].isdigit():
            return Number(token)
        name = token if token in _CALLS else ""
        if name:
            token = self.tokens.pop(0)
        if token != "(":
            return None
        inside = self.sum(1)
        if inside is None or self.tokens.pop(0) != ")":
            return None
        return Call(name, inside) if name else inside


def slips(calculation: Calculation) -> Iterator[Slip]:
    """Yield the calculation with one slip each: a division turned round, a part left out, the
    opposite sign, a function forgotten."""
    if isinstance(calculation, Number):
        return
    if isinstance(calculation, Call):
        yield Slip(calculation.inside, f"forgets the {calculation.name}")
        for slip in slips(calculation.inside):
            yield Slip(Call(calculation.name, slip.wrong), slip.said, slip.strangeness)
        return
    sign, left, right = calculation.sign, calculation.left, calculation.right
    if sign in "/-":
        said = f"{'divides' if sign == '/' else 'subtracts'} the wrong way round"
        yield Slip(Step(sign, right, left), said)
    if sign == "^":
        yield Slip(Step("x", left, right), f"multiplies by {right} instead of raising to it")
    yield Slip(left, f"leaves out {_part(sign, right)}", _oddness(left))
    if sign != "/" and sign != "^":
        yield Slip(right, f"leaves out {_part(sign, left)}", _oddness(right))
    if sign in _OPPOSITE:
        strangeness = 1 if sign in "+-" else 2
        yield Slip(Step(_OPPOSITE[sign], left, right), _SAID[_OPPOSITE[sign]], strangeness)
    if sign == "+":
        yield Slip(Step("x", left, right), "multiplies instead of adding", 1)
    for slip in slips(left):
        yield Slip(Step(sign, slip.wrong, right), slip.said, slip.strangeness)
    for slip in slips(right):
        yield Slip(Step(sign, left, slip.wrong), slip.said, slip.strangeness)


def _oddness(rest: Calculation) -> int:
    """Return how strange it is to stop at what is left: at a bare figure nobody does."""
    return 3 if isinstance(rest, Number) else 1


def mistaken(calculation: Calculation, given: Sequence[str]) -> Iterator[Slip]:
    """Yield the calculation with one of its figures mistaken for another one that was given."""
    own = figures_of(str(calculation))
    for wrong, said, figure in _exchanged(calculation, given):
        yield Slip(wrong, said, 3 if figure in own else 1)


def _exchanged(
    calculation: Calculation, given: Sequence[str]
) -> Iterator[tuple[Calculation, str, str]]:
    if isinstance(calculation, Number):
        for figure in given:
            if figure != calculation.text:
                yield Number(figure), f"takes {figure} for {calculation.text}", figure
    elif isinstance(calculation, Call):
        for wrong, said, figure in _exchanged(calculation.inside, given):
            yield Call(calculation.name, wrong), said, figure
    else:
        for wrong, said, figure in _exchanged(calculation.left, given):
            yield Step(calculation.sign, wrong, calculation.right), said, figure
        for wrong, said, figure in _exchanged(calculation.right, given):
            yield Step(calculation.sign, calculation.left, wrong), said, figure


def figures_of(text: str) -> tuple[str, ...]:
    """Return the numbers of a text as they are written, each once."""
    return tuple(dict.fromkeys(_FIGURE.findall(text)))


def _part(sign: str, part: Calculation) -> str:
    noun = {"x": "the factor", "/": "the divisor", "^": "the power"}.get(sign, "the term")
    return f"{noun} {part}"
