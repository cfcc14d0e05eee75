"""`python -m eval ablation`: every choice in the retriever has its row."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from app.retrieval import IndexPassageSource
from eval.ablation import ablate, ablation_lines, about
from eval.chunk_sizes import index_of_size
from eval.commands.status import DONE
from eval.suites import ROOT, suite
from eval.systems import DEFAULT, PLAIN, VARIANTS
from eval.written import check_writable, write_whole
from index.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from eval.case_result import CaseResult
    from eval.commands.status import SubParsers


def add_ablation(commands: SubParsers) -> None:
    """Add `ablation`."""
    one = commands.add_parser(
        "ablation",
        help="compare variants of retrieval on the same questions",
        description="Measure each variant of retrieval, without answers, and the plain pipeline; "
        "print 95 %% intervals and paired differences to the product's retrieval.",
    )
    one.add_argument("--suite", default="golden", help="whose questions (default: golden)")
    one.add_argument("--split", choices=("dev", "test"), default="dev", help="default: dev")
    one.add_argument("--all", action="store_true", help="ask the questions of both splits")
    one.add_argument("--index", type=Path, help="folder of the index (default: the suite's own)")
    one.add_argument(
        "--variant",
        action="append",
        metavar="NAME",
        help=f"only these beside {DEFAULT} (may be given several times): {', '.join(VARIANTS)}, "
        f"{PLAIN}, or FIELD=VALUE of the retrieval configuration",
    )
    one.add_argument(
        "--chunk-tokens",
        action="append",
        type=int,
        default=[],
        metavar="N",
        help="also cut the corpus into chunks of about N tokens, in an index of its own",
    )
    one.add_argument("--limit", type=int, metavar="N", help="a sample of N cases")
    one.add_argument("--out", type=Path, help="file for the JSON result")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def ablation(options: argparse.Namespace) -> int:
    """Measure the variants and print the table."""
    chosen = suite(options.suite)
    index = options.index or chosen.index
    names = list(dict.fromkeys((DEFAULT, *(options.variant or (*VARIANTS, PLAIN)))))
    if options.limit is not None and options.limit < 1:
        raise UsageError(f"--limit is {options.limit}", "Give a positive number")
    if options.out:
        check_writable(options.out)
    source = IndexPassageSource.open(index)
    sizes = {
        f"chunks of {size} tokens": IndexPassageSource.open(
            index_of_size(size, ROOT / "corpus"), source.retriever.embedder
        )
        for size in options.chunk_tokens
    }
    rows = ablate(
        dataclasses.replace(chosen, answers=False),
        names,
        source,
        index,
        None if options.all else options.split,
        options.limit,
        sizes,
        _with_progress,
    )
    record = {"suite": chosen.name, **about(rows), "rows": [row.to_json() for row in rows]}
    if options.out:
        write_whole(options.out, json.dumps(record, indent=2) + "\n")
    print(json.dumps(record) if options.json else "\n".join(ablation_lines(rows)))
    return DONE


def _with_progress(results: Iterable[CaseResult], name: str, total: int) -> list[CaseResult]:
    console = Console(stderr=True)
    shown = track(results, name, total, console=console, disable=not console.is_terminal)
    return list(shown)
