"""`python -m ingest lint`: check the bundled content."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.lint.corpus import Corpus
from ingest.lint.run import LintReport, lint

if TYPE_CHECKING:
    import argparse

DEFAULT_CORPUS = Path("corpus")
DEFAULT_REFERENCE = Path("../shared")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `lint` and make it the parser's command."""
    parser.add_argument("--corpus", type=Path, default=DEFAULT_CORPUS, help="folder to check")
    parser.add_argument(
        "--reference",
        type=Path,
        default=DEFAULT_REFERENCE,
        help="folder with AWS pages to compare with, if there (default ../shared)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a corpus and print what was found; return 1 when there are errors."""
    reference = options.reference if options.reference.is_dir() else None
    corpus = Corpus.load(options.corpus, today=date.today(), reference=reference)
    report = lint(corpus)
    if options.json:
        print(json.dumps(_record(report), ensure_ascii=False))
    else:
        _print(report)
    return 1 if report.errors else 0


def _record(report: LintReport) -> dict[str, object]:
    return {
        "findings": [asdict(finding) for finding in report.findings],
        "errors": report.errors,
        "warnings": report.warnings,
        "coverage": asdict(report.coverage),
        "hosts": dict(report.hosts.most_common()),
        "compared": report.compared,
    }


def _print(report: LintReport) -> None:
    for finding in report.findings:
        print(finding)
    hosts = ", ".join(f"{host} {count}" for host, count in report.hosts.most_common())
    print(f"hosts cited: {hosts or 'none'}")
    if not report.compared:
        print("not compared with AWS pages: none are there")
    print(f"{report.errors} errors, {report.warnings} warnings")
    print(report.coverage)
