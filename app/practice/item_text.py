"""Items as plain text for the terminal: questions first, the key in a section of its own."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from app.practice.records import CaseStudy
from app.practice.words import LETTERS, instruction, task_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.records import Evidence, Item, Question

WIDTH = 96


def quiz_text(items: Sequence[Item], with_key: bool) -> str:
    """Return items as text; nothing gives an answer away unless `with_key`."""
    blocks = [_item(number, item) for number, item in enumerate(items, 1)]
    if with_key:
        blocks.append("Key\n===")
        blocks += [_key(number, item) for number, item in enumerate(items, 1)]
    return "\n\n".join(blocks) + "\n"


def _item(number: int, item: Item) -> str:
    drill = ", recall drill" if item.grade == "drill" else ""
    kind = f"{item.type.replace('_', ' ')}{drill}"
    facts = f"{kind}, {item.difficulty}, {task_words(item)}, {item.id}"
    if not isinstance(item, CaseStudy):
        return f"{number}. ({facts})\n{_question(item)}"
    parts = [f"{number}. ({facts})", _wrapped(item.scenario)]
    for place, part in enumerate(item.questions, 1):
        parts += ["", f"   {number}.{place}", _question(part)]
    return "\n".join(parts)


def _question(question: Question) -> str:
    lines = [_wrapped(f"{question.stem} ({instruction(question)})")]
    for number, prompt in enumerate(question.prompts, 1):
        lines.append(_wrapped(prompt.text, f"{number})"))
    if question.prompts:
        lines.append("   Responses:")
    for letter, option in zip(LETTERS, question.options, strict=False):
        lines.append(_wrapped(option.text, f"{letter}."))
    return "\n".join(lines)


def _key(number: int, item: Item) -> str:
    if not isinstance(item, CaseStudy):
        return f"{number}. {_answer(item)}"
    return "\n\n".join(
        f"{number}.{place} {_answer(part)}" for place, part in enumerate(item.questions, 1)
    )


def _answer(question: Question) -> str:
    return "\n".join([answer_line(question), *_reasons(question)])


def answer_line(question: Question) -> str:
    """Return the key in letters: `B`, `A, D`, `C, A, B`, `1-B, 2-A`."""
    if question.prompts:
        return ", ".join(f"{n}-{LETTERS[k]}" for n, k in enumerate(question.key, 1))
    return ", ".join(LETTERS[k] for k in question.key)


def _reasons(question: Question) -> Iterator[str]:
    for number, prompt in enumerate(question.prompts, 1):
        yield _reason(f"{number})", prompt.rationale, prompt.evidence)
    for place, option in enumerate(question.options):
        if question.prompts and place in question.key:
            continue
        yield _reason(f"{LETTERS[place]}.", option.rationale, option.evidence)


def _reason(label: str, why: str, evidence: Evidence | None) -> str:
    lines = [_wrapped(why, label)]
    if evidence is not None and evidence.is_found:
        where = " > ".join((evidence.path, *evidence.heading_path[1:]))
        lines += [_wrapped(f'"{evidence.quote}"', "", 6), _wrapped(where, "", 6)]
        if evidence.url:
            checked = f" (checked {evidence.checked})" if evidence.checked else ""
            lines.append(f"      {evidence.url}{checked}")
    return "\n".join(lines)


def _wrapped(text: str, label: str = "", indent: int = 3) -> str:
    first = " " * indent + (f"{label} " if label else "")
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
