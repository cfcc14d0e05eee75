"""The commands that measure the verifier: `run --suite perturbed` and `measure-grounding`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.answer.verify.verifier import Verifier
from app.surrogates import json_text
from eval.grounding import (
    BEGIN,
    OWN,
    begin_is_here,
    grounding_lines,
    measure_begin,
    measure_own,
)
from eval.suite_perturbed import ALIASES, perturbed_table, run_perturbed
from eval.suites import SUITES
from index.errors import UsageError

if TYPE_CHECKING:
    import argparse

    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_verifier_commands(commands: SubParsers) -> None:
    """Add `measure-grounding`."""
    one = commands.add_parser(
        "measure-grounding",
        help="hold the grounding measure against human labels",
        description="AUROC and balanced accuracy of K-precision and of the verifier against "
        "labels by people: BEGIN-WoW where it is here, and our own labelled sentences.",
    )
    one.add_argument(
        "--index", type=Path, default=SUITES["golden"].index, help="folder of the index"
    )
    one.add_argument("--json", action="store_true", help="print one JSON object")


def perturbed_command(options: argparse.Namespace) -> int:
    """Run the `perturbed` suite and print it."""
    run = run_perturbed(options.index or SUITES["golden"].index)
    report = run.to_json()
    if options.out:
        _write(options.out / "perturbed" / "results.jsonl", [one.to_json() for one in run.checked])
        _write(options.out / "perturbed" / "summary.json", [report])
    sys.stdout.write((json_text(report) if options.json else perturbed_table(run)) + "\n")
    return 0


def measure_grounding(options: argparse.Namespace) -> int:
    """Run `eval measure-grounding` and print what could be measured."""
    results = []
    if begin_is_here():
        results.append(measure_begin(Verifier.load(ALIASES)))
    else:
        print_error(f"left out: BEGIN-WoW ({BEGIN} is not here)")
    if OWN.exists():
        results.append(measure_own(options.index))
    else:
        print_error(f"left out: {OWN.name} (it is not here)")
    text = (
        json.dumps({"runs": results}) if options.json else "\n".join(map(grounding_lines, results))
    )
    sys.stdout.write(text + "\n")
    return 0


def print_error(line: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(line + "\n")


def _write(path: Path, lines: list[dict[str, object]]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json_text(line)}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", "Give --out another place"
        ) from error
