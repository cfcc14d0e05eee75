"""`python -m ingest fetch`: bring the official pages of the catalogue, or whole guides."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UsageError
from ingest.aws_docs.catalogue import LOOPBACK, Catalogue, address_fault, origin
from ingest.aws_docs.progress import FetchBar
from ingest.aws_docs.target import chosen, guide_targets, listed_targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.aws_docs.fetch import Failure, FetchPlan, FetchReport
    from ingest.aws_docs.target import Target

DEFAULT_CATALOGUE = Path("corpus/aws_docs.toml")
DEFAULT_FOLDER = Path("corpus/fetched")

BASE_VARIABLE = "GROUNDWORK_DOCS_BASE"
"""Address of a mirror of the catalogue's host, asked in its place."""

LISTED = 20
"""Most addresses named under one reason; the counts are always complete."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `fetch` and make it the parser's command."""
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="GUIDE_OR_GLOB",
        help="only this guide, or pages like 'sagemaker/*inference*'; may be repeated",
    )
    parser.add_argument(
        "--guide",
        action="append",
        default=[],
        metavar="NAME",
        help="all pages of a guide, by name or by path such as glue/latest/dg; may be repeated",
    )
    parser.add_argument(
        "--delay",
        type=_seconds,
        metavar="SECONDS",
        help="time between two requests (default: what robots.txt asks for, else 5)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="count and estimate; fetch and write nothing"
    )
    parser.add_argument("--catalogue", type=Path, default=DEFAULT_CATALOGUE, help="list of pages")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where they are kept")
    parser.epilog = f"{BASE_VARIABLE}=ADDRESS asks a mirror of the catalogue's host instead."
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Fetch what the options choose; return the exit status."""
    from ingest.aws_docs.fetch import Fetcher

    _show_waits()
    catalogue = Catalogue.load(options.catalogue)
    guides = [catalogue.guide(name) for name in options.guide]
    choice = json.dumps({"guides": sorted(g.base for g in guides), "only": sorted(options.only)})
    with Fetcher(
        options.folder,
        catalogue.origins | {origin(guide.base) for guide in guides},
        base=mirror_base(),
        mirrored=f"https://{catalogue.host}",
        delay=options.delay,
    ) as fetcher:
        targets: dict[str, Target] = {}
        for guide in guides:
            pages = fetcher.guide_pages(guide)
            targets.update((t.address, t) for t in guide_targets(catalogue, guide, pages))
        listed = list(targets.values()) if guides else listed_targets(catalogue)
        wanted = chosen(listed, options.only)
        plan = fetcher.plan(wanted, choice, ask=bool(guides) or not options.dry_run)
        if options.dry_run:
            _show_plan(plan, catalogue, options)
            return 0
        _announce(plan)
        with FetchBar(len(plan.done), len(plan.targets)) as bar:
            try:
                report = fetcher.run(plan, bar)
            except KeyboardInterrupt:
                print(
                    f"stopped at {bar.done} of {len(plan.targets)}; the next run goes on from "
                    "there",
                    file=sys.stderr,
                )
                return 1
    _show_report(report, plan, catalogue, options)
    return 1 if report.failures else 0


class _Waits(logging.Handler):
    """Tells people why nothing happens for a while."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)


def _show_waits() -> None:
    log = logging.getLogger("ingest.aws_docs.client")
    log.setLevel(logging.INFO)
    log.propagate = False
    log.handlers = [_Waits()]


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no time in seconds")
    return seconds


def mirror_base() -> str | None:
    """Return the mirror that the environment names, if any. Raises UsageError for an unsafe one."""
    base = os.environ.get(BASE_VARIABLE)
    if base and (fault := address_fault(base)):
        hosts = ", ".join(sorted(LOOPBACK))
        raise UsageError(f"{BASE_VARIABLE}={base} {fault}", f"http is only for {hosts}.")
    return base or None


def _announce(plan: FetchPlan) -> None:
    """Say what is coming, before the first page is asked for."""
    hosts = ", ".join(f"{host} every {delay:g} s" for host, delay in plan.delays)
    if plan.since:
        began = datetime.fromisoformat(plan.since).astimezone().strftime("%Y-%m-%d %H:%M")
        print(
            f"Going on with the run of {began}: {len(plan.done)} of {len(plan.targets)} are done.",
            file=sys.stderr,
        )
    if plan.delays:
        print(
            f"{len(plan.todo)} to ask for, {hosts}: about {duration(plan.seconds)}. "
            "It can be stopped at any time; the next run goes on from there.",
            file=sys.stderr,
        )


def duration(seconds: float) -> str:
    """Return a time in words for people: `40 s`, `26 min`, `3 h 20 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def _show_plan(plan: FetchPlan, catalogue: Catalogue, options: argparse.Namespace) -> None:
    if options.json:
        record = {
            "targets": len(plan.targets),
            "done": len(plan.done),
            "todo": [target.address for target in plan.todo],
            "delays": dict(plan.delays),
            "estimated_seconds": round(plan.seconds, 1),
            "links": [asdict(link) for link in catalogue.links],
        }
        print(json.dumps(record, ensure_ascii=False))
        return
    counts: defaultdict[str, int] = defaultdict(int)
    for target in plan.targets:
        counts[target.guide or "files"] += 1
    width = max([0, *(len(name) for name in counts)])
    for name, count in counts.items():
        print(f"{name:<{width}}  {count:>6}")
    print(
        f"{len(plan.targets)} listed, {len(plan.todo)} to ask for, about {duration(plan.seconds)} "
        f"at one every {', '.join(f'{delay:g} s' for _, delay in plan.delays)}."
    )
    _show_links(catalogue)
    print("Nothing was fetched (--dry-run).")


def _show_report(
    report: FetchReport, plan: FetchPlan, catalogue: Catalogue, options: argparse.Namespace
) -> None:
    _show_failures(report.failures)
    if options.json:
        record = {
            "targets": len(plan.targets),
            "stored": report.stored,
            "unchanged": report.unchanged,
            "resumed": report.resumed,
            "failed": [asdict(failure) for failure in report.failures],
            "bytes": report.bytes,
            "folder": str(options.folder),
            "links": [asdict(link) for link in catalogue.links],
            "seconds": round(report.seconds, 2),
        }
        print(json.dumps(record, ensure_ascii=False))
        return
    before = f", {report.resumed} from the run before" if report.resumed else ""
    print(
        f"{report.stored} fetched ({report.bytes / 1e6:.1f} MB), {report.unchanged} unchanged"
        f"{before}, {len(report.failures)} failed, in {duration(report.seconds)}."
    )
    if report.stored:
        print(f"They lie in {options.folder}; `python -m ingest build` indexes them.")
    _show_links(catalogue)


def _show_failures(failures: Iterable[Failure]) -> None:
    """Name the failed addresses under their reasons."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for failure in failures:
        by_reason[failure.reason].append(failure.address)
    for reason, addresses in by_reason.items():
        for address in addresses[:LISTED]:
            print(f"failed: {address}: {reason}", file=sys.stderr)
        if len(addresses) > LISTED:
            print(f"failed: {len(addresses) - LISTED} more: {reason}", file=sys.stderr)


def _show_links(catalogue: Catalogue) -> None:
    if catalogue.links:
        print("For reading, not fetched:")
    for link in catalogue.links:
        print(f"  {link.title}: {link.url}")
