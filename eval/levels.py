"""The levels of day one: what a plain baseline already reaches, and a build may not fall below.

They are held against the frozen test part. "U1+U2" means both sets together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.statistics import Estimate


ROUNDING = 1e-9
"""A mean of 198 ones among 220 reaches .90, whatever its last bit says."""


@dataclass(frozen=True, slots=True)
class GateLevel:
    """The least mean of a measure."""

    measure: str
    least: float


GATE_LEVELS: dict[str, tuple[GateLevel, ...]] = {
    "golden": (
        GateLevel("R@5", 0.90),
        GateLevel("nDCG@10", 0.80),
        GateLevel("grounded-correct", 0.65),
        GateLevel("citation-validity", 1.00),
        GateLevel("citation-recall", 0.98),
        GateLevel("citation-precision", 0.95),
    ),
    "unanswerable": (
        GateLevel("AUROC U1", 0.95),
        GateLevel("AUROC U2", 0.95),
        GateLevel("AUROC U3", 0.62),
        GateLevel("coverage at .95 refusal of U1+U2", 0.72),
    ),
    "aws-docs": (
        GateLevel("doc-R@5", 0.80),
        GateLevel("doc-R@10", 0.90),
        GateLevel("doc-MRR@10", 0.68),
        GateLevel("gold-token-recall", 0.60),
    ),
}


KNOWN_MISSES: dict[tuple[str, str], float] = {}
"""Levels that are not reached yet, by suite and measure, each with the figure that it may not fall
below meanwhile. The gate names them every time and fails on none of them; an entry is a visible
commit, like a baseline, and goes when the level is reached."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A level that was not reached."""

    level: GateLevel
    found: float | None
    """None when the measure is not there at all."""
    known_floor: float | None = None
    """The figure it may not fall below meanwhile, when the miss is a known one."""

    @property
    def fails(self) -> bool:
        """Whether the gate fails on it."""
        if self.known_floor is None or self.found is None:
            return True
        return self.found < self.known_floor - ROUNDING

    def __str__(self) -> str:
        """Return the measure, what was found, and the level."""
        found = "nothing" if self.found is None else f"{self.found:.4f}"
        known = "" if self.known_floor is None else f" (known; not below {self.known_floor:.4f})"
        return f"{self.level.measure} is {found}, the least is {self.level.least:.2f}{known}"


def missed_levels(suite: str, measures: Mapping[str, Estimate]) -> tuple[Missed, ...]:
    """Return the levels of a suite that its measures do not reach; none for an unknown suite."""
    missed = []
    for level in GATE_LEVELS.get(suite, ()):
        value = measures.get(level.measure)
        if value is None or not value.n or value.mean < level.least - ROUNDING:
            found = value.mean if value and value.n else None
            missed.append(Missed(level, found, KNOWN_MISSES.get((suite, level.measure))))
    return tuple(missed)
