"""Verify one sentence against the passages it cites: verdict, support, and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from index.aliases import AliasTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.answer.records import Verdict
    from app.answer.verify.entailment import EntailmentModel
    from index.records import Passage, Span


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """What the check of one sentence found."""

    verdict: Verdict
    support: float
    """K-precision: the share of the sentence's content stems that the best cited passage holds."""
    reasons: tuple[str, ...] = ()
    """Why it is not supported, in plain words; empty for a supported sentence."""
    spans: tuple[tuple[int, Span], ...] = ()
    """For each cited passage that supports: its position in `cited`, and the span of its `text`
    that supports the sentence best. Every cited passage is listed when none supports."""
    generic: bool = False
    """True for a sentence that states no fact ("In short:"); it counts as supported."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A retrieved passage that supports a sentence which was cited wrongly."""

    position: int
    """The passage's position in `retrieved`."""
    check: SentenceCheck
    """The check against that passage alone, so `check.spans[0] == (0, span)`."""


@dataclass(frozen=True, slots=True)
class VerifierConfig:
    """The thresholds of the check, set on the dev parts of the evaluation."""

    least_support: float = 0.6
    """K-precision below which a sentence is not supported."""


class Verifier:
    """Check sentences against passages; deterministic, safe to share between threads."""

    def __init__(
        self,
        aliases: AliasTable,
        config: VerifierConfig | None = None,
        entailment: EntailmentModel | None = None,
    ) -> None:
        self.aliases = aliases
        self.config = config or VerifierConfig()
        self.entailment = entailment

    @classmethod
    def load(cls, aliases: Path, config: VerifierConfig | None = None) -> Self:
        """Read the alias table (`corpus/aliases.toml`); raises UsageError as `AliasTable.load`.

        A snapshot holds the table already: `Verifier(snapshot.aliases)`.
        """
        return cls(AliasTable.load(aliases), config)

    def check(self, sentence: str, cited: Sequence[Passage]) -> SentenceCheck:
        """Return whether the cited passages support the sentence. `[n]` marks are ignored."""
        raise NotImplementedError

    def repair(self, sentence: str, retrieved: Sequence[Passage]) -> Repair | None:
        """Return the first retrieved passage that supports the sentence by itself, if any."""
        raise NotImplementedError
