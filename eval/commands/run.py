"""`python -m eval run`: answer data sets and print their measures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from app.answer.extractive import MODEL_NAME
from app.chat_model.spec import ModelSpec
from app.retrieval import IndexPassageSource
from app.surrogates import json_text
from eval.baseline import Baseline
from eval.commands.questions import questions_suite
from eval.commands.status import DONE, FAILED, note
from eval.evaluation import Task
from eval.exports import export, read_results
from eval.groups import compare_groups
from eval.html_report.files import REPORT, make_report
from eval.report import run_lines
from eval.results_folder import ResultsFolder, is_finished, is_interrupted
from eval.runnable import prepare
from eval.suite_perturbed import PreparedSentences
from eval.suites import OF_THEIR_OWN, RETRIEVAL, SUITES, Suite, suite
from eval.systems import system
from eval.written import write_whole
from index.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from eval.case_result import CaseResult
    from eval.commands.status import SubParsers
    from eval.report import SuiteRun
    from eval.runnable import Runnable

DEFAULTS = {"system": "extractive", "model": MODEL_NAME}
_WITHOUT = {
    "perturbed": ("split", "system", "model"),
    "questions": ("split", "system", "model", "limit", "baseline", "resume"),
}
"""Options that a suite of its own has no use for."""


def add_run(commands: SubParsers) -> None:
    """Add `run`."""
    run = commands.add_parser(
        "run",
        help="answer a data set and print its measures",
        description="Answer the questions of a data set; print measures with 95 %% intervals.",
    )
    what = run.add_mutually_exclusive_group()
    what.add_argument(
        "--suite",
        help=f"a named set: {', '.join((*SUITES, *OF_THEIR_OWN))} (default: all data sets here)",
    )
    what.add_argument("--dataset", type=Path, help="a JSONL file of your own")
    run.add_argument("--index", type=Path, help="folder of the index (default: the suite's own)")
    run.add_argument(
        "--system",
        default=DEFAULTS["system"],
        metavar="NAME",
        help="the retrieval under test: extractive (the product's), plain, a variant such as "
        "dense, lexical or no-headings, or FIELD=VALUE of the retrieval configuration",
    )
    run.add_argument(
        "--model",
        default=DEFAULTS["model"],
        help="the answerer: 'extractive', or a chat model as PROVIDER:MODEL or local:/path.gguf",
    )
    run.add_argument(
        "--replies",
        type=Path,
        metavar="FILE",
        help="keep what the chat model writes in this JSONL file, and ask only what is not there",
    )
    run.add_argument("--split", choices=("dev", "test"), help="only the cases of one split")
    run.add_argument(
        "--limit",
        type=int,
        metavar="N",
        help="a sample of N cases, always the same; of perturbed, N of each kind",
    )
    run.add_argument(
        "--baseline", type=Path, help="compare case by case: a baseline, or an earlier run's folder"
    )
    run.add_argument(
        "--out",
        type=Path,
        help="folder for results.jsonl, summary.json, report.html, TREC and RAGChecker files",
    )
    run.add_argument(
        "--resume", action="store_true", help="go on with the interrupted run in --out"
    )
    run.add_argument("--groups", action="store_true", help="print the measures per domain and kind")
    run.add_argument("--json", action="store_true", help="print one JSON object")
    run.add_argument("--flaws", type=int, default=20, help="flaws to list (suite questions)")
    run.set_defaults(files=[], sample=None)  # of the suite questions


def run(options: argparse.Namespace) -> int:
    """Run the suites and print them."""
    _check(options)
    if options.suite == "questions":
        return questions_suite(options)
    suites = _chosen(options)
    if options.baseline and len(suites) > 1 and not options.baseline.is_dir():
        raise UsageError("One baseline cannot serve several suites", "Give --suite or --dataset")
    runs: list[SuiteRun] = []
    for one in suites:
        runs.append(_run_suite(one, options, runs, several=len(suites) > 1))
        if not options.json:
            print("\n".join(_lines(runs[-1], options.groups)))
    if options.out:
        write_whole(options.out / REPORT, make_report(options.out))
    if options.json:
        reports = [one.to_json() for one in runs]
        print(json_text(reports[0] if len(reports) == 1 else {"runs": reports}))
    return FAILED if any(one.errors for one in runs) else DONE


def _check(options: argparse.Namespace) -> None:
    ModelSpec.parse(options.model)
    system(options.system)
    for name in _WITHOUT.get(options.suite, ()):
        if getattr(options, name) not in (None, False, DEFAULTS.get(name)):
            raise UsageError(
                f"--{name} does not apply to the suite {options.suite}", f"Leave --{name} out"
            )
    if options.limit is not None and options.limit < 1:
        raise UsageError(f"--limit is {options.limit}", "Give a positive number")
    if options.replies and ModelSpec.parse(options.model) is None:
        raise UsageError("--replies keeps what a chat model writes", "Give --model too")
    if options.resume and not options.out:
        raise UsageError("--resume needs the folder of the interrupted run", "Give --out")


def _chosen(options: argparse.Namespace) -> list[Suite]:
    if options.dataset:
        default = SUITES["golden"].index
        return [Suite(options.dataset.stem, options.dataset, options.index or default)]
    if options.suite and options.suite != "retrieval":
        return [suite(options.suite)]
    wanted = list(SUITES.values())
    if options.suite:
        wanted = [
            Suite(f"retrieval-{one.name}", one.dataset, one.index, one.sources, answers=False)
            for one in (SUITES[name] for name in RETRIEVAL)
        ]
    present = [one for one in wanted if one.available and (options.index or one.index).exists()]
    for one in wanted:
        if one not in present:
            note(f"left out: {one.name} (its data or its index is not here)")
    if not present:
        raise UsageError("No suite can run: there is no index yet", "Run `make ingest` first")
    return present


def _run_suite(
    one: Suite, options: argparse.Namespace, earlier: Sequence[SuiteRun], several: bool
) -> SuiteRun:
    index = options.index or one.index
    task = Task(
        one,
        system(options.system),
        options.model,
        index,
        options.split,
        options.limit,
        options.replies,
    )
    baseline = _baseline(one, options.baseline)
    prepared = prepare(task, IndexPassageSource.open(index))
    if baseline:
        baseline.check_comparable(prepared.configuration, options.baseline)
    place = options.out / one.name if options.out else None
    kept = place is not None and options.resume and is_finished(place, prepared.configuration)
    folder = None
    if place and not kept:
        resume = options.resume and (is_interrupted(place) or not several)
        folder = ResultsFolder(place, prepared.configuration, resume)
    try:
        results = read_results(place) if place and kept else _results(prepared, folder, one.name)
    except KeyboardInterrupt:
        if folder:
            note("interrupted: the same command with --resume goes on from here")
        raise
    finally:
        if folder:
            folder.close()
    compared = prepared.compared(results, baseline) if baseline else None
    done = prepared.sum_up(results, compared, _golden(earlier))
    if baseline:
        done = replace(done, compared_groups=compare_groups(results, baseline))
    if isinstance(prepared, PreparedSentences) and not kept:
        done = replace(done, timed=prepared.timed())
    if place and folder:
        folder.finish(done.to_json())
        if not isinstance(prepared, PreparedSentences):
            export(place)
    return done


def _golden(earlier: Sequence[SuiteRun]) -> list[CaseResult]:
    """Return the results of the golden questions that have an answer, if they were run before."""
    return [
        result
        for run in earlier
        for result in run.results
        if run.configuration.suite == "golden" and result.answerable
    ]


def _results(prepared: Runnable, folder: ResultsFolder | None, name: str) -> list[CaseResult]:
    """Run the cases with a progress bar, streaming them into the folder."""
    results = list(folder.done) if folder else []
    console = Console(stderr=True)
    for result in track(
        prepared.results(folder, results),
        name,
        total=len(prepared.cases),
        completed=len(results),
        console=console,
        disable=not console.is_terminal,
    ):
        results.append(result)
        if folder:
            folder.add_result(result)
    return results


def _baseline(one: Suite, path: Path | None) -> Baseline | None:
    if path is None:
        return None
    committed = path / f"{one.name}.json"
    return Baseline.load(committed if committed.exists() else path)


def _lines(one: SuiteRun, groups: bool) -> list[str]:
    latency = one.to_json()["latency_ms"]
    return [
        *run_lines(one, groups),
        "  latency  " + ", ".join(f"{name} {value} ms" for name, value in latency.items()),
    ]
