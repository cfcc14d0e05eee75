"""Measure in a process of its own, so that nothing is warm and memory counts from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from eval.suites import ROOT
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OFFLINE = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
"""Variables with which no model hub is asked."""


def run_python(
    code: str, arguments: Sequence[str], failed: str, variables: Mapping[str, str] | None = None
) -> list[str]:
    """Run some Python in the checkout, offline, and return the lines that it printed.

    Args:
        code: what `python -c` runs.
        arguments: `sys.argv` from 1 on.
        failed: what is said when it fails, before its last words.
        variables: of its environment, beside this process's own.

    Raises:
        UsageError: it failed.
    """
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **OFFLINE, **(variables or {})},
    )
    if done.returncode:
        raise UsageError(failed, _last_words(done.stderr))
    return done.stdout.splitlines()


def _last_words(errors: str) -> str:
    """Return the line of a traceback that says what went wrong."""
    return (errors.strip().splitlines() or ["It ended without a word"])[-1]
