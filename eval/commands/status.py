"""Exit statuses, and how a command speaks beside its output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def note(line: str) -> None:
    """Write one line to standard error."""
    print(line, file=sys.stderr)
