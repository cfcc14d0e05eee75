"""The named data sets: ours, in `eval/data`, and public ones that may lie beside the checkout."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.dataset import load_cases
from eval.pooled import with_pool
from eval.removed_gold import without_gold
from eval.statistics import SEED
from index.errors import UsageError

if TYPE_CHECKING:
    from eval.dataset import Case

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
    removed_gold_of: Path | None = None
    """A data set whose questions are asked too, each with its gold page taken out (U3)."""
    pool: Path | None = None
    """Judgments of further passages that answer, found by pooling."""
    answers: bool = True
    """Whether answers are measured, or retrieval alone."""

    @property
    def available(self) -> bool:
        """Whether the data set, and the folders it needs, are on this machine."""
        return self.dataset.exists() and all(path.exists() for path in self.sources)


SUITES = {
    suite.name: suite
    for suite in (
        Suite(
            "golden",
            DATA / "golden.jsonl",
            ROOT / "index" / "data",
            pool=DATA / "golden-pool.jsonl",
        ),
        Suite(
            "unanswerable",
            DATA / "unanswerable.jsonl",
            ROOT / "index" / "data",
            removed_gold_of=DATA / "golden.jsonl",
            pool=DATA / "golden-pool.jsonl",
        ),
        Suite(
            "aws-docs",
            SHARED / "aws-docs-qa" / "dev.jsonl",
            ROOT / "index" / "bench-aws-docs",
            (SHARED / "aws-docs",),
        ),
    )
}


FITTING = Suite(
    "golden-train",
    DATA / "golden-train.jsonl",
    ROOT / "index" / "data",
    pool=DATA / "golden-train-pool.jsonl",
)
"""Questions that weights may be fitted on; runs when it is named, and never as a figure."""
PERTURBED = Suite("perturbed", DATA / "paraphrases.jsonl", ROOT / "index" / "data")
"""Sentences for the verifier: paraphrases from the file, the others made from the index."""
RETRIEVAL = ("golden", "aws-docs")
"""The suites of which `retrieval` measures the rankings alone."""
OF_THEIR_OWN = ("retrieval", "perturbed", "questions")
"""Suites that are not one data set of questions asked of an index."""


def suite(name: str) -> Suite:
    """Return a suite by name.

    Raises:
        UsageError: there is no such suite, or its data is not on this machine.
    """
    named = {**SUITES, FITTING.name: FITTING, PERTURBED.name: PERTURBED}
    if name in OF_THEIR_OWN and name not in named:
        raise UsageError(
            f"The suite '{name}' is for `python -m eval run` alone",
            f"Choose from: {', '.join(named)}",
        )
    if name not in named:
        known = ", ".join(dict.fromkeys((*named, *OF_THEIR_OWN)))
        raise UsageError(f"Unknown suite '{name}'", f"Choose from: {known}")
    found = named[name]
    if not found.available:
        missing = next(p for p in (found.dataset, *found.sources) if not p.exists())
        raise UsageError(
            f"Suite '{name}' needs {missing}, which is not here", "Choose another suite"
        )
    return found


def cases_of(one: Suite, split: str | None = None, limit: int | None = None) -> list[Case]:
    """Read the cases of a suite.

    Args:
        one: the suite.
        split: only the cases of this split.
        limit: a sample of so many cases, in their order; the same one for the same number.

    Raises:
        UsageError: the data set cannot be read, or has no cases of that split.
    """
    cases = load_cases(one.dataset)
    if one.pool and one.removed_gold_of is None:
        cases = with_pool(cases, one.pool)
    if one.removed_gold_of:
        answered = load_cases(one.removed_gold_of)
        cases += without_gold(with_pool(answered, one.pool) if one.pool else answered)
    cases = [case for case in cases if split is None or case.split == split]
    if not cases:
        raise UsageError(f"{one.dataset.name} has no cases of split '{split}'", "Leave --split out")
    if limit is None or limit >= len(cases):
        return cases
    chosen = set(random.Random(SEED).sample(range(len(cases)), limit))
    return [case for place, case in enumerate(cases) if place in chosen]
