"""Items as JSON: the shape that `python -m app quiz --json` prints and exports use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.records import CaseStudy

if TYPE_CHECKING:
    from app.practice.records import Evidence, Item, Question


def item_json(item: Item, with_key: bool = True) -> dict[str, Any]:
    """Return one item; without `with_key` nothing in it gives the answer away."""
    if isinstance(item, CaseStudy):
        return {
            "id": item.id,
            "type": "case_study",
            "title": item.title,
            "scenario": item.scenario,
            "questions": [_question_json(part, with_key) for part in item.questions],
            "domain": item.domain,
            "task": item.task,
            "bullets": list(item.bullets),
            "services": list(item.services),
            "difficulty": item.difficulty,
            "origin": item.origin,
            "grade": item.grade,
        }
    return _question_json(item, with_key)


def _question_json(question: Question, with_key: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": question.id,
        "type": question.type,
        "stem": question.stem,
        "options": [option.text for option in question.options],
        "choose": question.choose,
    }
    if question.prompts:
        record["prompts"] = [prompt.text for prompt in question.prompts]
    if with_key:
        record |= _key_json(question)
    return record | {
        "domain": question.domain,
        "task": question.task,
        "bullets": list(question.bullets),
        "services": list(question.services),
        "difficulty": question.difficulty,
        "constraint": question.constraint,
        "origin": question.origin,
        "grade": question.grade,
    }


def _key_json(question: Question) -> dict[str, Any]:
    single = question.type == "multiple_choice"
    evidence = [
        _evidence_json(option.evidence, {"option": i})
        for i, option in enumerate(question.options)
        if option.evidence is not None and option.evidence.is_found
    ]
    evidence += [
        _evidence_json(prompt.evidence, {"option": question.key[i], "prompt": i})
        for i, prompt in enumerate(question.prompts)
        if prompt.evidence is not None and prompt.evidence.is_found
    ]
    return {
        "key": question.key[0] if single else list(question.key),
        "rationales": [option.rationale for option in question.options],
        "evidence": evidence,
        "deciding": list(question.deciding),
    }


def _evidence_json(evidence: Evidence, place: dict[str, int]) -> dict[str, Any]:
    return place | {
        "quote": evidence.quote,
        "path": evidence.path,
        "url": evidence.url,
        "heading_path": list(evidence.heading_path),
        "checked": evidence.checked,
        "by_absence": evidence.by_absence,
    }
