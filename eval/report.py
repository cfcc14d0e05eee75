"""Print a run: a table for people, one object for programs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from eval.statistics import percentiles_ms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.run import CaseResult
    from eval.statistics import Estimate


@dataclass(frozen=True, slots=True)
class RunConfiguration:
    """Everything that decides a run's figures."""

    system: str
    dataset: str
    snapshot: str
    embedder: str
    precision: str
    chunks: int
    seed: int

    @property
    def hash(self) -> str:
        """Return 12 hex digits that name this configuration."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]


def run_json(
    configuration: RunConfiguration, results: Sequence[CaseResult], measures: Mapping[str, Estimate]
) -> dict[str, Any]:
    """Return the object that `eval run --json` prints."""
    return {
        "system": configuration.system,
        "dataset": configuration.dataset,
        "n": len(results),
        "config": {**asdict(configuration), "hash": configuration.hash},
        "measures": {name: value.to_json() for name, value in measures.items()},
        "latency_ms": percentiles_ms([result.seconds for result in results]),
    }


def table(configuration: RunConfiguration, measures: Mapping[str, Estimate]) -> str:
    """Return the measures as aligned lines: name, mean, 95 % interval, n."""
    lines = [
        f"{configuration.system} on {configuration.dataset}: snapshot {configuration.snapshot}, "
        f"{configuration.chunks:,} passages, {configuration.embedder} ({configuration.precision}), "
        f"configuration {configuration.hash}"
    ]
    width = max(map(len, measures), default=0)
    lines += [
        f"  {name:<{width}}  {value.mean:.3f}  [{value.low:.3f}, {value.high:.3f}]  n={value.n}"
        for name, value in measures.items()
    ]
    return "\n".join(lines)
