"""A run by domain, by the kind of question, and by the set's own labels: measures, differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.comparison import compare
from eval.run import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.baseline import Baseline
    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.statistics import Estimate

Summary = dict[str, "Estimate"]
GROUPINGS = ("domain", "question_kind", "kind", "split")


def group(results: Sequence[CaseResult]) -> dict[str, dict[str, Summary]]:
    """Return the measures per value of each grouping."""
    return {
        name: {value: summarise(part) for value, part in values.items()}
        for name, values in parts_of(results).items()
    }


def compare_groups(
    results: Sequence[CaseResult], baseline: Baseline
) -> dict[str, dict[str, dict[str, Compared]]]:
    """Return the paired differences to a baseline per value of each grouping, by measure."""
    return {
        name: {
            value: compare(part, baseline.among(result.id for result in part))
            for value, part in values.items()
        }
        for name, values in parts_of(results).items()
    }


def parts_of(results: Sequence[CaseResult]) -> dict[str, dict[str, list[CaseResult]]]:
    """Return the results per value of each grouping.

    One that tells nothing apart, or the same cases as an earlier one, is left out.
    """
    found: dict[str, dict[str, list[CaseResult]]] = {}
    seen: list[set[frozenset[str]]] = []
    for name in GROUPINGS:
        parts: dict[str, list[CaseResult]] = {}
        for result in results:
            parts.setdefault(getattr(result, name) or "none", []).append(result)
        cut = {frozenset(result.id for result in part) for part in parts.values()}
        if len(parts) > 1 and cut not in seen:
            seen.append(cut)
            found[name] = {value: parts[value] for value in sorted(parts)}
    return found
