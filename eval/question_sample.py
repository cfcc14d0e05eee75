"""A random sample of questions as text, to be read slowly: key, reasons and quotes in full."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.practice.records import CaseStudy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.records import Evidence, Item, Question


def sample_items(items: Sequence[Item], number: int, seed: int) -> list[Item]:
    """Draw items without replacement, or all of them; their ids and the seed fix the sample."""
    ordered = sorted(items, key=lambda item: item.id)
    return random.Random(seed).sample(ordered, min(number, len(ordered)))


def sample_lines(items: Sequence[Item]) -> list[str]:
    """Return the items as lines for a terminal, an empty line between two."""
    lines = []
    for number, item in enumerate(items, 1):
        lines += [f"{number}. {item.id} | {item.type} | {item.difficulty}"]
        if isinstance(item, CaseStudy):
            lines += [f"   {item.title}", f"   {item.scenario}"]
        for part in item.parts:
            lines += _question_lines(part)
        lines += [""]
    return lines[:-1]


def _question_lines(question: Question) -> list[str]:
    about = (
        f"{', '.join(question.bullets)} | {question.constraint} | {'; '.join(question.services)}"
    )
    lines = [f"   [{about}]", f"   Q: {question.stem}"]
    if question.deciding:
        lines += [f"   decides: {'; '.join(question.deciding)}"]
    for prompt, k in zip(question.prompts, question.key, strict=False):
        lines += [f"   > {prompt.text} = {question.options[k].text}"]
        lines += _reason_lines(prompt.rationale, prompt.evidence)
    for i, option in enumerate(question.options):
        if question.prompts and i in question.key:
            continue
        kind = "" if option.kind is None else f" ({option.kind})"
        lines += [f"   {'*' if i in question.key else '-'} {option.text}{kind}"]
        lines += _reason_lines(option.rationale, option.evidence)
    return lines


def _reason_lines(rationale: str, evidence: Evidence | None) -> list[str]:
    lines = [f"       why: {rationale}"]
    if evidence is not None:
        absence = " (by absence)" if evidence.by_absence else ""
        lines += [f'       quote{absence}: "{evidence.quote}"']
    return lines
