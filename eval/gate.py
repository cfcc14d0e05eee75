"""The regression gate: fail on a significant loss against the baseline or on a missed level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.baseline import Baseline
from eval.comparison import compare
from eval.levels import missed_levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.evaluation import Prepared
    from eval.levels import Missed
    from eval.report import SuiteRun

FROZEN = "test"
NAMED_CASES = 12
"""Flipped cases named per measure; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one suite."""

    run: SuiteRun
    missed: tuple[Missed, ...]
    lost: tuple[Compared, ...]
    """Measures with a significant loss."""
    moved: tuple[Compared, ...]
    """Other measures of which some cases got worse."""

    @property
    def passed(self) -> bool:
        """Whether nothing was lost and no level missed that was not known to be."""
        return not self.lost and not any(one.fails for one in self.missed)


def judge(
    prepared: Prepared,
    results: Sequence[CaseResult],
    baseline: Baseline | None,
    answerable: Sequence[CaseResult] = (),
) -> Verdict:
    """Hold the results of a suite against the levels and the baseline.

    Args:
        prepared: what was run.
        results: of all its cases.
        baseline: None when it is about to be made.
        answerable: results of the golden questions, for the answerability of the others.
    """
    compared = compare(results, baseline) if baseline else {}
    run = prepared.sum_up(results, compared, answerable)
    frozen = prepared.sum_up(
        [one for one in results if one.split == FROZEN],
        answerable=[one for one in answerable if one.split == FROZEN],
    )
    measures = {**frozen.measures, **(frozen.abstention.figures if frozen.abstention else {})}
    lost = tuple(one for one in compared.values() if one.significant_loss)
    moved = tuple(one for one in compared.values() if one.worse and one not in lost)
    return Verdict(run, missed_levels(prepared.task.suite.name, measures), lost, moved)


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return what the gate found, the flipped cases by name."""
    name = verdict.run.configuration.suite
    lines = [f"{name}: {'passed' if verdict.passed else 'FAILED'}"]
    lines += [f"  level missed: {missed}" for missed in verdict.missed]
    for one in verdict.lost:
        lines.append(f"  LOST {_difference(one)}")
        lines += [f"    {flip.id}: {flip.old:.3f} -> {flip.new:.3f}" for flip in one.worse]
    for one in verdict.moved:
        named = [flip.id for flip in one.worse]
        more = f" and {len(named) - NAMED_CASES} more" if len(named) > NAMED_CASES else ""
        lines.append(f"  worse, within chance: {_difference(one)}")
        lines.append(f"    {', '.join(named[:NAMED_CASES])}{more}")
    return lines


def write_baseline(run: SuiteRun, folder: Path) -> Path:
    """Write the baseline of a run and return its path."""
    path = baseline_path(folder, run.configuration.suite)
    figures = run.abstention.figures if run.abstention else {}
    values = {name: value.mean for name, value in figures.items()}
    Baseline.of(run.configuration, run.results, values).write(path)
    return path


def baseline_path(folder: Path, suite: str) -> Path:
    """Return where the baseline of a suite lies."""
    return folder / f"{suite}.json"


def _difference(one: Compared) -> str:
    d = one.difference
    return (
        f"{one.measure}: {d.mean:+.4f} [{d.low:+.4f}, {d.high:+.4f}] over {d.n} cases, "
        f"{len(one.worse)} worse"
    )
