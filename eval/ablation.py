"""Hold every choice in the retriever against the product's, on the same questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.baseline import Baseline
from eval.comparison import compare
from eval.evaluation import Prepared, Task
from eval.report import estimates_json
from eval.systems import VARIANTS, system

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from app.retrieval import IndexPassageSource
    from eval.case_result import CaseResult
    from eval.comparison import Compared
    from eval.report import SuiteRun
    from eval.suites import Suite

SHOWN = ("R@5", "nDCG@10", "MRR@10", "doc-R@5")
"""Measures of the printed table; the JSON has all of them."""
WHAT_ELSE = {"plain": "1,000 characters, dense, no headings (LangChain, sentence-transformers)"}


@dataclass(frozen=True, slots=True)
class Row:
    """One system, and how it differs from the first one."""

    name: str
    what: str
    run: SuiteRun
    compared: Mapping[str, Compared]
    """By measure; empty for the first system."""

    def to_json(self) -> dict[str, Any]:
        """Return the row for `ablation.json`."""
        return {
            "system": self.name,
            "what": self.what,
            "hash": self.run.configuration.hash,
            "chunks": self.run.configuration.chunks,
            "measures": estimates_json(self.run.measures),
            "difference": {n: one.difference.to_json() for n, one in self.compared.items()},
            "latency_ms": self.run.to_json()["latency_ms"],
        }


def ablate(
    suite: Suite,
    names: Sequence[str],
    source: IndexPassageSource,
    index: Path,
    split: str | None = None,
    limit: int | None = None,
    others: Mapping[str, IndexPassageSource] | None = None,
    follow: Callable[[Sequence[CaseResult], str, int], list[CaseResult]] | None = None,
) -> list[Row]:
    """Measure the rankings of each system; the first one is what the others are compared with.

    Args:
        suite: whose questions are asked; answers are left out.
        names: of systems, as `eval.systems.system` reads them.
        source: the index, open.
        index: its folder.
        split: only the cases of this split.
        limit: a sample of so many cases.
        others: further indexes by name, such as other chunk sizes, searched as the product does.
        follow: drains the results of one system, with its name and their number (for progress).
    """
    rows: list[Row] = []
    first: Baseline | None = None
    tasks = [(name, name, source) for name in names]
    tasks += [(name, names[0], other) for name, other in (others or {}).items()]
    for name, searched_as, opened in tasks:
        task = Task(suite, system(searched_as), "extractive", index, split, limit)
        prepared = Prepared.of(task, opened)
        drained = prepared.results()
        results = (
            follow(drained, name, len(prepared.cases)) if follow else list(drained)  # type: ignore[arg-type]
        )
        run = prepared.sum_up(results)
        compared = compare(results, first) if first else {}
        first = first or Baseline.of(run.configuration, results, {})
        rows.append(Row(name, _what(name), run, compared))
    return rows


def about(rows: Sequence[Row]) -> dict[str, Any]:
    """Return what the rows share: which questions, of which index, with which seed."""
    first = rows[0].run.configuration
    return {
        "dataset": first.dataset,
        "n": first.n,
        "split": first.split,
        "snapshot": first.snapshot,
        "embedder": first.embedder,
        "precision": first.precision,
        "seed": first.seed,
    }


def ablation_lines(rows: Sequence[Row], shown: Sequence[str] = SHOWN) -> list[str]:
    """Return the table: each measure with its interval and its paired difference to the first."""
    head = rows[0].run.configuration
    lines = [
        f"{head.dataset}: {len(rows[0].run.results)} questions, snapshot {head.snapshot}, "
        f"{head.chunks:,} passages, {head.embedder} ({head.precision}), seed {head.seed}"
    ]
    width = max(len(row.name) for row in rows)
    present = [name for name in shown if name in rows[0].run.measures]
    for name in present:
        lines.append(f"{name}  mean [95 %]  difference to {rows[0].name} [95 %]  won / lost")
        for row in rows:
            value = row.run.measures.get(name)
            if value is not None:
                text = (
                    f"  {row.name:<{width}}  {value.mean:.3f} [{value.low:.3f}, {value.high:.3f}]"
                )
                lines.append(text + _difference(row.compared.get(name)))
    lines.append("p95 of a search, ms")
    lines += [
        f"  {row.name:<{width}}  {row.run.to_json()['latency_ms'].get('p95', 0.0):>6}  {row.what}"
        for row in rows
    ]
    return lines


def _difference(one: Compared | None) -> str:
    if one is None:
        return ""
    d = one.difference
    mark = "  *" if d.high < 0 or d.low > 0 else ""
    return f"  {d.mean:+.3f} [{d.low:+.3f}, {d.high:+.3f}]  {d.won:.1%} / {d.lost:.1%}{mark}"


def _what(name: str) -> str:
    return VARIANTS[name][0] if name in VARIANTS else WHAT_ELSE.get(name, "")
