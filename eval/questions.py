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
from eval.question_results import SEEDED, QuestionRun
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
    items = items_of(options.files, settings)
    if options.sample is not None:
        return "\n".join(sample_lines(sample_items(items, options.sample, options.seed))), DONE
    run = judge(items, settings)
    status = DONE if run.passed else FAILED
    if options.json:
        record = run.report.to_json() | {SEEDED: round(run.seeded.mean, 4)}
        return json.dumps(record, ensure_ascii=False), status
    return "\n".join(bank_lines(run, options.flaws)), status


def judge(items: Sequence[Item], settings: Settings) -> QuestionRun:
    """Look up every quote in the notes, find flaws, and put flaws in to see them found."""
    report = report_questions(
        items,
        DocumentLibrary(_notes(settings.corpus)),
        LifeCycle.load(settings.corpus / "aliases.toml"),
        Outline.load(settings.corpus / "exams" / f"{settings.exam}.toml"),
        SentenceTransformerEmbedder.load(precision="fp32"),
    )
    return QuestionRun(items, report, tuple(detection(items)))


def bank_lines(run: QuestionRun, flaws: int) -> list[str]:
    """Return what was found of the bank as lines for a terminal."""
    lines = [*report_lines(run.report, flaws), f"  {SEEDED}  {run.seeded.mean:.3f}"]
    missed = [one for one in run.detections if one.found < one.seeded]
    return [*lines, *(f"    {one.name}: {one.found} of {one.seeded}" for one in missed)]


def items_of(files: Sequence[Path], settings: Settings) -> list[Item]:
    """Read the items of the files, or of the bank without any.

    Raises:
        UsageError: there are none.
    """
    bank = settings.corpus / "questions"
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
