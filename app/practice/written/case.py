"""Case studies by a chat model: a scenario, and two to four questions that are examined apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.errors import ItemError
from app.practice.records import CASE_QUESTIONS
from app.practice.written.calling import asked_for
from app.practice.written.draft import case_of, drafted_part
from app.practice.written.examiner import scenario_refusal
from app.practice.written.prompts import part_prompt, writing_prompt
from app.practice.written.quotes import PassageLibrary
from app.practice.written.refusal import Refusal
from app.practice.written.replies import WrittenCase, WrittenPart
from app.practice.written.tries import first_accepted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.records import CaseStudy, Question
    from app.practice.written.calling import StructuredModel
    from app.practice.written.examiner import Examiner
    from app.practice.written.refusal import Rule
    from index.records import Passage


@dataclass(frozen=True, slots=True)
class WrittenStudy:
    """What came of one order for a case study."""

    study: CaseStudy | None
    refused: tuple[Rule, ...] = ()
    """All tries that were refused, in their order; without a study the last one says why."""
    dropped_parts: tuple[Rule, ...] = ()
    """Questions given up, by the reason of the last try."""


class CaseWriter:
    """Lets a model write case studies; a question that is refused is written anew by itself."""

    def __init__(
        self, model: StructuredModel, examiner: Examiner, exam: str = "", retries: int = 0
    ) -> None:
        self._model = model
        self._examiner = examiner
        self._exam = exam
        self._retries = retries

    def write(self, passages: Sequence[Passage], stems: Sequence[str]) -> WrittenStudy:
        """Write one case study about passages; fewer than two good questions make none.

        Raises ChatModelError when the model cannot be asked.
        """
        refused: list[Rule] = []
        case = self._case(passages, stems, refused)
        if case is None:
            return WrittenStudy(None, tuple(refused))
        library = PassageLibrary(passages)
        kept: list[Question] = []
        dropped: list[Rule] = []
        for left, reply in zip(range(len(case.questions), 0, -1), case.questions, strict=True):
            if len(kept) + left < CASE_QUESTIONS:
                break
            part = self._part(reply, case.scenario, library, stems, kept, refused)
            if part is None:
                dropped.append(refused[-1])
            else:
                kept.append(part)
        if len(kept) < CASE_QUESTIONS:
            return WrittenStudy(None, (*refused, "too few parts"), tuple(dropped))
        study = case_of(case.scenario, kept, self._exam)
        return WrittenStudy(study, tuple(refused), tuple(dropped))

    def _case(
        self, passages: Sequence[Passage], stems: Sequence[str], refused: list[Rule]
    ) -> WrittenCase | None:
        """Return a reply with a usable scenario; None after the last try."""

        def once(last: Refusal | None) -> WrittenCase | Refusal:
            prompt = writing_prompt(
                passages, "case_study", exam=self._exam, known=stems, refused=last
            )
            reply = asked_for(self._model, prompt, WrittenCase)
            if isinstance(reply, Refusal):
                return reply
            return scenario_refusal(reply.scenario, stems) or reply

        return first_accepted(once, self._retries, refused)

    def _part(
        self,
        first: WrittenPart,
        scenario: str,
        library: PassageLibrary,
        stems: Sequence[str],
        kept: Sequence[Question],
        refused: list[Rule],
    ) -> Question | None:
        """Return a question that passed, the first one or one written anew; else None."""

        def once(last: Refusal | None) -> Question | Refusal:
            if last is None:
                return self._examined(first, scenario, library, stems, kept)
            prompt = part_prompt(
                library.passages,
                scenario,
                exam=self._exam,
                known=[part.stem for part in kept],
                refused=last,
            )
            reply = asked_for(self._model, prompt, WrittenPart)
            return self._examined(reply, scenario, library, stems, kept)

        return first_accepted(once, self._retries, refused)

    def _examined(
        self,
        reply: WrittenPart | Refusal,
        scenario: str,
        library: PassageLibrary,
        stems: Sequence[str],
        kept: Sequence[Question],
    ) -> Question | Refusal:
        if isinstance(reply, Refusal):
            return reply
        try:
            draft = drafted_part(reply, self._exam)
        except ItemError as error:
            return Refusal("malformed item", error.problem)
        return self._examiner.part(draft, scenario, library, stems, kept)
