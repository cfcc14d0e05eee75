"""Everything that a drafted question must pass before it is kept; the model is asked last."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.written.blind import blind_refusal
from app.practice.written.gate import Claims, flawed, near_duplicate, unsafe, unsafe_text
from app.practice.written.proving import key_evidence, proved
from app.practice.written.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.generate.catalog import Catalog
    from app.practice.records import Question
    from app.practice.written.calling import StructuredModel
    from app.practice.written.quotes import PassageLibrary
    from app.practice.written.verifying import SentenceVerifier

SCENARIO_WORDS = (25, 130)
"""Fewest and most words of a scenario; the exam's own have some 40 to 90."""

_SPEAKS_OF_OTHERS = re.compile(
    r"\b(?:previous|preceding|first|second|third|next|last|earlier|other|prior) "
    r"(?:question|answer|part)s?\b|\bquestion \d|\banswer to question\b|\bthe above\b",
    re.IGNORECASE,
)
"""A question of a case study that leans on another one is lost when that one is dropped."""


class Examiner:
    """Returns a draft with its proof when nothing objects, else the first objection."""

    def __init__(
        self, model: StructuredModel, verifier: SentenceVerifier, catalog: Catalog
    ) -> None:
        self._model = model
        self._verifier = verifier
        self._catalog = catalog

    def question(
        self, draft: Question, library: PassageLibrary, stems: Sequence[str]
    ) -> Question | Refusal:
        """Examine a question that stands by itself.

        Raises ChatModelError when the model cannot be asked.
        """
        question = proved(draft, library, self._catalog)
        if isinstance(question, Refusal):
            return question
        return (
            unsafe_text(question)
            or near_duplicate(question.stem, stems)
            or Claims(self._verifier, library).refused(question)
            or flawed(question)
            or blind_refusal(question, library, self._model)
            or question
        )

    def part(
        self,
        draft: Question,
        scenario: str,
        library: PassageLibrary,
        stems: Sequence[str],
        kept: Sequence[Question],
    ) -> Question | Refusal:
        """Examine a question of a case study; `kept` are those of it that passed.

        Raises ChatModelError when the model cannot be asked.
        """
        part = proved(draft, library, self._catalog)
        if isinstance(part, Refusal):
            return part
        asked = replace(part, stem=f"{scenario} {part.stem}")
        return (
            unsafe_text(part)
            or _leaning(part)
            or near_duplicate(part.stem, [*stems, *(one.stem for one in kept)])
            or _same_proof(part, kept)
            or self._unsupported(part, asked, library)
            or flawed(part)
            or blind_refusal(asked, library, self._model)
            or part
        )

    def _unsupported(
        self, part: Question, asked: Question, library: PassageLibrary
    ) -> Refusal | None:
        """Refuse what is true neither by itself nor as an answer to the scenario.

        A question of fact needs no scenario, and one that asks which choice fits has no other.
        """
        claims = Claims(self._verifier, library)
        if claims.refused(part) is None:
            return None
        return claims.refused(asked)


def scenario_refusal(scenario: str, stems: Sequence[str]) -> Refusal | None:
    """Return what is wrong with the scenario of a case study; None when nothing is."""
    least, most = SCENARIO_WORDS
    words = len(scenario.split())
    if not least <= words <= most:
        return Refusal("malformed item", f"The scenario has {words} words: write {least} to {most}")
    if "?" in scenario:
        return Refusal("malformed item", "The scenario asks something: leave that to the questions")
    return unsafe([scenario]) or near_duplicate(scenario, stems)


def _leaning(part: Question) -> Refusal | None:
    if _SPEAKS_OF_OTHERS.search(part.stem):
        return Refusal("malformed item", "The question leans on another one: let it stand alone")
    return None


def _same_proof(part: Question, kept: Sequence[Question]) -> Refusal | None:
    """Refuse a question whose key rests on what another one of the case rests on."""
    proofs = {evidence.quote for one in kept for evidence in key_evidence(one)}
    if any(evidence.quote in proofs for evidence in key_evidence(part)):
        return Refusal("near duplicate", "Another question of the case rests on this quote")
    return None
