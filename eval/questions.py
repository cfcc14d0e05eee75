"""`python -m eval questions`: hold the question bank, or files in its form, against levels."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from app.practice.bank import load_bank, load_file
from app.practice.proof import DocumentLibrary
from app.practice.quality.names import LifeCycle
from app.practice.quality.outline import Outline
from app.settings import Settings
from eval.question_report import report_lines, report_questions
from eval.question_sample import sample_items, sample_lines
from eval.seeded_flaws import detection
from eval.statistics import SEED
from index.embedder import SentenceTransformerEmbedder
from index.errors import SourceError, UsageError
from ingest.document import read_document
from ingest.sources import discover

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from app.practice.records import Item
    from index.records import Document

_log = logging.getLogger(__name__)

DONE, FAILED = 0, 1
SEEDED_LEVEL = 0.91
"""Share of flaws put in on purpose that the rules must find (Moore et al., 2023, reach .91)."""


def add_questions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of `python -m eval`."""
    parser = commands.add_parser(
        "questions",
        help="judge the question bank, or files in its form",
        description="Look up every quote, find flaws, and measure how guessable the items are.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the bank")
    parser.add_argument("--flaws", type=int, default=20, help="how many flaws to list")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--sample", type=int, metavar="N", help="judge nothing: print N random items to be read"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help="of the sample (default: %(default)s)"
    )


def questions(options: argparse.Namespace) -> tuple[str, int]:
    """Judge the items; return what to print, and 1 when something must be mended, else 0."""
    settings = Settings.from_environment()
    items = _items(options.files, settings.corpus / "questions")
    if options.sample is not None:
        return "\n".join(sample_lines(sample_items(items, options.sample, options.seed))), DONE
    report = report_questions(
        items,
        DocumentLibrary(_notes(settings.corpus)),
        LifeCycle.load(settings.corpus / "aliases.toml"),
        Outline.load(settings.corpus / "exams" / f"{settings.exam}.toml"),
        SentenceTransformerEmbedder.load(precision="fp32"),
    )
    seeded = detection(items)
    found = sum(one.found for one in seeded) / max(1, sum(one.seeded for one in seeded))
    status = DONE if report.passed and found >= SEEDED_LEVEL else FAILED
    if options.json:
        record = report.to_json() | {"seeded flaws found": round(found, 4)}
        return json.dumps(record, ensure_ascii=False), status
    lines = [*report_lines(report, options.flaws), f"  seeded flaws found  {found:.3f}"]
    lines += [
        f"    {one.name}: {one.found} of {one.seeded}" for one in seeded if one.found < one.seeded
    ]
    return "\n".join(lines), status


def _items(files: Sequence[Path], bank: Path) -> list[Item]:
    items = [item for path in files for item in load_file(path)] if files else load_bank(bank)
    if not items:
        raise UsageError(f"There is no item in {bank}", "Name a file that holds [[item]] tables")
    return items


def _notes(corpus: Path) -> Iterator[Document]:
    """Read our own notes; a file that cannot be read holds no quotes, and is named."""
    for source in discover([corpus]).files:
        if "fetched" in source.path.split("/"):
            continue
        try:
            yield read_document(source)
        except SourceError as error:
            _log.warning("left out: %s", error)
