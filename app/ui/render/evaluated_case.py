"""Show a case of an evaluation: the question, the answer as it was checked, what was found."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.ui.render.blocks import CELL, block_html
from app.ui.render.gold_marks import gold_marks
from app.ui.render.passage import PARAGRAPH
from app.ui.render.words import count

if TYPE_CHECKING:
    from app.evaluations import CheckedSentence, EvaluatedCase, RankedPassage

SIGNS = {"supported": "✓", "partly": "◐", "not supported": "✗"}
UNCHECKED = "not checked"
OPEN_PASSAGES = 1
"""Passages that lie open; the others open on a click."""


def case_html(case: EvaluatedCase) -> str:
    """Return the whole case as HTML; the text of documents is escaped."""
    return (
        f'<div class="gw-case"><p class="gw-meta">{escape(" · ".join(_facts(case)))}</p>'
        f"{_gold(case)}{_answer(case)}{_passages(case)}{_measures(case)}</div>"
    )


def _facts(case: EvaluatedCase) -> list[str]:
    named = (case.id, case.kind, case.domain, case.question_kind, case.split)
    facts = list(dict.fromkeys(one for one in named if one))
    facts.append("has an answer" if case.answerable else "has no answer in the sources")
    if case.answered:
        facts.append(f"answerability {case.answerability:.2f}")
    return facts


def _gold(case: EvaluatedCase) -> str:
    """Return what was expected: the gold answer, and where it stands."""
    answer = f"<p>{escape(case.gold_answer)}</p>" if case.gold_answer else ""
    where = f'<p class="gw-meta">{escape(", ".join(case.documents))}</p>' if case.documents else ""
    return f"<h4>Expected</h4>{answer}{where}" if answer or where else ""


def _answer(case: EvaluatedCase) -> str:
    if case.error:
        return f'<h4>Answer</h4><p class="gw-alert">No result: {escape(case.error)}</p>'
    if not case.answered:
        return ""
    said = _decision(case)
    decision = f'<p class="gw-decision">{said}</p>' if said else ""
    rows = "".join(f"<li>{_sentence(sentence)}</li>" for sentence in case.sentences)
    shown = f'<ul class="gw-checked-answer">{rows}</ul>' if rows else ""
    return f"<h4>Answer</h4>{decision}{shown}"


def _decision(case: EvaluatedCase) -> str:
    """Say whether it was right to answer or to decline."""
    if case.abstained:
        return (
            "It declined, though the sources hold an answer."
            if case.answerable
            else ("It declined, rightly: the sources hold no answer.")
        )
    return "" if case.answerable else "It answered, though the sources hold no answer."


def _sentence(sentence: CheckedSentence) -> str:
    """Return the sentence with its verdict in words, its reasons and its citations."""
    verdict = sentence.verdict or UNCHECKED
    cited = "".join(
        f' <span class="gw-cite" title="{escape(path or "nothing has this number")}">[{n}]</span>'
        for n, path in sentence.cited
    )
    reasons = f": {escape('; '.join(sentence.reasons))}" if sentence.reasons else ""
    kind = verdict.replace(" ", "-")
    sign = SIGNS.get(verdict, "·")
    return (
        f"{escape(sentence.text)}{cited}"
        f'<small class="gw-verdict gw-{escape(kind)}">{sign} {escape(verdict)}{reasons}</small>'
    )


def _passages(case: EvaluatedCase) -> str:
    if not case.passages:
        return ""
    held = sum(one.gold for one in case.passages)
    about = f", {held} of them with a gold span" if case.spans else ""
    cards = "".join(_passage(one, case) for one in case.passages)
    return (
        f"<h4>{count(len(case.passages), 'passage')} found{about}</h4>"
        f'<div class="gw-cards">{cards}</div>'
    )


def _passage(one: RankedPassage, case: EvaluatedCase) -> str:
    marks = gold_marks(one.text, case.spans) if one.gold else ()
    gold = '<strong class="gw-gold">gold</strong> · ' if one.gold else ""
    text = "".join(
        block_html("table" if CELL in part.group() else "prose", one.text, *part.span(), marks)
        for part in PARAGRAPH.finditer(one.text)
    )
    return (
        f'<details class="gw-card"{" open" if one.gold and one.rank <= OPEN_PASSAGES else ""}>'
        f'<summary><span class="gw-n">{one.rank}</span><span class="gw-about">'
        f'<span class="gw-path">{escape(" › ".join(one.heading_path) or one.path)}</span>'
        f'<span class="gw-meta">{gold}{escape(one.path)}</span></span></summary>'
        f'<div class="gw-passage">{text or "<p>The run kept no text of it.</p>"}</div></details>'
    )


def _measures(case: EvaluatedCase) -> str:
    shown = " · ".join(f"{name} {value:.2f}" for name, value in case.measures.items())
    return f'<p class="gw-meta">{escape(shown)}</p>' if shown else ""
