"""Measure answers and speed without the pages: `python -m eval run`, `python -m eval bench`."""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import track

from app.answer.extractive import MODEL_NAME
from app.answering import open_answerer
from app.chat_model.spec import ModelSpec
from app.retrieval import IndexPassageSource
from app.settings import Settings
from app.surrogates import json_text
from eval.bench import bench_ingest, bench_query, bench_rankings, bench_start, machine
from eval.bench_report import bench_lines
from eval.dataset import load_cases
from eval.questions import add_questions, questions
from eval.report import RunConfiguration, run_json, table
from eval.run import CaseResult, run_cases, summarise
from eval.statistics import SEED
from eval.suites import SUITES, Suite, suite
from eval.verifier_commands import add_verifier_commands, measure_grounding, perturbed_command
from index.errors import GroundworkError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.dataset import Case

    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]

PARTS = ("ingest", "rankings", "query", "start")
DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG_USAGE
    except GroundworkError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="Measure retrieval, grounding and speed, offline."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    _add_run(commands)
    _add_bench(commands)
    _add_calibrate(commands)
    add_questions(commands)
    add_verifier_commands(commands)
    return parser


def _add_run(commands: SubParsers) -> None:
    run = commands.add_parser(
        "run",
        help="answer a data set and print its measures",
        description="Answer the questions of a data set; print measures with 95 % intervals.",
    )
    what = run.add_mutually_exclusive_group()
    what.add_argument(
        "--suite", help=f"a named set: {', '.join(SUITES)}, perturbed (default: all but the last)"
    )
    what.add_argument("--dataset", type=Path, help="a JSONL file of your own")
    run.add_argument("--index", type=Path, help="folder of the index (default: the suite's own)")
    run.add_argument(
        "--model",
        default=MODEL_NAME,
        help="the answerer: 'extractive', or a chat model as PROVIDER:MODEL or local:/path.gguf",
    )
    run.add_argument("--split", choices=("dev", "test"), help="only the cases of one split")
    run.add_argument("--limit", type=int, metavar="N", help="a sample of N cases, always the same")
    run.add_argument("--out", type=Path, help="folder for results.jsonl and summary.json")
    run.add_argument("--json", action="store_true", help="print one JSON object")


def _add_bench(commands: SubParsers) -> None:
    bench = commands.add_parser(
        "bench",
        help="measure speed and memory beside the plain pipeline",
        description="Measure ingestion, rankings, queries, memory and start, in one run.",
    )
    bench.add_argument("--sources", type=Path, help="folder of Markdown pages to ingest")
    bench.add_argument("--pages", type=int, help="use only this many pages")
    bench.add_argument("--index", type=Path, help="an index to time queries on")
    bench.add_argument(
        "--part",
        action="append",
        default=[],
        choices=PARTS,
        help="measure only this (may be given several times; default: all that can be)",
    )
    bench.add_argument("--out", type=Path, help="file for the JSON result")
    bench.add_argument("--json", action="store_true", help="print one JSON object")


def _add_calibrate(commands: SubParsers) -> None:
    fit = commands.add_parser(
        "calibrate",
        help="fit the answerability score on the dev questions",
        description="Fit the score that decides whether to answer, and print it with test figures.",
    )
    golden = SUITES["golden"].index
    fit.add_argument("--index", type=Path, default=golden, help="folder of the index")
    fit.add_argument("--write", action="store_true", help="replace app/answer/answerability.json")


def _bench(options: argparse.Namespace) -> int:
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
        _write_text(options.out, json.dumps(result, indent=2) + "\n")
    print(json.dumps(result) if options.json else "\n".join(bench_lines(result)))
    return DONE


def _calibrate(options: argparse.Namespace) -> int:
    from eval.calibrate import calibrate, write_weights  # scikit-learn takes seconds to import

    record = calibrate(options.index)
    if options.write:
        write_weights(record)
    print(json.dumps(record, indent=2))
    return DONE


def _run(options: argparse.Namespace) -> int:
    if options.suite == "perturbed":
        return perturbed_command(options)
    ModelSpec.parse(options.model)
    if options.limit is not None and options.limit < 1:
        raise UsageError(f"--limit is {options.limit}", "Give a positive number")
    reports = [_run_suite(one, options) for one in _chosen(options)]
    if options.json:
        print(json_text(reports[0] if len(reports) == 1 else {"runs": reports}))
    return DONE


def _chosen(options: argparse.Namespace) -> list[Suite]:
    if options.dataset:
        default = SUITES["golden"].index
        return [Suite(options.dataset.stem, options.dataset, options.index or default)]
    if options.suite:
        return [suite(options.suite)]
    present = [
        one for one in SUITES.values() if one.available and (options.index or one.index).exists()
    ]
    for one in SUITES.values():
        if one not in present:
            print(f"left out: {one.name} (its data or its index is not here)", file=sys.stderr)
    if not present:
        raise UsageError("No suite can run: there is no index yet", "Run `make ingest` first")
    return present


def _run_suite(one: Suite, options: argparse.Namespace) -> dict[str, Any]:
    cases = _sample(_cases(one, options.split), options.limit)
    source = IndexPassageSource.open(options.index or one.index)
    _require_documents(
        source, {case.document for case in cases if case.document and case.answerable}
    )
    settings = Settings.from_environment()
    answerer = open_answerer(
        options.model, source, settings.model_options, settings.exam.upper(), settings.entailment
    )
    configuration = _configuration(one, options, source)
    console = Console(stderr=True)
    answered = run_cases(cases, answerer, source)
    results = list(
        track(answered, one.name, len(cases), console=console, disable=not console.is_terminal)
    )
    measures = summarise(results)
    report = run_json(configuration, results, measures)
    if options.out:
        _write(options.out / one.name, results, report)
    if not options.json:
        print(table(configuration, measures))
        print("  latency  " + ", ".join(f"{k} {v} ms" for k, v in report["latency_ms"].items()))
    return report


def _cases(one: Suite, split: str | None) -> list[Case]:
    cases = [case for case in load_cases(one.dataset) if split is None or case.split == split]
    if not cases:
        raise UsageError(f"{one.dataset.name} has no cases of split '{split}'", "Leave --split out")
    return cases


def _sample(cases: list[Case], limit: int | None) -> list[Case]:
    """Return a sample of the cases, in their order; the same one for the same number."""
    if limit is None or limit >= len(cases):
        return cases
    chosen = set(random.Random(SEED).sample(range(len(cases)), limit))
    return [case for place, case in enumerate(cases) if place in chosen]


def _configuration(
    one: Suite, options: argparse.Namespace, source: IndexPassageSource
) -> RunConfiguration:
    status = source.status()
    spec = ModelSpec.parse(options.model)
    parts = [options.split or "", f"sample of {options.limit}" if options.limit else ""]
    narrowed = ", ".join(part for part in parts if part)
    return RunConfiguration(
        system=spec.label if spec else MODEL_NAME,
        dataset=one.dataset.name + (f" ({narrowed})" if narrowed else ""),
        snapshot=status.snapshot,
        embedder=status.embedder,
        precision=status.precision,
        chunks=status.chunks,
        seed=SEED,
    )


def _require_documents(source: IndexPassageSource, wanted: set[str]) -> None:
    missing = wanted - source.paths()
    if missing:
        raise UsageError(
            f"{len(missing)} gold documents are not in the index, among them {min(missing)}",
            "Build the index from the folder that the data set refers to: "
            "python -m ingest build FOLDER --index DIR",
        )


def _write(folder: Path, results: Sequence[CaseResult], report: dict[str, Any]) -> None:
    lines = "".join(f"{json_text(result.to_json())}\n" for result in results)
    _write_text(folder / "results.jsonl", lines)
    _write_text(folder / "summary.json", json.dumps(report, indent=2) + "\n")


def _write_text(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", "Give --out another place"
        ) from error


def _questions(options: argparse.Namespace) -> int:
    text, status = questions(options)
    print(text)
    return status


COMMANDS = {
    "run": _run,
    "bench": _bench,
    "calibrate": _calibrate,
    "questions": _questions,
    "measure-grounding": measure_grounding,
}
