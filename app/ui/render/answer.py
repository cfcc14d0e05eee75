"""Show the sentences of an answer, laid out as its kind of question asks, each with its `[n]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from app.answer.markdown import cells
from app.ui.render.verification import badge_html, draft_html, is_written, verified_line
from app.ui.render.words import count, duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Answer, AnswerSentence
    from app.ui.render.anchors import Anchors

_NUMBER = re.compile(r"\s*(?:\d+|[a-z])[.)]\s+")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A sentence as HTML, with its citations."""

    sentence: AnswerSentence
    links: str
    fresh: bool


def answer_html(answer: Answer, anchors: Anchors, upto: int | None = None, draft: str = "") -> str:
    """Return the first `upto` sentences of an answer (all by default) as HTML.

    While an answer is being displayed the last of them is marked as fresh, and fades in; a draft
    of the next sentence, not verified yet, stands below in a quiet colour.
    """
    total = len(answer.sentences) if upto is None else upto
    shown = [
        _Shown(
            sentence,
            _links(answer, sentence, anchors) + badge_html(answer, sentence),
            upto is not None and i == total - 1,
        )
        for i, sentence in enumerate(answer.sentences[:total])
    ]
    blocks: list[str] = []
    sides: list[str] = []
    for group, members in groupby(shown, key=lambda one: one.sentence.group):
        body = _runs(list(members))
        if group:
            sides.append(f'<section class="gw-side"><h4>{escape(group)}</h4>{body}</section>')
            continue
        blocks += [*_beside(sides), body]
        sides = []
    unfinished = draft_html(draft) if draft else ""
    return f'<div class="gw-answer">{"".join([*blocks, *_beside(sides)])}{unfinished}</div>'


def _beside(sides: Sequence[str]) -> list[str]:
    return [f'<div class="gw-sides">{"".join(sides)}</div>'] if sides else []


def _runs(members: Sequence[_Shown]) -> str:
    """Return consecutive sentences of one form as one table, list or paragraph."""
    return "".join(_run(list(run)) for _, run in groupby(members, key=_form))


def _form(one: _Shown) -> tuple[str, object]:
    sentence = one.sentence
    if sentence.role == "row":
        return "row", sentence.header
    if sentence.role in ("step", "item"):
        return sentence.role, None
    if sentence.role == "lead":
        return "lead", None
    return "support", tuple(citation.n for citation in sentence.citations)


def _run(run: Sequence[_Shown]) -> str:
    role = run[0].sentence.role
    if role == "row":
        return _table(run)
    if role == "step":
        return f'<ol class="gw-steps">{"".join(_step(one) for one in run)}</ol>'
    if role == "item":
        return f"<ul>{''.join(f'<li{_fresh(one)}>{_text(one)}</li>' for one in run)}</ul>"
    kind = "gw-lead" if role == "lead" else "gw-support"
    return f'<p class="{kind}">{" ".join(f"<span{_fresh(o)}>{_text(o)}</span>" for o in run)}</p>'


def _step(one: _Shown) -> str:
    kind = "gw-numbered" if _NUMBER.match(one.sentence.text) else "gw-continued"
    fresh = " gw-fresh" if one.fresh else ""
    return f'<li class="{kind}{fresh}">{_text(one)}</li>'


def _table(run: Sequence[_Shown]) -> str:
    header = run[0].sentence.header
    names = cells(header) if header else []
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(_row(one, names) for one in run)
    thead = f"<thead><tr>{head}</tr></thead>" if names else ""
    return f'<table class="gw-table">{thead}<tbody>{rows}</tbody></table>'


def _row(one: _Shown, names: Sequence[str]) -> str:
    texts = cells(one.sentence.text)
    shown = [escape(text) for text in texts]
    shown[-1] += f" {one.links}"
    row = "".join(
        f'<td data-label="{escape(names[i]) if i < len(names) else ""}">{text}</td>'
        for i, text in enumerate(shown)
    )
    return f"<tr{_fresh(one)}>{row}</tr>"


def _fresh(one: _Shown) -> str:
    return ' class="gw-fresh"' if one.fresh else ""


def _text(one: _Shown) -> str:
    return f"{escape(one.sentence.text)}&nbsp;{one.links}"


def _links(answer: Answer, sentence: AnswerSentence, anchors: Anchors) -> str:
    links: list[str] = []
    for citation in sentence.citations:
        passage = answer.source(citation.n).passage
        where = " › ".join(passage.heading_path) or passage.title
        links.append(
            f'<a class="gw-cite" href="#{escape(anchors.target(citation))}" '
            f'title="{escape(where)}" aria-label="Source {citation.n}: {escape(where)}">'
            f"[{citation.n}]</a>"
        )
    return "".join(links)


def verbatim_count(answer: Answer) -> int:
    """Return how many sentences stand, character by character, in a passage that they cite."""
    return sum(
        any(
            answer.source(c.n).passage.text[c.start : c.end] == sentence.text
            for c in sentence.citations
        )
        for sentence in answer.sentences
    )


def quiet_line(answer: Answer) -> str:
    """Return what was shown, searched and how long it took, in one line."""
    passages, time = count(answer.searched, "passage"), duration(answer.seconds)
    by_model = answer.asked_model and not answer.abstained
    searched = f"{passages} searched" + (f", {time} in all" if by_model else f" in {time}")
    if answer.abstained:
        return searched
    if is_written(answer):
        return f"{verified_line(answer)} · {searched}"
    total = len(answer.sentences)
    held = f"{verbatim_count(answer)} of {count(total, 'sentence')} verbatim from the sources"
    return f"{held} · {searched}"


def is_rewritten(answer: Answer) -> bool:
    """Whether the question was searched in other words than it was typed."""
    return _bare(answer.understood_as) != _bare(answer.question)


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip("?!. ").lower()
