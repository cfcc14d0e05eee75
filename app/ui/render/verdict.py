"""Show how a response was: the verdict, and for every option its reason, quote and link."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.practice.words import LETTERS, number_word
from app.ui.render.links import document_address, official_link
from app.ui.render.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.records import Evidence, Option, Question
    from app.sitting import Step


def verdict_html(step: Step) -> str:
    """Return whether the response is right, and what the right one is."""
    grade = step.grade
    good = grade.correct
    words = "Right." if good else ("Not right." if grade.answered else "Not answered.")
    lines = [f'<p class="gw-lead">{words} {escape(_answer(step))}</p>']
    half = _half(step)
    if half:
        lines.append(f"<p>{escape(half)}</p>")
    if step.attempt is not None and step.attempt.confidence and grade.answered:
        lines.append(f'<p class="gw-quiet">{escape(_confidence(step))}</p>')
    kind = "gw-right" if good else "gw-wrong"
    return f'<div class="gw-verdict {kind}" role="status">{"".join(lines)}</div>'


def _answer(step: Step) -> str:
    question, order = step.question, step.order
    if question.type == "matching":
        pairs = (f"{i}–{_letter(order, k)}" for i, k in enumerate(question.key, 1))
        return f"The pairs are {', '.join(pairs)}."
    letters = [_letter(order, k) for k in question.key]
    if question.type == "ordering":
        return f"The order is {', '.join(letters)}."
    if len(letters) == 1:
        return f"The answer is {letters[0]}."
    return f"The answers are {' and '.join(sorted(letters))}."


def _half(step: Step) -> str:
    """Say that a part of the response was right, which the exam does not pay."""
    grade, question = step.grade, step.question
    if grade.correct or not grade.right or question.type == "multiple_choice":
        return ""
    right, due = number_word(len(grade.right)), number_word(question.choose)
    noun = {"matching": "pairs", "ordering": "steps in their place"}.get(question.type, "options")
    return f"{right.capitalize()} of {due} {noun} right; the exam gives no credit for a part."


def _confidence(step: Step) -> str:
    assert step.attempt is not None
    said = {"sure": "You were sure", "unsure": "You were unsure", "guess": "You guessed"}
    words = said.get(step.attempt.confidence, "")
    if step.attempt.confidence == "sure" and not step.attempt.correct:
        return f"{words}: worth reading the quote below."
    return f"{words}."


def reasons_html(step: Step) -> str:
    """Return the reason of every option: why the key is right, why the others are not."""
    question = step.question
    if question.type == "matching":
        return _pairs_html(step)
    if question.type == "ordering":
        right = _section("The right order", (_reason(step, k) for k in question.key), "ol")
    else:
        title = "Why it is right" if len(question.key) == 1 else "Why they are right"
        right = _section(title, (_reason(step, k) for k in step.order if k in question.key))
    others = [k for k in step.order if k not in question.key]
    title = "What does not belong" if question.type == "ordering" else "Why the others are wrong"
    wrong = _section(title, (_reason(step, k) for k in others)) if others else ""
    return f'<div class="gw-reasons">{right}{wrong}</div>'


def reason_html(step: Step, place: int) -> str:
    """Return the reason of one option alone."""
    return f'<div class="gw-reasons"><ul>{_reason(step, place)}</ul></div>'


def _pairs_html(step: Step) -> str:
    question = step.question
    rows = (_pair(step, i) for i in range(len(question.prompts)))
    spare = [k for k in step.order if k not in question.key]
    right = _section("The pairs", rows, "ol")
    wrong = _section("What fits no prompt", (_reason(step, k) for k in spare)) if spare else ""
    return f'<div class="gw-reasons">{right}{wrong}</div>'


def _pair(step: Step, number: int) -> str:
    question, response = step.question, step.response
    prompt, key = question.prompts[number], question.key[number]
    given = response[number] if number < len(response) else -1
    tag = ""
    if given == key:
        tag = _tag("your choice, right")
    elif 0 <= given < len(question.options):
        tag = _tag(f"you chose {_letter(step.order, given)}")
    answer = f"{_letter(step.order, key)}. {question.options[key].text}"
    return (
        f'<li class="gw-reason"><p class="gw-option">{escape(prompt.text)} → '
        f"<b>{escape(answer)}</b>{tag}</p>"
        f"<p>{escape(prompt.rationale)}</p>{evidence_html(prompt.evidence)}</li>"
    )


def _section(title: str, rows: Iterable[str], tag: str = "ul") -> str:
    return f"<section><h4>{escape(title)}</h4><{tag}>{''.join(rows)}</{tag}></section>"


def _reason(step: Step, place: int) -> str:
    option = step.question.options[place]
    kind = f'<span class="gw-kind">{escape(option.kind)}</span>' if option.kind else ""
    return (
        f'<li class="gw-reason"><p class="gw-option"><b>{_letter(step.order, place)}.</b> '
        f"{escape(option.text)}{_choice_tag(step, place)}</p>"
        f"<p>{escape(option.rationale)} {kind}</p>{evidence_html(option.evidence)}</li>"
    )


def _choice_tag(step: Step, place: int) -> str:
    response, question = step.response, step.question
    if place not in response:
        return ""
    if question.type == "ordering":
        at = response.index(place)
        due = question.key.index(place) if place in question.key else -1
        return _tag("you put it here" if at == due else f"you put it {_nth(at)}")
    return _tag("your choice, right" if place in question.key else "your choice")


def _nth(place: int) -> str:
    return ("first", "second", "third", "fourth", "fifth")[place] if place < 5 else f"{place + 1}th"


def _tag(words: str) -> str:
    return f' <span class="gw-tag">{escape(words)}</span>'


def evidence_html(evidence: Evidence | None) -> str:
    """Return a quote with the way to its place in the note, and to the official page."""
    if evidence is None or not evidence.is_found:
        return ""
    end = evidence.start + len(evidence.quote)
    address = document_address(evidence.document_id, evidence.start, end)
    where = " › ".join(evidence.heading_path) or evidence.title or evidence.path
    lead = (
        "<p class='gw-quiet'>This list is complete and lacks it:</p>" if evidence.by_absence else ""
    )
    official = f" · {official_link(evidence.url)}" if evidence.url else ""
    checked = f" · checked {escape(day(evidence.checked))}" if evidence.checked else ""
    return (
        f'{lead}<blockquote class="gw-quote">{escape(evidence.quote)}'
        f'<footer><a href="{escape(address)}" target="_blank">{escape(where)}</a>'
        f"{official}{checked}</footer></blockquote>"
    )


def options_html(step: Step) -> str:
    """Return the options as plain text in the order shown, without saying which is right."""
    prompts = "".join(f"<li>{escape(p.text)}</li>" for p in step.question.prompts)
    above = f"<ol>{prompts}</ol>" if prompts else ""
    rows = (
        f"<li><b>{_letter(step.order, k)}.</b> {_text(step.question, k)}</li>" for k in step.order
    )
    return f'{above}<ul class="gw-options">{"".join(rows)}</ul>'


def _text(question: Question, place: int) -> str:
    option: Option = question.options[place]
    return escape(option.text)


def _letter(order: Sequence[int], place: int) -> str:
    return LETTERS[order.index(place)]
