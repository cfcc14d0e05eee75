"""Build and inspect the index from the command line.

    python -m ingest build [PATH ...] [--dry-run] [--index DIR] [--json] [--wait SECONDS]
    python -m ingest status [--index DIR] [--json]
    python -m ingest remove PATH [--index DIR] [--json] [--wait SECONDS]
    python -m ingest check-spans PATH... [--json]
    python -m ingest fetch [--only GUIDE_OR_GLOB] [--guide NAME] [--delay SECONDS] [--dry-run]
    python -m ingest lint [--corpus DIR] [--json]

Data goes to stdout, progress and messages to stderr. Exit status: 0 done, 1 something failed, 2
wrong usage.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import GroundworkError, SourceError, UsageError
from index.snapshot import Snapshot
from ingest.aws_docs.cli import add_options as add_fetch_options
from ingest.document import read_document
from ingest.lint.cli import add_options as add_lint_options
from ingest.pipeline import IngestSettings, build_index
from ingest.progress import TerminalProgress
from ingest.removal import remove_source
from ingest.sources import discover
from ingest.span_check import faults
from ingest.uploads import DEFAULT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.report import Report

DEFAULT_INDEX = Path("index/data")
DEFAULT_PATHS = (Path("corpus"), Path("corpus/fetched"), DEFAULT_FOLDER)
"""Our notes, what `fetch` has downloaded, and what readers have uploaded; those that exist."""

LISTED = 20
"""Most paths that a plan names per line of work; the counts are always complete."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except GroundworkError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was published before is untouched", file=sys.stderr)
        return 1
    return status


def default_paths() -> list[Path]:
    """Return the folders that a build without paths takes. Raises UsageError when there are
    none."""
    paths = [path for path in DEFAULT_PATHS if path.is_dir()]
    if not paths:
        raise UsageError("there is no corpus/ here", "Run from the project's root, or give a PATH.")
    return paths


def _build(options: argparse.Namespace) -> int:
    # The report says why everything is built again; the writer's own warning would say it twice.
    logging.getLogger("index.snapshot_writer").setLevel(logging.ERROR)
    paths = [Path(path) for path in options.paths] or default_paths()
    settings = IngestSettings(
        index=options.index, model=options.model, wait_seconds=options.wait, aliases=options.aliases
    )
    with TerminalProgress() as progress:
        report = build_index(paths, settings, dry_run=options.dry_run, progress=progress)
    return _show_report(report, options, dry_run=options.dry_run)


def _remove(options: argparse.Namespace) -> int:
    settings = IngestSettings(index=options.index, model=options.model, wait_seconds=options.wait)
    with TerminalProgress() as progress:
        report = remove_source(options.path, settings, progress=progress)
    return _show_report(report, options, dry_run=False)


def _show_report(report: Report, options: argparse.Namespace, *, dry_run: bool) -> int:
    if report.reason:
        print(f"Everything is built again: {report.reason}.", file=sys.stderr)
    for failure in report.failures:
        print(f"failed: {failure}", file=sys.stderr)
    if options.json:
        print(json.dumps(_report_record(report), ensure_ascii=False))
    else:
        _print_report(report, dry_run=dry_run)
    return 1 if report.failures else 0


def _report_record(report: Report) -> dict[str, object]:
    plan = {
        name: [f"{collection}/{path}" for collection, path in getattr(report.plan, name)]
        for name in ("added", "changed", "removed")
    }
    return {
        **plan,
        "unchanged": len(report.plan.unchanged),
        "failed": [asdict(failure) for failure in report.failures],
        "skipped": report.skipped,
        "published": report.published,
        "snapshot": report.snapshot,
        "documents": report.documents,
        "chunks": report.chunks,
        "embedded": report.embedded,
        "reused": report.reused,
        "seconds": round(report.seconds, 2),
    }


def _print_report(report: Report, *, dry_run: bool) -> None:
    plan = report.plan
    print(
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{len(plan.removed)} removed, {len(report.failures)} failed"
        + (f", {report.skipped} of other kinds skipped" if report.skipped else "")
    )
    if dry_run:
        for name, keys in (
            ("add", plan.added),
            ("change", plan.changed),
            ("remove", plan.removed),
        ):
            for collection, path in keys[:LISTED]:
                print(f"  {name} {collection}/{path}")
            if len(keys) > LISTED:
                print(f"  {name} {len(keys) - LISTED} more")
        print("Nothing was written (--dry-run).")
    elif report.published:
        print(
            f"Published {report.snapshot}: {report.documents} documents, {report.chunks} passages "
            f"({report.embedded} embedded, {report.reused} reused) in {report.seconds:.1f} s."
        )
    elif report.snapshot is None:
        print("Nothing was published: no source could be read.")
    else:
        print(f"Nothing changed; {report.snapshot} serves on ({report.seconds:.1f} s).")


def _status(options: argparse.Namespace) -> int:
    snapshot = Snapshot.open(options.index)
    manifest = snapshot.manifest
    rows = _collection_rows(snapshot)
    if options.json:
        record = {
            "snapshot": manifest.id,
            "created": manifest.created,
            "model": manifest.embedder,
            "model_hash": manifest.model_hash,
            "precisions": list(manifest.precisions),
            "dimension": manifest.dimension,
            "documents": manifest.documents,
            "chunks": manifest.chunks,
            "sentences": manifest.sentences,
            "collections": [asdict(row) for row in rows],
        }
        print(json.dumps(record, ensure_ascii=False))
        return 0
    print(f"Snapshot   {manifest.id}, published {manifest.created}")
    print(
        f"Model      {manifest.embedder}, {manifest.dimension} dimensions, "
        f"{' and '.join(manifest.precisions)}, sha256 {manifest.model_hash[:12]}"
    )
    print(
        f"Holds      {manifest.documents} documents, {manifest.chunks} passages, "
        f"{manifest.sentences} sentences"
    )
    print()
    width = max([len("Collection"), *(len(row.collection) for row in rows)])
    print(f"{'Collection':<{width}}  {'Sources':>8}  {'Passages':>8}  Kinds")
    for row in rows:
        print(f"{row.collection:<{width}}  {row.sources:>8}  {row.chunks:>8}  {row.kinds}")
    return 0


@dataclass(frozen=True, slots=True)
class _CollectionRow:
    collection: str
    sources: int
    chunks: int
    kinds: str


def _collection_rows(snapshot: Snapshot) -> list[_CollectionRow]:
    sources: Counter[str] = Counter()
    chunks: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for entry in snapshot.store.documents():
        name = entry.source.collection
        sources[name] += 1
        chunks[name] += entry.chunks
        kinds.setdefault(name, Counter())[entry.source.kind] += 1
    return [
        _CollectionRow(
            name,
            sources[name],
            chunks[name],
            ", ".join(f"{count} {kind}" for kind, count in kinds[name].most_common()),
        )
        for name in sorted(sources)
    ]


def _check_spans(options: argparse.Namespace) -> int:
    found = discover([Path(path) for path in options.paths])
    started = time.monotonic()
    wrong: list[str] = []
    failed = [str(error) for error in found.failures]
    documents = sentences = 0
    with TerminalProgress() as progress:
        for number, file in enumerate(found.files, 1):
            progress("read", number, len(found.files))
            try:
                document = read_document(file)
            except SourceError as error:
                failed.append(str(error))
                continue
            documents += 1
            sentences += len(document.sentences)
            wrong.extend(f"{file.collection}/{file.path}: {fault}" for fault in faults(document))
    for line in (*wrong, *(f"failed: {reason}" for reason in failed)):
        print(line, file=sys.stderr)
    seconds = time.monotonic() - started
    if options.json:
        record = {
            "documents": documents,
            "sentences": sentences,
            "faults": wrong,
            "failed": failed,
            "seconds": round(seconds, 2),
        }
        print(json.dumps(record, ensure_ascii=False))
    else:
        print(
            f"{sentences} sentences of {documents} documents checked in {seconds:.1f} s: "
            f"{len(wrong)} faults, {len(failed)} files failed"
        )
    return 1 if wrong or failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest", description=__doc__.partition("\n")[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print one JSON object")
    indexed = argparse.ArgumentParser(add_help=False, parents=[shared])
    indexed.add_argument(
        "--index", type=Path, default=DEFAULT_INDEX, help="index folder (default index/data)"
    )
    writing = argparse.ArgumentParser(add_help=False, parents=[indexed])
    writing.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait for another ingest to end"
    )
    writing.add_argument("--model", help="embedding model: a folder, or a name on the hub")

    build = commands.add_parser(
        "build", parents=[writing], help="bring the index up to date with folders and files"
    )
    build.add_argument(
        "paths", nargs="*", metavar="PATH", help="default: corpus/, fetched pages and uploads"
    )
    build.add_argument("--dry-run", action="store_true", help="print the plan and write nothing")
    build.add_argument(
        "--aliases",
        type=Path,
        default=Path("corpus/aliases.toml"),
        help="table of names to store with the index",
    )
    build.set_defaults(run=_build)

    status = commands.add_parser("status", parents=[indexed], help="say what is indexed")
    status.set_defaults(run=_status)

    remove = commands.add_parser(
        "remove", parents=[writing], help="take one source out of the index"
    )
    remove.add_argument("path", metavar="PATH", help="COLLECTION/PATH as `build` names it, or PATH")
    remove.set_defaults(run=_remove)

    check = commands.add_parser(
        "check-spans", parents=[shared], help="check every sentence of files against their text"
    )
    check.add_argument("paths", nargs="+", metavar="PATH")
    check.set_defaults(run=_check_spans)

    fetch = commands.add_parser(
        "fetch", parents=[shared], help="download the official pages that corpus/ lists"
    )
    add_fetch_options(fetch)

    lint = commands.add_parser(
        "lint", parents=[shared], help="check that corpus/ is complete and well-formed"
    )
    add_lint_options(lint)
    return parser
