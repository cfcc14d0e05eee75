"""Which runs a folder holds, and the report written beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.evaluations import SUMMARY, find_runs, read_cases, read_summary
from eval.html_report.ablation_plot import read_ablation
from eval.html_report.bench_page import read_bench
from eval.html_report.page import report_html
from index.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

REPORT, ABLATION, BENCH = "report.html", "ablation.json", "bench.json"


def make_report(folder: Path, ablation: Path | None = None) -> str:
    """Return the report of the run in a folder, or of all runs below it, and of a bench beside.

    Args:
        folder: of one run, or of several (`eval run --out DIR` makes one per suite).
        ablation: an `ablation.json`; by default the one in the folder, if there is one.

    Raises:
        UsageError: the folder holds no finished run, or a file of it cannot be read.
    """
    if (folder / SUMMARY).exists():
        runs = [read_summary(folder)]
    else:
        runs = sorted(find_runs(folder), key=lambda run: str(run.folder))
    if not runs:
        raise UsageError(
            f"{folder} holds no finished run", "Make one: python -m eval run --out DIR"
        )
    found = ablation or folder / ABLATION
    read = read_ablation(found) if ablation or found.exists() else None
    bench = folder / BENCH
    return report_html(
        [(run, read_cases(run.folder)) for run in runs],
        read,
        read_bench(bench) if bench.exists() else None,
    )
