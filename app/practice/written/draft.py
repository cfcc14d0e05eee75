"""Turn a model's reply into a question, unproved as yet."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.generate.assemble import constraint_of
from app.practice.records import CaseStudy, Evidence, Option, Prompt, Question
from app.practice.written.replies import (
    LETTERS,
    WrittenMatches,
    WrittenOption,
    WrittenOrder,
)
from index.records import content_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.records import Difficulty, DistractorKind, QuestionType
    from app.practice.written.replies import (
        WrittenChoice,
        WrittenPart,
        WrittenReply,
        WrittenResponse,
    )

SCENARIO_WORDS = 40
"""Words from which a stem is a scenario of the exam's own length."""


def drafted(reply: WrittenReply, kind: QuestionType, exam: str) -> Question:
    """Return the question that a reply describes.

    Raises ItemError when its shape is not allowed: a key beyond the options, two options alike.
    """
    if isinstance(reply, WrittenOrder):
        return _ordering(reply, exam)
    if isinstance(reply, WrittenMatches):
        return _matching(reply, exam)
    return _choice(reply, kind, exam)


def drafted_part(reply: WrittenPart, exam: str) -> Question:
    """Return the question of a case study that a reply describes; raises ItemError like the others.

    Its type follows from the number of right options.
    """
    one = len(set(reply.key)) == 1
    return _choice(reply, "multiple_choice" if one else "multiple_response", exam)


def case_of(scenario: str, parts: Sequence[Question], exam: str) -> CaseStudy:
    """Return the case study of proved questions, named after the section of the first proof."""
    name = f"m-{content_hash('case_study', scenario, *(part.id for part in parts))[:16]}"
    proofs = (option.evidence for option in parts[0].options if option.kind is None)
    headings = next((proof.heading_path for proof in proofs if proof), ())
    return CaseStudy(
        id=name,
        scenario=scenario,
        questions=tuple(
            replace(part, id=f"{name}-q{n}", difficulty="hard") for n, part in enumerate(parts, 1)
        ),
        title=headings[-1] if headings else "",
        origin="model",
        exam=exam,
        checked=min((part.checked for part in parts if part.checked), default=None),
    )


def _choice(
    reply: WrittenChoice | WrittenResponse | WrittenPart, kind: QuestionType, exam: str
) -> Question:
    key = tuple(sorted({LETTERS.index(letter) for letter in reply.key}))
    options = tuple(_option(one, is_key=i in key) for i, one in enumerate(reply.options))
    return _question(reply.stem, kind, options, key, exam)


def _ordering(reply: WrittenOrder, exam: str) -> Question:
    """Return the steps in an order that gives nothing away."""
    places = list(range(len(reply.steps)))
    random.Random(reply.stem).shuffle(places)
    options = tuple(_option(reply.steps[place], is_key=True) for place in places)
    key = tuple(places.index(step) for step in range(len(places)))
    return _question(reply.stem, "ordering", options, key, exam)


def _matching(reply: WrittenMatches, exam: str) -> Question:
    responses = sorted({pair.answer for pair in reply.pairs}, key=str.casefold)
    reasons = {pair.answer: pair for pair in reversed(reply.pairs)}
    options = tuple(
        Option(text, reasons[text].reason, Evidence(reasons[text].quote)) for text in responses
    )
    prompts = tuple(Prompt(p.prompt, p.reason, Evidence(p.quote)) for p in reply.pairs)
    key = tuple(responses.index(pair.answer) for pair in reply.pairs)
    return _question(reply.stem, "matching", options, key, exam, prompts)


def _option(written: WrittenOption, *, is_key: bool) -> Option:
    kind: DistractorKind | None = None if is_key else "true but beside the point"
    return Option(written.text, written.reason, Evidence(written.quote), kind)


def _question(
    stem: str,
    kind: QuestionType,
    options: Sequence[Option],
    key: Sequence[int],
    exam: str,
    prompts: Sequence[Prompt] = (),
) -> Question:
    shown = [stem, *sorted(o.text for o in options), *(p.text for p in prompts)]
    difficulty: Difficulty = "hard" if len(stem.split()) >= SCENARIO_WORDS else "medium"
    return Question(
        id=f"m-{content_hash(kind, *(text.casefold() for text in shown))[:16]}",
        type=kind,
        stem=stem,
        options=tuple(options),
        key=tuple(key),
        bullets=(),
        prompts=tuple(prompts),
        difficulty=difficulty,
        constraint=constraint_of(stem),
        origin="model",
        exam=exam,
    )
