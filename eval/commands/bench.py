"""`python -m eval bench`: measure speed and memory beside the plain pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.bench import bench_ingest, bench_query, bench_rankings, bench_start, machine
from eval.bench_report import bench_lines
from eval.commands.status import DONE
from eval.suites import SUITES
from eval.written import write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from eval.commands.status import SubParsers

PARTS = ("ingest", "rankings", "query", "start")


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
    one.add_argument("--out", type=Path, help="file for the JSON result")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def bench(options: argparse.Namespace) -> int:
    """Measure the parts and print them."""
    index = options.index or SUITES["golden"].index
    measure: dict[str, Callable[[], dict[str, Any]]] = {
        "ingest": lambda: bench_ingest(options.sources, options.pages),
        "rankings": bench_rankings,
        "query": lambda: bench_query(index),
        "start": lambda: bench_start(index),
    }
    wanted = options.part or [p for p in PARTS if p != "rankings" or SUITES["aws-docs"].available]
    result = {"machine": machine(), **{part: measure[part]() for part in PARTS if part in wanted}}
    if options.out:
        write_whole(options.out, json.dumps(result, indent=2) + "\n")
    print(json.dumps(result) if options.json else "\n".join(bench_lines(result)))
    return DONE
