"""`python -m eval gate`: fail the build when quality slips."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from app.answer.extractive import MODEL_NAME
from app.retrieval import IndexPassageSource
from eval.baseline import Baseline
from eval.commands.status import DONE, FAILED, note
from eval.evaluation import Task
from eval.gate import baseline_path, judge, verdict_lines, write_baseline
from eval.runnable import prepare
from eval.suites import ROOT, suite
from eval.systems import DEFAULT, system
from index.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from eval.case_result import CaseResult
    from eval.commands.status import SubParsers
    from eval.runnable import Runnable

BASELINES = ROOT / "eval" / "baselines"
GATED = ("golden", "unanswerable", "perturbed")
"""Suites that run on every machine, within three minutes on two cores."""
SAMPLES = {"perturbed": 200}
"""Sizes of the samples of suites that would take too long whole; of each kind of sentence here."""


def add_gate(commands: SubParsers) -> None:
    """Add `gate`."""
    one = commands.add_parser(
        "gate",
        help="fail on a significant loss against the baselines",
        description="Run the suites that are quick; exit 1 on a significant loss against the "
        "committed baseline or a missed level, and name the cases that flipped.",
    )
    one.add_argument(
        "--suite", action="append", metavar="NAME", help=f"default: {', '.join(GATED)}"
    )
    one.add_argument("--index", type=Path, help="folder of the index (default: the suite's own)")
    one.add_argument("--baselines", type=Path, default=BASELINES, metavar="FOLDER")
    one.add_argument(
        "--system", default=DEFAULT, metavar="NAME", help="the retrieval to judge (see run)"
    )
    one.add_argument("--update", action="store_true", help="make the baselines anew")


def gate(options: argparse.Namespace) -> int:
    """Judge every suite and print what was found."""
    begun = time.perf_counter()
    prepared = _prepare(options)
    passed = True
    golden: list[CaseResult] = []
    for one, baseline in prepared:
        results = _run(one)
        verdict = judge(one, results, baseline, golden)
        if one.task.suite.name == "golden":
            golden = results
        print("\n".join(verdict_lines(verdict)))
        if options.update:
            print(f"  written: {write_baseline(verdict, options.baselines)}")
        passed = passed and verdict.passed
    note(f"gate: {time.perf_counter() - begun:.0f} s")
    return DONE if passed else FAILED


def _prepare(options: argparse.Namespace) -> list[tuple[Runnable, Baseline | None]]:
    """Check every suite and baseline before the first case is asked."""
    opened: dict[Path, IndexPassageSource] = {}
    prepared: list[tuple[Runnable, Baseline | None]] = []
    for name in options.suite or GATED:
        chosen = suite(name)
        index = options.index or chosen.index
        if index not in opened:
            opened[index] = IndexPassageSource.open(index)
        limit = SAMPLES.get(name)
        task = Task(chosen, system(options.system), MODEL_NAME, index, limit=limit)
        one = prepare(task, opened[index])
        path = baseline_path(options.baselines, name)
        baseline = None if options.update else _baseline(path, one)
        prepared.append((one, baseline))
    return prepared


def _baseline(path: Path, prepared: Runnable) -> Baseline:
    if not path.exists():
        raise UsageError(f"{path} is not there", "Make it with `python -m eval gate --update`")
    baseline = Baseline.load(path)
    baseline.check_comparable(prepared.configuration, path)
    return baseline


def _run(prepared: Runnable) -> list[CaseResult]:
    console = Console(stderr=True)
    name, total = prepared.task.suite.name, len(prepared.cases)
    return list(
        track(prepared.results(), name, total, console=console, disable=not console.is_terminal)
    )
