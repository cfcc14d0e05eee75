"""The regression gate: fail on a significant loss against the baseline or on a missed level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.baseline import Baseline
from eval.levels import missed_levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.levels import Missed
    from eval.runnable import Runnable

HELD = ("test", "")
"""Splits that the levels are held against: the frozen part, and cases of no split."""
NAMED_CASES = 12
"""Flipped cases named per measure; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one suite."""

    suite: str
    made: Baseline
    """What would be the baseline, were it made anew."""
    missed: tuple[Missed, ...]
    lost: tuple[Compared, ...]
    """Measures with a significant loss."""
    moved: tuple[Compared, ...]
    """Other measures of which some cases got worse."""
    unpaired: int = 0
    """Cases that the baseline does not have: they were made of what the index holds now."""

    @property
    def passed(self) -> bool:
        """Whether nothing was lost and no level missed that was not known to be."""
        return not self.lost and not any(one.fails for one in self.missed)


def judge(
    prepared: Runnable,
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
    compared = prepared.compared(results, baseline) if baseline else {}
    run = prepared.sum_up(results, compared, answerable)
    frozen = prepared.sum_up(
        [one for one in results if one.split in HELD],
        answerable=[one for one in answerable if one.split in HELD],
    )
    measures = {**frozen.measures, **(frozen.abstention.figures if frozen.abstention else {})}
    lost = tuple(one for one in compared.values() if one.significant_loss)
    moved = tuple(one for one in compared.values() if one.worse and one not in lost)
    figures = run.abstention.figures if run.abstention else {}
    values = {name: value.mean for name, value in figures.items()}
    return Verdict(
        suite=prepared.task.suite.name,
        made=Baseline.of(prepared.configuration, results, values),
        missed=missed_levels(prepared.task.suite.name, measures),
        lost=lost,
        moved=moved,
        unpaired=sum(one.id not in baseline.cases for one in results) if baseline else 0,
    )


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return what the gate found, the flipped cases by name."""
    lines = [f"{verdict.suite}: {'passed' if verdict.passed else 'FAILED'}"]
    lines += [f"  level missed: {missed}" for missed in verdict.missed]
    for one in verdict.lost:
        lines.append(f"  LOST {_difference(one)}")
        lines += [f"    {flip.id}: {flip.old:.3f} -> {flip.new:.3f}" for flip in one.worse]
    for one in verdict.moved:
        named = [flip.id for flip in one.worse]
        more = f" and {len(named) - NAMED_CASES} more" if len(named) > NAMED_CASES else ""
        lines.append(f"  worse, within chance: {_difference(one)}")
        lines.append(f"    {', '.join(named[:NAMED_CASES])}{more}")
    if verdict.unpaired:
        lines.append(
            f"  {verdict.unpaired} of {len(verdict.made.cases)} cases are not in the baseline and "
            "were held against the levels alone: the corpus has moved on"
        )
    return lines


def write_baseline(verdict: Verdict, folder: Path) -> Path:
    """Write what was found as the baseline and return its path."""
    path = baseline_path(folder, verdict.suite)
    verdict.made.write(path)
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
