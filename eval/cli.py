"""Measure answers and speed without the pages: `python -m eval run`, `python -m eval gate`, ..."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from eval.commands.ablation import ablation, add_ablation
from eval.commands.bench import add_bench, bench
from eval.commands.calibrate import add_calibrate, calibrate
from eval.commands.gate import add_gate, gate
from eval.commands.importing import add_import, import_set
from eval.commands.measure_grounding import add_measure_grounding, measure_grounding
from eval.commands.questions import add_questions, questions
from eval.commands.report import add_report, report
from eval.commands.run import add_run, run
from eval.commands.status import FAILED, WRONG_USAGE, note
from index.errors import GroundworkError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""What a shell expects of a command that was stopped from the keyboard."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except UsageError as error:
        note(f"error: {error}")
        return WRONG_USAGE
    except GroundworkError as error:
        note(f"error: {error}")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="Measure retrieval, grounding and speed, offline."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for add in (
        add_run,
        add_report,
        add_gate,
        add_ablation,
        add_import,
        add_bench,
        add_calibrate,
        add_questions,
        add_measure_grounding,
    ):
        add(commands)
    return parser


COMMANDS = {
    "run": run,
    "report": report,
    "gate": gate,
    "ablation": ablation,
    "import": import_set,
    "bench": bench,
    "calibrate": calibrate,
    "questions": questions,
    "measure-grounding": measure_grounding,
}
