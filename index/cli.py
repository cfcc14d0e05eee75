"""Search an index from the command line.

    python -m index search QUESTION [-k 10] [--index DIR] [--json]
    python -m index verify [--index DIR] [--json]

Data goes to stdout, messages to stderr. Exit status: 0 done, 1 something failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import GroundworkError, UsageError
from index.filters import Filters
from index.retriever import Retriever
from index.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Passage

DEFAULT_INDEX = Path("index/data")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "verify":
            return _verify(options)
        return _search(options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except GroundworkError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Search a published index."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", type=Path, default=DEFAULT_INDEX, help="the index folder")
    common.add_argument("--json", action="store_true", help="print one JSON object")
    search = commands.add_parser(
        "search", parents=[common], help="show the passages that a question finds, with both ranks"
    )
    search.add_argument("question")
    search.add_argument("-k", type=int, default=10, help="passages to show (10)")
    search.add_argument("--collection", action="append", default=[], help="only this collection")
    search.add_argument("--path", action="append", default=[], help="only sources below this path")
    search.add_argument("--domain", action="append", type=int, default=[], help="only this domain")
    search.add_argument("--task", action="append", default=[], help="only this task, e.g. 3.1")
    commands.add_parser(
        "verify", parents=[common], help="compare every file of the index with its hash"
    )
    return parser


def _search(options: argparse.Namespace) -> int:
    filters = Filters(
        collections=tuple(options.collection),
        paths=tuple(options.path),
        domains=tuple(options.domain),
        tasks=tuple(options.task),
    )
    retriever = Retriever.open(options.index)
    trace = retriever.trace(options.question, options.k, filters)
    if options.json:
        result = {
            "question": options.question,
            "snapshot": retriever.snapshot.id,
            "model": retriever.embedder.name,
            "passages": [asdict(passage) for passage in trace.passages],
            "seconds": trace.seconds,
        }
        print(json.dumps(result, ensure_ascii=False))
        return 0
    for number, passage in enumerate(trace.passages, start=1):
        print(_for_people(number, passage))
    if not trace.passages:
        print("Nothing in the index matches.", file=sys.stderr)
    return 0


def _for_people(number: int, passage: Passage) -> str:
    place = " > ".join(passage.heading_path) or passage.title
    page = f", page {passage.page}" if passage.page else ""
    ranks = f"dense {passage.dense_rank or '-'}, words {passage.lexical_rank or '-'}"
    body = passage.text if len(passage.text) <= 600 else f"{passage.text[:600]}..."
    text = "\n".join(f"    {line}" for line in body.splitlines())
    return f"{number}. {place}\n    [{passage.path}{page} | {ranks}]\n{text}\n"


def _verify(options: argparse.Namespace) -> int:
    snapshot = Snapshot.open(options.index, full_check=True)
    manifest = snapshot.manifest
    if options.json:
        print(json.dumps({"snapshot": snapshot.id, "files": len(manifest.files), "intact": True}))
    else:
        print(
            f"{snapshot.id}: {len(manifest.files)} files intact, {manifest.documents} documents, "
            f"{manifest.chunks} chunks, {manifest.sentences} sentences, {manifest.embedder}"
        )
    return 0
