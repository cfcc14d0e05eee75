"""Write a dispute as the text of an issue, ready to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.item_text import answer_line
from app.practice.words import LETTERS, task_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.dispute import Dispute, OptionCase, Quote
    from app.practice.records import Question


def issue_text(
    question: Question, claimed: Sequence[int], dispute: Dispute, comment: str = ""
) -> str:
    """Return a title line and a Markdown body: item, claim, verdict, evidence."""
    lines = [
        f"Question {question.id}: {dispute.verdict}",
        "",
        f"**Item** `{question.id}` ({question.type}, {question.origin}, {task_words(question)})",
        "",
        f"> {question.stem}",
        "",
        *(f"{i}) {prompt.text}" for i, prompt in enumerate(question.prompts, 1)),
        *(f"- {LETTERS[i]}. {option.text}" for i, option in enumerate(question.options)),
        "",
        f"**Key** {answer_line(question)} · **Claimed** {_claim(question, claimed)}",
        *(["", f"**Comment** {comment.strip()}"] if comment.strip() else []),
        "",
        f"**Verdict** {dispute.verdict} (rule: {dispute.rule}). {dispute.reason}",
        "",
        "**Evidence**",
        "",
    ]
    for case in dispute.cases:
        lines += _case_lines(case)
    return "\n".join(lines).rstrip() + "\n"


def _claim(question: Question, claimed: Sequence[int]) -> str:
    named = [LETTERS[k] if 0 <= k < len(question.options) else "–" for k in claimed]
    if question.prompts:
        return ", ".join(f"{n}-{letter}" for n, letter in enumerate(named, 1))
    return ", ".join(named) or "nothing"


def _case_lines(case: OptionCase) -> Iterator[str]:
    roles = " and ".join(
        role for role, is_it in (("key", case.is_key), ("claimed", case.is_claimed)) if is_it
    )
    yield f"- {case.text}{f' ({roles})' if roles else ''}"
    for word, quotes in (("for", case.supporting), ("against", case.opposing)):
        for quote in quotes:
            yield f"  - {word}: {_quote(quote)}"
    if not case.supporting and not case.opposing:
        yield "  - nothing found"


def _quote(quote: Quote) -> str:
    absence = "complete list without it: " if quote.by_absence else ""
    url = f" <{quote.url}>" if quote.url else ""
    return f"{absence}“{quote.text}” ({quote.path}, {quote.where}){url}"
