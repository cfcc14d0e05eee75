"""The levels of the gate: what a build may not fall below.

Those of retrieval and answers are what a plain baseline reaches on day one, held against the frozen
test part; those of the verifier are its targets. "U1+U2" means both sets together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.evaluations import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.statistics import Estimate


GATE_LEVELS: dict[str, tuple[Level, ...]] = {
    "golden": (
        Level("R@5", ">=", 0.90),
        Level("nDCG@10", ">=", 0.80),
        Level("grounded-correct", ">=", 0.65),
        Level("citation-validity", ">=", 1.00),
        Level("citation-recall", ">=", 0.98),
        Level("citation-precision", ">=", 0.95),
    ),
    "unanswerable": (
        Level("AUROC U1", ">=", 0.95),
        Level("AUROC U2", ">=", 0.95),
        Level("AUROC U3", ">=", 0.62),
        Level("coverage at .95 refusal of U1+U2", ">=", 0.72),
    ),
    "aws-docs": (
        Level("doc-R@5", ">=", 0.80),
        Level("doc-R@10", ">=", 0.90),
        Level("doc-MRR@10", ">=", 0.68),
        Level("gold-token-recall", ">=", 0.60),
    ),
    "perturbed": (
        Level("detected:number", ">=", 0.98),
        Level("detected:entity", ">=", 0.98),
        Level("detected:negation", ">=", 0.92),
        Level("false-alarms:verbatim", "<=", 0.005),
        Level("false-alarms:paraphrase-test", "<=", 0.12),
    ),
}


KNOWN_MISSES: dict[tuple[str, str], float] = {}
"""Levels that are not reached yet, by suite and measure, each with the figure that it may not fall
below meanwhile. The gate names them every time and fails on none of them; an entry is a visible
commit, like a baseline, and goes when the level is reached."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A level that was not reached."""

    level: Level
    found: float | None
    """None when the measure is not there at all."""
    known_floor: float | None = None
    """The figure that must hold meanwhile in the place of the limit, when the miss is known."""

    @property
    def fails(self) -> bool:
        """Whether the gate fails on it."""
        if self.known_floor is None or self.found is None:
            return True
        return not replace(self.level, limit=self.known_floor).holds(self.found)

    def __str__(self) -> str:
        """Return the measure, what was found, and the level."""
        found = "nothing" if self.found is None else f"{self.found:.4f}"
        known = "" if self.known_floor is None else f" (known; held at {self.known_floor:.4f})"
        return f"{self.level.measure} is {found}, {self.level.in_words}{known}"


def missed_levels(suite: str, measures: Mapping[str, Estimate]) -> tuple[Missed, ...]:
    """Return the levels of a suite that its measures do not reach; none for an unknown suite."""
    missed = []
    for level in GATE_LEVELS.get(suite, ()):
        value = measures.get(level.measure)
        if value is None or not value.n or not level.holds(value.mean):
            found = value.mean if value and value.n else None
            missed.append(Missed(level, found, KNOWN_MISSES.get((suite, level.measure))))
    return tuple(missed)
