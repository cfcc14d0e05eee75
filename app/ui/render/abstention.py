"""Say plainly that the sources hold no answer, and what was looked for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.answer.markdown import NOT_FOUND

if TYPE_CHECKING:
    from app.answer.records import Answer

MAY_ASK = 80
"""Longest heading that is asked about as it stands."""


def abstention_html(answer: Answer) -> str:
    """Return the statement, the question as it was searched, and the words that were not found."""
    if answer.missing_terms:
        words = ", ".join(f"<b>{escape(word)}</b>" for word in answer.missing_terms)
        why = f"<p>In none of the passages that came nearest: {words}.</p>"
    else:
        why = "<p>The words occur, but no passage says enough about them together.</p>"
    return (
        f'<div class="gw-abstention"><p class="gw-lead">{escape(NOT_FOUND)}</p>'
        f"<p>Looked for: <q>{escape(answer.understood_as)}</q></p>{why}</div>"
    )


def topic_question(title: str) -> str:
    """Return the question that asks about a section: its heading when that is one already."""
    bare = " ".join(title.split())
    return bare if bare.endswith("?") else f"What is said about {bare}?"
