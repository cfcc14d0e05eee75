"""Everything that decides a run's figures, under one hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from app.answer.verify.verifier import VerifierConfig
from eval.statistics import SEED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.retrieval import IndexPassageSource
    from eval.dataset import Case
    from eval.systems import System

MEASURES_VERSION = 2
"""Raised whenever a measure is defined anew: figures of two versions are not compared."""
SAME_CASES = ("suite", "split", "limit", "cases", "measures_version")
"""What two runs must share to be compared case by case; the first that differs is named."""


@dataclass(frozen=True, slots=True)
class RunConfiguration:
    """What was run on what."""

    system: str
    """Retrieval, by the name of `eval.systems`."""
    model: str
    """Who writes the answers; empty in a run of retrieval alone."""
    suite: str
    dataset: str
    """The file's name, with the part of it that was run."""
    cases: str
    """12 hex digits of the SHA-256 of the cases that were run."""
    n: int
    split: str
    limit: int
    """Size of the sample; 0 for all cases."""
    snapshot: str
    content: str
    """12 hex digits that name what the index holds and how it was made, whenever that was."""
    embedder: str
    precision: str
    chunks: int
    retrieval: dict[str, Any]
    """Every weight and switch of retrieval; empty for the plain pipeline."""
    seed: int = SEED
    measures_version: int = MEASURES_VERSION
    verifier: dict[str, Any] = field(default_factory=dict)
    """Every threshold of the check of sentences; empty where none is checked."""

    @property
    def hash(self) -> str:
        """Return 12 hex digits that name this configuration.

        The time at which an index was built is no part of it, what the index holds is.
        """
        decisive = {name: value for name, value in asdict(self).items() if name != "snapshot"}
        return digest(decisive)

    def to_json(self) -> dict[str, Any]:
        """Return all fields and the hash."""
        return {**asdict(self), "hash": self.hash}


def configure(
    system: System,
    model: str,
    suite: str,
    dataset: Path,
    cases: Sequence[Case],
    source: IndexPassageSource,
    split: str = "",
    limit: int = 0,
) -> RunConfiguration:
    """Describe a run that is about to begin."""
    status = source.status()
    parts = [split, f"sample of {limit}" if limit else ""]
    part = ", ".join(one for one in parts if one)
    return RunConfiguration(
        system=system.name,
        model=model,
        suite=suite,
        dataset=dataset.name + (f" ({part})" if part else ""),
        cases=digest([asdict(case) | {"line": 0} for case in cases]),
        n=len(cases),
        split=split,
        limit=limit,
        snapshot=status.snapshot,
        content=index_content(source),
        embedder=status.embedder,
        precision=status.precision,
        chunks=status.chunks,
        retrieval=asdict(system.config) if system.config else {},
        verifier=asdict(VerifierConfig()) if model else {},
    )


def index_content(source: IndexPassageSource) -> str:
    """Return 12 hex digits of what an index holds: its sources, and how they were cut."""
    manifest = source.retriever.snapshot.manifest
    sources = sorted([one.collection, one.path, one.sha256] for one in manifest.sources)
    return digest([manifest.model_hash, manifest.precisions, manifest.chunking, sources])


def digest(value: Any) -> str:
    """Return the first 12 hex digits of the SHA-256 of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]
