"""Find what supports a sentence: the passages it cites, or another retrieved one in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Verdict
    from app.answer.verify.verifier import Repair, SentenceCheck
    from index.records import Passage, Span


NOT_IN_ONE_PASSAGE = "no single passage says all of it"


@dataclass(frozen=True, slots=True)
class Proof:
    """A stretch of a passage that supports a sentence."""

    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of one sentence."""

    verdict: Verdict
    proofs: tuple[Proof, ...] = ()
    """None when a supported sentence states nothing ("In short:")."""
    reasons: tuple[str, ...] = ()
    """What is not supported, in words for the reader."""
    cover: float = 1.0
    """Share of what the sentence says that the one place that says most of it holds."""


class SentenceVerifier(Protocol):
    """What checks a sentence against passages: `app.answer.verify.verifier.Verifier`."""

    def check(self, sentence: str, cited: Sequence[Passage]) -> SentenceCheck:
        """Return whether the cited passages support the sentence."""

    def repair(self, sentence: str, retrieved: Sequence[Passage]) -> Repair | None:
        """Return the first retrieved passage that supports the sentence by itself, if any."""


class Judge(Protocol):
    """What decides whether a sentence may be shown."""

    def judge(
        self, sentence: str, cited: Sequence[Passage], retrieved: Sequence[Passage]
    ) -> Judgement:
        """Judge a sentence by what it cites, else by the other passages that the model saw."""


class VerifyingJudge:
    """Asks the verifier; a wrong or missing citation is repaired when another passage supports."""

    def __init__(self, verifier: SentenceVerifier) -> None:
        self._verifier = verifier

    def judge(
        self, sentence: str, cited: Sequence[Passage], retrieved: Sequence[Passage]
    ) -> Judgement:
        """Judge a sentence by what it cites, else by the other passages that the model saw."""
        check = self._verifier.check(sentence, cited or retrieved)
        if check.generic:
            return Judgement("supported")
        if cited and check.verdict == "supported":
            proofs = tuple(Proof(cited[at], span) for at, span in check.spans)
            if proofs:
                return Judgement("supported", proofs, cover=check.cover)
        repaired = self._verifier.repair(sentence, retrieved)
        if repaired is not None and repaired.check.spans:
            _, span = repaired.check.spans[0]
            proof = Proof(retrieved[repaired.position], span)
            return Judgement("supported", (proof,), cover=repaired.check.cover)
        verdict: Verdict = "partly" if check.verdict == "partly" else "not supported"
        return Judgement(verdict, reasons=check.reasons or (NOT_IN_ONE_PASSAGE,))
