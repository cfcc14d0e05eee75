"""`python -m eval measure-grounding`: the grounding measure against labels of people."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.answer.verify.verifier import Verifier
from eval.grounding import (
    BEGIN,
    OWN,
    begin_is_here,
    grounding_lines,
    measure_begin,
    measure_own,
)
from eval.suite_perturbed import ALIASES
from eval.suites import SUITES

if TYPE_CHECKING:
    import argparse

    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_measure_grounding(commands: SubParsers) -> None:
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
