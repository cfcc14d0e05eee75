"""Compare a run with a baseline, case by case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.evaluations import LOWER_IS_BETTER, NEITHER_IS_BETTER
from eval.statistics import Difference, paired_difference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.baseline import Baseline
    from eval.case_result import CaseResult


DECIMALS = 4
"""Of the values that are kept and compared: a baseline's last digits are no difference."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A case on which a measure moved."""

    id: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of two runs on the same cases."""

    measure: str
    difference: Difference
    flips: tuple[Flip, ...]
    """The cases that moved, the greatest losses first."""

    @property
    def significant_loss(self) -> bool:
        """Whether the whole interval of the difference lies on the bad side of zero."""
        if self.measure in NEITHER_IS_BETTER:
            return False
        if self.measure in LOWER_IS_BETTER:
            return self.difference.low > 0
        return self.difference.high < 0

    @property
    def worse(self) -> tuple[Flip, ...]:
        """Return the cases that got worse."""
        sign = -1 if self.measure in LOWER_IS_BETTER else 1
        return tuple(flip for flip in self.flips if sign * (flip.new - flip.old) < 0)


def compare(results: Sequence[CaseResult], baseline: Baseline) -> dict[str, Compared]:
    """Return each measure that both have, in the order of the results.

    A case that the baseline has and the run has not counts 0 in the run.
    """
    found: dict[str, Compared] = {}
    new: dict[str, dict[str, float]] = {}
    for result in results:
        for measure, value in result.measures.items():
            new.setdefault(measure, {})[result.id] = value
    for measure, values in new.items():
        old = baseline.values(measure)
        if old:
            found[measure] = _compared(measure, {**dict.fromkeys(old, 0.0), **values}, old)
    return found


def comparison_json(compared: Mapping[str, Compared]) -> dict[str, Any]:
    """Return the differences by measure, for `summary.json`."""
    return {name: one.difference.to_json() for name, one in compared.items()}


def _compared(measure: str, new: Mapping[str, float], old: Mapping[str, float]) -> Compared:
    new, old = _rounded(new), _rounded(old)
    sign = -1 if measure in LOWER_IS_BETTER else 1
    moved = [Flip(one, old[one], new[one]) for one in sorted(old) if new[one] != old[one]]
    moved.sort(key=lambda flip: sign * (flip.new - flip.old))
    return Compared(measure, paired_difference(new, old), tuple(moved))


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {one: round(value, DECIMALS) for one, value in values.items()}
