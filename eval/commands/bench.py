"""`python -m eval bench`: measure speed and memory beside the plain pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.retrieval import IndexPassageSource
from app.settings import Settings
from eval.bench import bench_ingest, bench_query, bench_rankings, machine
from eval.bench_growth import SIZES, bench_growth
from eval.bench_matmul import bench_matmul
from eval.bench_questions import bench_questions
from eval.bench_report import bench_lines
from eval.bench_start import bench_start
from eval.commands.status import DONE
from eval.dataset import load_cases
from eval.html_report.bench_page import bench_html
from eval.suites import SUITES
from eval.written import check_writable, write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from eval.commands.status import SubParsers

GROWTH_QUESTIONS = 50
"""Questions of the golden set, each asked of every size."""
EMBEDDED_TEXTS = 200
"""Passages of the index that are embedded to measure the share of the limit."""
PARTS = ("ingest", "rankings", "query", "start", "questions", "growth", "matmul")


def add_bench(commands: SubParsers) -> None:
    """Add `bench`."""
    one = commands.add_parser(
        "bench",
        help="measure speed and memory beside the plain pipeline",
        description="Measure ingestion, rankings, queries, memory and start, in one run.",
    )
    one.add_argument("--sources", type=Path, help="folder of Markdown pages to ingest")
    one.add_argument("--pages", type=int, help="use only this many pages")
    one.add_argument("--index", type=Path, help="an index to time queries on")
    one.add_argument(
        "--part",
        action="append",
        default=[],
        choices=PARTS,
        help="measure only this (may be given several times; default: all that can be)",
    )
    one.add_argument(
        "--size",
        action="append",
        type=int,
        metavar="CHUNKS",
        help="a size of the growth part (may be given several times; default: "
        f"{', '.join(map(str, SIZES))}; 1000000 takes minutes and 3 GB)",
    )
    one.add_argument("--out", type=Path, help="file for the JSON result")
    one.add_argument("--plot", type=Path, metavar="FILE", help="HTML file for the plots")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def bench(options: argparse.Namespace) -> int:
    """Measure the parts and print them."""
    index = options.index or SUITES["golden"].index
    for path in (options.out, options.plot):
        if path:
            check_writable(path)
    measure: dict[str, Callable[[], dict[str, Any]]] = {
        "ingest": lambda: bench_ingest(options.sources, options.pages),
        "rankings": bench_rankings,
        "query": lambda: bench_query(index),
        "start": lambda: bench_start(index),
        "questions": lambda: bench_questions(index, Settings.from_environment().corpus),
        "growth": lambda: _growth(index, options.size or SIZES),
        "matmul": lambda: _matmul(index),
    }
    wanted = options.part or [p for p in PARTS if p != "rankings" or SUITES["aws-docs"].available]
    result = {"machine": machine(), **{part: measure[part]() for part in PARTS if part in wanted}}
    if options.out:
        write_whole(options.out, json.dumps(result, indent=2) + "\n")
    if options.plot:
        write_whole(options.plot, bench_html(result))
    print(json.dumps(result) if options.json else "\n".join(bench_lines(result)))
    return DONE


def _growth(index: Path, sizes: Sequence[int]) -> dict[str, Any]:
    retriever = IndexPassageSource.open(index).retriever
    cases = load_cases(SUITES["golden"].dataset)[:GROWTH_QUESTIONS]
    questions = [case.question for case in cases]
    return bench_growth(retriever.snapshot, retriever.embedder, retriever.config, questions, sizes)


def _matmul(index: Path) -> dict[str, Any]:
    snapshot = IndexPassageSource.open(index).retriever.snapshot
    rows = range(min(EMBEDDED_TEXTS, len(snapshot.dense)))
    return bench_matmul([stored.passage.text for stored in snapshot.store.passages(rows)])
