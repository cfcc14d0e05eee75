"""Print a run: a table for people, one object for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from eval.comparison import comparison_json
from eval.groups import group
from eval.levels import GATE_LEVELS
from eval.statistics import percentiles_ms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.evaluations import Level
    from eval.abstention import Abstention
    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.configuration import RunConfiguration
    from eval.statistics import Difference, Estimate


OF_GROUPS = ("R@5", "nDCG@10", "doc-R@5", "grounded-correct", "answered", "refused")
"""Measures that are printed per domain and kind."""


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """What a run of one suite gave."""

    configuration: RunConfiguration
    results: Sequence[CaseResult]
    measures: Mapping[str, Estimate]
    abstention: Abstention | None = None
    compared: Mapping[str, Compared] = field(default_factory=dict)
    """By measure; empty without a baseline."""
    compared_groups: Mapping[str, Mapping[str, Mapping[str, Compared]]] = field(
        default_factory=dict
    )
    """The same by grouping and value."""
    timed: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Seconds of what was timed apart from the cases, by name; told among the stages."""

    @property
    def system(self) -> str:
        """Return who answered: the model, and the retrieval when it is not the product's."""
        name, model = self.configuration.system, self.configuration.model
        if not model:
            return name if self.configuration.verifier else f"{name} (retrieval)"
        return model if name == "fused" else f"{model} over {name}"

    @property
    def figures(self) -> dict[str, Estimate]:
        """Return the measures, and the figures of the answerability score."""
        return {**self.measures, **(self.abstention.figures if self.abstention else {})}

    @property
    def levels(self) -> dict[str, Level]:
        """Return the gate's levels of the figures that are here, by name."""
        found = self.figures
        wanted = GATE_LEVELS.get(self.configuration.suite, ())
        return {level.measure: level for level in wanted if level.measure in found}

    @property
    def errors(self) -> int:
        """Return how many cases have no result."""
        return sum(bool(result.error) for result in self.results)

    def to_json(self) -> dict[str, Any]:
        """Return the object that `eval run --json` prints and `summary.json` holds."""
        return {
            "system": self.system,
            "dataset": self.configuration.dataset,
            "n": len(self.results),
            "config": self.configuration.to_json(),
            "measures": estimates_json(self.measures),
            "groups": {
                grouping: {value: estimates_json(one) for value, one in values.items()}
                for grouping, values in group(self.results).items()
            },
            "abstention": self.abstention.to_json() if self.abstention else None,
            "levels": {name: level.to_json() for name, level in self.levels.items()},
            "comparison": comparison_json(self.compared),
            "comparison_groups": {
                grouping: {value: comparison_json(one) for value, one in values.items()}
                for grouping, values in self.compared_groups.items()
            },
            "errors": self.errors,
            "latency_ms": percentiles_ms([result.seconds for result in self.results]),
            "stages_ms": stages_ms([result.stages for result in self.results])
            | {name: percentiles_ms(seconds) for name, seconds in self.timed.items()},
            "search_stages_ms": stages_ms([result.search_stages for result in self.results]),
        }


def estimates_json(measures: Mapping[str, Estimate]) -> dict[str, Any]:
    """Return estimates by measure."""
    return {name: value.to_json() for name, value in measures.items()}


def stages_ms(stages: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return the percentiles of each stage, over the cases that have it."""
    names = dict.fromkeys(name for one in stages for name in one)
    return {name: percentiles_ms([one[name] for one in stages if name in one]) for name in names}


def run_lines(run: SuiteRun, groups: bool = False) -> list[str]:
    """Return a run as aligned lines: name, mean, 95 % interval, n, difference to the baseline."""
    one = run.configuration
    lines = [
        f"{run.system} on {one.dataset}: snapshot {one.snapshot}, {one.chunks:,} passages, "
        f"{one.embedder} ({one.precision}), seed {one.seed}, configuration {one.hash}"
    ]
    differences = {name: compared.difference for name, compared in run.compared.items()}
    lines += estimate_lines(run.measures, differences, run.levels)
    if groups:
        lines += group_lines(group(run.results), run.compared_groups)
    if run.abstention:
        lines.append(f"answerability, threshold {run.abstention.threshold:.3f}")
        lines += estimate_lines(run.abstention.figures, levels=run.levels)
    for name, seconds in run.timed.items():
        times = ", ".join(f"{share} {value} ms" for share, value in percentiles_ms(seconds).items())
        lines.append(f"  {name}  {times}")
    if run.errors:
        lines.append(f"  {run.errors} cases have no result and count 0")
    return lines


def estimate_lines(
    measures: Mapping[str, Estimate],
    differences: Mapping[str, Difference] | None = None,
    levels: Mapping[str, Level] | None = None,
) -> list[str]:
    """Return one aligned line per measure; the gate's level is named where there is one."""
    width = max(map(len, measures), default=0)
    return [
        f"  {name:<{width}}  {value.mean:.3f}  [{value.low:.3f}, {value.high:.3f}]  n={value.n}"
        + _difference((differences or {}).get(name))
        + _level((levels or {}).get(name), value)
        for name, value in measures.items()
    ]


def group_lines(
    groups: Mapping[str, Mapping[str, Mapping[str, Estimate]]],
    compared: Mapping[str, Mapping[str, Mapping[str, Compared]]] | None = None,
) -> list[str]:
    """Return the main measures of each group on a line; the JSON has all of them.

    With a baseline a line of paired differences follows each.
    """
    lines = []
    for grouping, values in groups.items():
        lines.append(f"by {grouping}")
        width = max(map(len, values))
        for value, measures in values.items():
            cells = [
                f"{name} {one.mean:.3f} [{one.low:.3f}, {one.high:.3f}] n={one.n}"
                for name in OF_GROUPS
                if (one := measures.get(name))
            ]
            lines.append(f"  {value:<{width}}  {'  '.join(cells)}")
            differences = (compared or {}).get(grouping, {}).get(value, {})
            lines += [
                f"  {'':<{width}}    {name}{_difference(differences[name].difference)}"
                for name in OF_GROUPS
                if name in differences
            ]
    return lines


def _level(one: Level | None, value: Estimate) -> str:
    if one is None:
        return ""
    reached = "reached" if value.n and one.holds(value.mean) else "MISSED"
    return f"   level {one.relation} {one.limit:g}: {reached}"


def _difference(one: Difference | None) -> str:
    if one is None:
        return ""
    return (
        f"   {one.mean:+.3f} [{one.low:+.3f}, {one.high:+.3f}]"
        f"  won {one.won:.1%}, lost {one.lost:.1%}"
    )
