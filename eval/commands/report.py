"""`python -m eval report`: one HTML file of finished runs, to read and to pass on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.commands.status import DONE
from eval.html_report.files import REPORT, make_report
from eval.written import write_whole

if TYPE_CHECKING:
    import argparse

    from eval.commands.status import SubParsers


def add_report(commands: SubParsers) -> None:
    """Add `report`."""
    one = commands.add_parser(
        "report",
        help="write one HTML file of finished runs",
        description="Write tables, plots and the worst cases of finished runs as one HTML file "
        "that needs no script and no network; DIR/ablation.json and DIR/bench.json are drawn too.",
    )
    one.add_argument("folder", type=Path, metavar="DIR", help="the --out folder of `eval run`")
    one.add_argument("--out", type=Path, metavar="FILE", help=f"default: DIR/{REPORT}")
    one.add_argument(
        "--ablation",
        type=Path,
        metavar="FILE",
        help="the --out file of `eval ablation` (default: DIR/ablation.json, if it is there)",
    )


def report(options: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    path = options.out or options.folder / REPORT
    write_whole(path, make_report(options.folder, options.ablation))
    print(path)
    return DONE
