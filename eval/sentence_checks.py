"""The verifier as the measures ask it: the same sentence against the same passages only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.verify.verifier import SentenceCheck, Verifier
    from index.records import Passage

REMEMBERED = 512
"""Checks kept: one case asks for a few dozen."""


class SentenceChecks:
    """Checks of sentences, remembered for the length of a case."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self._known: dict[tuple[str, tuple[str, ...]], SentenceCheck] = {}

    def check(self, sentence: str, cited: Sequence[Passage]) -> SentenceCheck:
        """Return what the verifier says of a sentence against the passages it cites."""
        key = (sentence, tuple(passage.chunk_id for passage in cited))
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = self._verifier.check(sentence, cited)
        return self._known[key]

    def supports(self, sentence: str, cited: Sequence[Passage]) -> bool:
        """Whether the passages together support the sentence: the test of the citation measures."""
        return self.check(sentence, cited).verdict == "supported"
