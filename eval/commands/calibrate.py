"""`python -m eval calibrate`: fit the answerability score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from eval.commands.status import DONE
from eval.suites import SUITES

if TYPE_CHECKING:
    import argparse

    from eval.commands.status import SubParsers


def add_calibrate(commands: SubParsers) -> None:
    """Add `calibrate`."""
    one = commands.add_parser(
        "calibrate",
        help="fit the answerability score on the dev and train questions",
        description="Fit the score that decides whether to answer, and print it with the figures of"
        " a cross-validation.",
    )
    golden = SUITES["golden"].index
    one.add_argument("--index", type=Path, default=golden, help="folder of the index")
    one.add_argument("--test", action="store_true", help="report the frozen part too")
    one.add_argument("--write", action="store_true", help="replace app/answer/answerability.json")


def calibrate(options: argparse.Namespace) -> int:
    """Fit, print, and write when asked to."""
    from eval.calibrate import calibrate as fit  # scikit-learn takes seconds to import
    from eval.calibrate import write_weights

    record = fit(options.index, options.test)
    if options.write:
        write_weights(record)
    print(json.dumps(record, indent=2))
    return DONE
