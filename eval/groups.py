"""The measures of a run by domain, by the kind of question, and by the set's own labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.run import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.case_result import CaseResult
    from eval.statistics import Estimate

Summary = dict[str, "Estimate"]
GROUPINGS = ("domain", "question_kind", "kind", "split")


def group(results: Sequence[CaseResult]) -> dict[str, dict[str, Summary]]:
    """Return the measures per value of each grouping.

    One that tells nothing apart, or the same cases as an earlier one, is left out.
    """
    found: dict[str, dict[str, Summary]] = {}
    seen: list[set[frozenset[str]]] = []
    for name in GROUPINGS:
        parts: dict[str, list[CaseResult]] = {}
        for result in results:
            parts.setdefault(getattr(result, name) or "none", []).append(result)
        cut = {frozenset(result.id for result in part) for part in parts.values()}
        if len(parts) > 1 and cut not in seen:
            seen.append(cut)
            found[name] = {value: summarise(parts[value]) for value in sorted(parts)}
    return found
