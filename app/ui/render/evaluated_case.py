"""Show a case of an evaluation: the question, the answer as it was checked, what was found."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.ui.render.blocks import block_html
from app.ui.render.gold_marks import gold_marks
from app.ui.render.marks import Mark
from app.ui.render.passage import PARAGRAPH
from app.ui.render.words import count
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import CheckedSentence, CitedPassage, EvaluatedCase, RankedPassage

SIGNS = {"supported": "✓", "partly": "◐", "not supported": "✗"}
UNCHECKED = "not checked"


def case_html(case: EvaluatedCase) -> str:
    """Return the whole case as HTML; the text of documents is escaped."""
    return (
        f'<div class="gw-case"><p class="gw-meta">{escape(" · ".join(_facts(case)))}</p>'
        f"{_expected(case)}{_answer(case)}{_cited(case)}{_found(case)}{_measures(case)}</div>"
    )


def _facts(case: EvaluatedCase) -> list[str]:
    named = (case.id, case.kind, case.domain, case.question_kind, case.split)
    facts = list(dict.fromkeys(one for one in named if one))
    if case.is_question:
        facts.append("has an answer" if case.answerable else "has no answer in the sources")
    if case.answered:
        facts.append(f"answerability {case.answerability:.2f}")
    return facts


def _expected(case: EvaluatedCase) -> str:
    """Return what was expected: the gold answer, the key facts, and where they stand."""
    rows = [] if case.answerable else ["To decline: the sources hold no answer."]
    rows += [case.gold_answer] if case.gold_answer else []
    if case.facts:
        rows.append("Key facts: " + "; ".join(" or ".join(names) for names in case.facts))
    if case.answerable and not any(passage.gold for passage in case.passages):
        rows += [f"Gold span, not among what was found: “{span}”" for span in case.spans]
    body = "".join(f"<p>{escape(row)}</p>" for row in rows)
    where = [f"searched as: {case.understood_as}"] if case.understood_as else []
    where += [", ".join(case.documents)] if case.documents else []
    if case.without:
        where.append(f"asked without {', '.join(case.without)}")
    body += "".join(f'<p class="gw-meta">{escape(row)}</p>' for row in where)
    return f"<h4>Expected</h4>{body}" if body else ""


def _answer(case: EvaluatedCase) -> str:
    if case.error:
        return f'<h4>Answer</h4><p class="gw-alert">No result: {escape(case.error)}</p>'
    notice = f'<p class="gw-meta">{escape(case.notice)}</p>' if case.notice else ""
    if not (case.answered or case.sentences):
        return f"<h4>Found</h4>{notice}" if notice else ""
    said = _decision(case) if case.answered else ""
    decision = f'<p class="gw-decision">{said}</p>' if said else ""
    rows = "".join(f"<li>{_sentence(sentence)}</li>" for sentence in case.sentences)
    shown = f'<ul class="gw-checked-answer">{rows}</ul>' if rows else ""
    title = "Answer" if case.answered else "Check"
    return f"<h4>{title}</h4>{notice}{decision}{shown}{_removed(case)}"


def _removed(case: EvaluatedCase) -> str:
    """Return what a chat model wrote and what was held back."""
    if not case.removed:
        return ""
    rows = "".join(f"<li>{escape(sentence)}</li>" for sentence in case.removed)
    return (
        f'<p class="gw-meta">Written, and not shown:</p><ul class="gw-checked-answer">{rows}</ul>'
    )


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


def _cited(case: EvaluatedCase) -> str:
    if not case.cited:
        return ""
    cards = "".join(
        _card(one.n, one, _text(one.text, [Mark(*span) for span in one.spans]))
        for one in case.cited
    )
    return f'<h4>{count(len(case.cited), "passage")} cited</h4><div class="gw-cards">{cards}</div>'


def _found(case: EvaluatedCase) -> str:
    if not case.passages:
        return ""
    held = sum(one.gold for one in case.passages)
    first_gold = next((one.rank for one in case.passages if one.gold), None)
    about = f", {held} of them with a gold span" if case.spans else ""
    cards = "".join(
        _card(
            one.rank,
            one,
            _text(one.text, gold_marks(one.text, case.spans) if one.gold else ()),
            gold=one.gold,
            is_open=one.rank == first_gold,
        )
        for one in case.passages
    )
    return (
        f"<h4>{count(len(case.passages), 'passage')} found{about}</h4>"
        f'<div class="gw-cards">{cards}</div>'
    )


def _card(
    number: int,
    passage: RankedPassage | CitedPassage,
    text: str,
    gold: bool = False,
    is_open: bool = False,
) -> str:
    says = '<strong class="gw-gold">gold</strong> · ' if gold else ""
    return (
        f'<details class="gw-card"{" open" if is_open else ""}>'
        f'<summary><span class="gw-n">{number}</span><span class="gw-about">'
        f'<span class="gw-path">{escape(" › ".join(passage.heading_path) or passage.path)}</span>'
        f'<span class="gw-meta">{says}{escape(passage.path)}</span></span></summary>'
        f'<div class="gw-passage">{text or "<p>The run kept no text of it.</p>"}</div></details>'
    )


def _text(text: str, marks: Sequence[Mark]) -> str:
    return "".join(
        block_html("table" if CELL in part.group() else "prose", text, *part.span(), marks)
        for part in PARAGRAPH.finditer(text)
    )


def _measures(case: EvaluatedCase) -> str:
    shown = " · ".join(f"{name} {value:.2f}" for name, value in case.measures.items())
    return f'<p class="gw-meta">{escape(shown)}</p>' if shown else ""
