"""`python -m eval questions` and the suite of that name: the bank, and what the factory makes."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.practice.records import GRADES
from app.settings import Settings
from app.surrogates import json_text
from eval.commands.status import DONE, FAILED
from eval.factory_report import factory_report, report_lines, sample_lines
from eval.html_report.files import REPORT, make_report
from eval.question_results import NAME
from eval.questions import add_questions as add_bank
from eval.questions import bank_lines, items_of, judge
from eval.questions import questions as judge_bank
from eval.results_folder import SUMMARY
from eval.suites import SUITES
from eval.written import check_writable, write_whole
from index.snapshot import Snapshot

if TYPE_CHECKING:
    import argparse

    from eval.commands.status import SubParsers
    from eval.factory_report import FactoryReport


def add_questions(commands: SubParsers) -> None:
    """Add `questions`."""
    add_bank(commands)
    parser = commands.choices["questions"]
    parser.add_argument("--factory", action="store_true", help="judge what the factory makes")
    parser.add_argument(
        "--grade", choices=GRADES, default="exam", help="of the factory's sample (%(default)s)"
    )
    parser.add_argument("--index", type=Path, help="folder of the index (for --factory)")


def questions(options: argparse.Namespace) -> int:
    """Judge the bank, named files, or with `--factory` the items made from the index."""
    if options.factory:
        return _factory(options)
    text, status = judge_bank(options)
    print(text)
    return status


def questions_suite(options: argparse.Namespace) -> int:
    """Judge the bank, then the factory where there is an index."""
    settings = Settings.from_environment()
    if options.out:
        check_writable(options.out / NAME / SUMMARY)
    run = judge(items_of(options.files, settings), settings)
    index = options.index or SUITES["golden"].index
    if index.exists():
        snapshot = Snapshot.open(index)
        made, _ = factory_report(snapshot, settings.corpus)
        run = replace(run, factory=made, snapshot=snapshot.id)
    if options.out:
        run.write(options.out / NAME)
        write_whole(options.out / REPORT, make_report(options.out))
    if options.json:
        print(json_text(run.to_json()))
    else:
        factory = report_lines(run.factory) if run.factory else []
        print("\n".join([*bank_lines(run, options.flaws), *factory]))
    return DONE if run.passed and (run.factory is None or _held(run.factory)) else FAILED


def _factory(options: argparse.Namespace) -> int:
    """Print the figures of the factory, and a random sample of its items to be read when wanted.

    Returns 1 when an item is unproven or its key graded wrong.
    """
    snapshot = Snapshot.open(options.index or SUITES["golden"].index)
    report, items = factory_report(snapshot, Settings.from_environment().corpus)
    print(json.dumps(_record(report)) if options.json else "\n".join(report_lines(report)))
    if options.sample and not options.json:
        asked = [item for item in items if item.grade == options.grade]
        print("\n".join(sample_lines(asked, options.sample, options.seed, report.makers)))
    return DONE if _held(report) else FAILED


def _held(report: FactoryReport) -> bool:
    """Whether every item is proved and every key graded as right."""
    return report.proved == report.total and report.graded == report.questions


def _record(report: FactoryReport) -> dict[str, object]:
    figures = {name: value for name, value in asdict(report).items() if name != "inventory"}
    return {"factory": {"total": report.total, "counts": report.inventory.counts, **figures}}
