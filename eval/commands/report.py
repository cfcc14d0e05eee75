"""`python -m eval report`: one HTML file of finished runs, to read and to pass on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.surrogates import without_surrogates
from eval.html_report.files import REPORT, make_report
from index.errors import UsageError

if TYPE_CHECKING:
    import argparse


def add_report(commands: Any) -> None:
    """Add `report`."""
    one = commands.add_parser(
        "report",
        help="write one HTML file of finished runs",
        description="Write tables, plots and the worst cases of finished runs as one HTML file "
        "that needs no script and no network.",
    )
    one.add_argument("folder", type=Path, metavar="DIR", help="the --out folder of `eval run`")
    one.add_argument("--out", type=Path, metavar="FILE", help=f"default: DIR/{REPORT}")
    one.add_argument(
        "--ablation", type=Path, metavar="FILE", help="the --out file of `eval ablation`"
    )


def report(options: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    path = options.out or options.folder / REPORT
    write_report(options.folder, path, options.ablation)
    print(path)
    return 0


def write_report(folder: Path, path: Path, ablation: Path | None = None) -> None:
    """Write the report of the runs in a folder.

    Raises:
        UsageError: there is no run, or the file cannot be written.
    """
    html = without_surrogates(make_report(folder, ablation))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", "Give --out another place"
        ) from error
