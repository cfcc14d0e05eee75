"""What the citation measures need: does this text follow from these passages?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Answer
    from app.answer.verify.verifier import Verifier
    from index.records import Passage


class Support(Protocol):
    """The entailment test that ALCE takes a model for, and we the exact check."""

    def __call__(self, sentence: str, cited: Sequence[Passage]) -> bool:
        """Whether the passages together support the sentence."""


@dataclass(frozen=True, slots=True)
class VerifierSupport:
    """`support` of MEASURES as a test: the verdict is "supported"."""

    verifier: Verifier

    def __call__(self, sentence: str, cited: Sequence[Passage]) -> bool:
        """Whether the verifier says "supported"."""
        return self.verifier.check(sentence, cited).verdict == "supported"


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence with the passages its numbers resolve to."""

    text: str
    passages: tuple[Passage, ...]
    unresolved: int = 0
    """Citation numbers that no source bears."""


def cited_sentences(answer: Answer) -> tuple[CitedSentence, ...]:
    """Return the sentences of an answer with the passages they cite, each passage once."""
    sources = {source.n: source.passage for source in answer.sources}
    found = []
    for sentence in answer.sentences:
        numbers = tuple(dict.fromkeys(citation.n for citation in sentence.citations))
        passages = tuple(sources[n] for n in numbers if n in sources)
        found.append(CitedSentence(sentence.text, passages, len(numbers) - len(passages)))
    return tuple(found)
