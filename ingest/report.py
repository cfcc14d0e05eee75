"""What a run tells: how far it is, and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from ingest.plan import Plan

Stage = Literal["hash", "read", "embed", "publish"]


class Progress(Protocol):
    """Is told how far a run is; counts are true, `total` grows while it is not known yet."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Take note of `done` of `total` files (hash, read) or passages (embed)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read."""

    collection: str
    path: str
    what: str
    remedy: str
    kept: bool = False
    """True when the index still holds what it held of this source before."""

    def __str__(self) -> str:
        end = " What the index held of it before stays." if self.kept else ""
        return f"{self.path}: {self.what}. {self.remedy}{end}".strip()


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did."""

    plan: Plan
    failures: tuple[Failure, ...]
    skipped: int
    """Files of a kind that is not read."""
    snapshot: str | None
    """The snapshot that serves after the run; None when there is none."""
    published: bool
    reason: str = ""
    """Why everything was built again, when it was."""
    documents: int = 0
    chunks: int = 0
    embedded: int = 0
    reused: int = 0
    seconds: float = 0.0
