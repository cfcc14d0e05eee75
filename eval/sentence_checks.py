"""The verifier as the measures ask it: the same sentence against the same passages only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.answer.prose import split_step

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
        """Whether the passages together support the sentence: the test of the citation measures.

        The number of a step is the place in this answer, and no statement.
        """
        return any(
            self.check(text, cited).verdict == "supported"
            for text in dict.fromkeys((sentence, split_step(sentence)[1]))
        )
