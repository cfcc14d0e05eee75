"""What checks a sentence against passages, as items need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Passage, Span


class Check(Protocol):
    """What was found of one sentence."""

    @property
    def verdict(self) -> str:
        """`supported`, `partly` or `not supported`."""

    @property
    def generic(self) -> bool:
        """Whether it states no fact at all."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is not supported, in words."""

    @property
    def spans(self) -> tuple[tuple[int, Span], ...]:
        """Numbers of supporting passages, each with the place that supports best."""


class SentenceVerifier(Protocol):
    """What decides: `app.answer.verify.verifier.Verifier`."""

    def check(self, sentence: str, cited: Sequence[Passage]) -> Check:
        """Return whether the passages support the sentence."""
