"""The named data sets: ours, in `eval/data`, and public ones that may lie beside the checkout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Suite:
    """A data set under a name, and the index it is asked of."""

    name: str
    dataset: Path
    index: Path
    sources: tuple[Path, ...] = ()
    """Folders that the index is built from, when it is not the default one."""

    @property
    def available(self) -> bool:
        """Whether the data set, and the folders it needs, are on this machine."""
        return self.dataset.exists() and all(path.exists() for path in self.sources)


SUITES = {
    suite.name: suite
    for suite in (
        Suite("golden", DATA / "golden.jsonl", ROOT / "index" / "data"),
        Suite("unanswerable", DATA / "unanswerable.jsonl", ROOT / "index" / "data"),
        Suite(
            "aws-docs",
            SHARED / "aws-docs-qa" / "dev.jsonl",
            ROOT / "index" / "bench-aws-docs",
            (SHARED / "aws-docs",),
        ),
    )
}


def suite(name: str) -> Suite:
    """Return a suite by name.

    Raises:
        UsageError: there is no such suite, or its data is not on this machine.
    """
    if name not in SUITES:
        raise UsageError(f"Unknown suite '{name}'", f"Choose from: {', '.join(SUITES)}")
    found = SUITES[name]
    if not found.available:
        missing = next(p for p in (found.dataset, *found.sources) if not p.exists())
        raise UsageError(
            f"Suite '{name}' needs {missing}, which is not here", "Choose another suite"
        )
    return found
