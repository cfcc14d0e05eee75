"""Show a question: scenario, stem with its deciding phrases marked, and how far the quiz is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.practice.wish import NAMES
from app.practice.words import instruction
from app.ui.render.marks import Mark, marked, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.blueprint import Blueprint
    from app.sitting import Sitting, Step

CHECKED = (
    "Every quote stands in the sources word for word and supports its reason, no wrong option is "
    "supported, and from the quotes alone the model gave the same key twice."
)


def question_html(step: Step) -> str:
    """Return scenario, stem and instruction; once answered, with the deciding phrases marked."""
    phrases = step.question.deciding if step.attempt is not None else ()
    parts: list[str] = []
    if step.case is not None:
        title = f"<h4>{escape(step.case.title)}</h4>" if step.case.title else ""
        scenario = marked(step.case.scenario, phrase_marks(step.case.scenario, phrases))
        parts.append(f'<section class="gw-scenario">{title}<p>{scenario}</p></section>')
    stem = marked(step.question.stem, phrase_marks(step.question.stem, phrases))
    parts.append(f'<p class="gw-stem">{stem}</p>')
    if step.question.type != "multiple_choice":
        parts.append(f'<p class="gw-instruction">{escape(instruction(step.question))}</p>')
    return f'<div class="gw-item">{"".join(parts)}</div>'


def phrase_marks(text: str, phrases: Sequence[str]) -> tuple[Mark, ...]:
    """Return marks on the first place of each phrase that the text holds."""
    places = ((text.find(phrase), len(phrase)) for phrase in phrases if phrase)
    return without_overlaps(Mark(at, at + length) for at, length in places if at >= 0)


def facts_line(step: Step, blueprint: Blueprint | None) -> str:
    """Return what kind of question it is and where it belongs, in one line."""
    question = step.question
    task = task_title(question.task, blueprint)
    case = step.case
    kind = NAMES[question.type]
    if case is not None:
        kind = f"case study, question {step.place + 1} of {len(case.questions)}"
    facts = [kind[:1].upper() + kind[1:], question.difficulty, task]
    if question.origin == "factory":
        facts.append("made from the text")
    if question.grade == "drill":
        facts.append("recall drill")
    return " · ".join(facts)


def badge_html(step: Step) -> str:
    """Return who wrote a question, where a chat model did; else nothing."""
    question = step.question
    if question.origin != "model":
        return ""
    author = question.author or "a chat model"
    return (
        f' <span class="gw-tag gw-written" title="{escape(CHECKED)}">'
        f"written by {escape(author)}, checked</span>"
    )


def task_title(task: str | None, blueprint: Blueprint | None) -> str:
    """Return a task with its name; an item about a document of one's own has none."""
    if not task:
        return "Outside the outline"
    return blueprint.task_title(task) if blueprint else f"Task {task}"


def progress_html(sitting: Sitting, here: int | None = None) -> str:
    """Return one dot per question; signs, not colours alone, say how it stands."""
    dots = "".join(_dot(sitting, step, here) for step in sitting.steps)
    return f'<ol class="gw-dots" aria-label="Questions of this quiz">{dots}</ol>'


def _dot(sitting: Sitting, step: Step, here: int | None) -> str:
    sign, word = state_of(sitting, step)
    if step.part.flagged:
        sign, word = "⚑", f"{word}, flagged"
    kind = word.split(",")[0].replace(" ", "-")
    current = ' aria-current="step"' if step.number == here else ""
    return (
        f'<li class="gw-dot gw-is-{kind}"{current} title="Question {step.number + 1}: {word}">'
        f'<span aria-hidden="true">{sign}</span>'
        f'<span class="gw-unseen">{step.number + 1}, {word}</span></li>'
    )


def state_of(sitting: Sitting, step: Step) -> tuple[str, str]:
    """Return the sign and the word for how a question stands."""
    hidden = sitting.quiz.mode == "quiz" and not sitting.is_over
    if step.attempt is not None and not hidden:
        if not step.grade.answered:
            return "–", "not answered"
        return ("✓", "right") if step.attempt.correct else ("✗", "not right")
    if step.attempt is not None or (step.part.draft and step.part.confidence):
        return "●", "answered"
    return "○", "open"
