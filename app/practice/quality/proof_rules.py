"""Every key has its quote, every quote is found, every reason is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.quality.finding import Finding
from app.practice.quality.words import stems
from app.practice.records import CaseStudy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.quality.outline import Outline
    from app.practice.records import Evidence, Item, Question

LEAST_QUOTE_WORDS = 4
"""A shorter quote is found anywhere and proves nothing."""


def proof_findings(item: Item, outline: Outline) -> Iterator[Finding]:
    """Yield what is missing of the proof of an item whose quotes were looked up."""
    scenario = item.scenario if isinstance(item, CaseStudy) else ""
    for question in item.parts:
        yield from _evidence(question)
        yield from _reasons(question)
        yield from _references(question, scenario, outline)


def distractors(question: Question) -> list[tuple[str, Evidence | None]]:
    """Return the wrong options of a question with their evidence."""
    keys = set(question.key)
    return [(o.text, o.evidence) for i, o in enumerate(question.options) if i not in keys]


def _evidence(question: Question) -> Iterator[Finding]:
    if question.prompts:
        needed = [(prompt.text, prompt.evidence) for prompt in question.prompts]
    else:
        needed = [(question.options[k].text, question.options[k].evidence) for k in question.key]
    for text, evidence in needed:
        if evidence is None:
            yield Finding(question.id, "key without quote", f'"{text}"')
        else:
            yield from _quote(question, text, evidence, is_key=True)
    for text, evidence in distractors(question):
        if evidence is not None:
            yield from _quote(question, text, evidence, is_key=False)


def _quote(question: Question, text: str, evidence: Evidence, *, is_key: bool) -> Iterator[Finding]:
    if not evidence.is_found:
        yield Finding(question.id, "lost quote", f'"{evidence.quote}" (of "{text}")')
    elif len(evidence.quote.split()) < LEAST_QUOTE_WORDS:
        yield Finding(question.id, "short quote", f'"{evidence.quote}"')
    elif is_key and not _supports(question, text, evidence):
        yield Finding(
            question.id, "key not supported", f'"{evidence.quote}" says nothing of "{text}"'
        )


def _supports(question: Question, text: str, evidence: Evidence) -> bool:
    """Whether quote (under its headings) and key speak of the same: they share a content word."""
    around = " ".join((evidence.quote, *evidence.heading_path))
    of_key = frozenset(stems(text))
    reasons = " ".join(
        option.rationale for option in question.options if option.text == text
    ) or " ".join(prompt.rationale for prompt in question.prompts if prompt.text == text)
    proof = frozenset(stems(around))
    return bool(of_key & proof) or len(frozenset(stems(reasons)) & proof) >= 2


def _reasons(question: Question) -> Iterator[Finding]:
    for option in question.options:
        if not option.rationale.strip():
            yield Finding(question.id, "option without reason", f'"{option.text}"')
    seen: dict[str, str] = {}
    for option in question.options if not question.prompts else ():
        twin = seen.setdefault(option.rationale, option.text)
        if option.rationale and twin != option.text:
            yield Finding(question.id, "one reason for two options", f'"{option.rationale}"')


def _references(question: Question, scenario: str, outline: Outline) -> Iterator[Finding]:
    for bullet in question.bullets:
        if bullet not in outline.bullets:
            yield Finding(question.id, "unknown outline entry", bullet)
    for service in question.services:
        if service not in outline.services:
            yield Finding(question.id, "service not in scope", service)
    for phrase in question.deciding:
        if phrase not in question.stem and phrase not in scenario:
            yield Finding(question.id, "deciding phrase not in the stem", f'"{phrase}"')


def pair_findings(items: list[Item]) -> Iterator[Finding]:
    """Yield minimal pairs whose halves do not name each other or whose key does not flip."""
    by_id = {part.id: part for item in items for part in item.parts}
    for part in by_id.values():
        if not part.pair:
            continue
        other = by_id.get(part.pair)
        if other is None or other.pair != part.id:
            yield Finding(part.id, "broken pair", f"{part.pair} does not name it")
        elif _keys(part) == _keys(other):
            yield Finding(part.id, "broken pair", f"the key does not flip in {part.pair}")


def _keys(question: Question) -> tuple[str, ...]:
    return tuple(question.options[k].text for k in question.key)
