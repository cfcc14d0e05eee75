"""Answers as the database keeps them: whole, or as plain text when they cannot be read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from app.answer import archive
from app.answer.markdown import NOT_FOUND

if TYPE_CHECKING:
    from app.answer.records import Answer
    from app.store.conversations import Message

PRACTICE = '{"practice"'
"""How the archive of a message begins that holds a quiz or speaks about one."""

_log = logging.getLogger(__name__)


def read_answer(message: Message) -> Answer | None:
    """Return the archived answer of a message; None when there is none that can be read."""
    if message.answer is None or is_practice(message):
        return None
    try:
        return archive.load(message.answer)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("answer %s cannot be read: %r", message.id, error)
        return None


def is_practice(message: Message) -> bool:
    """Whether a message was written by the practice side, which keeps its own records."""
    return (message.answer or "").startswith(PRACTICE)


def plain_text(answer: Answer) -> str:
    """Return an answer as plain text, for the day when its archive cannot be read."""
    if answer.abstained:
        return NOT_FOUND
    lines = [
        f"{sentence.text} {''.join(f'[{c.n}]' for c in sentence.citations)}"
        for sentence in answer.sentences
    ]
    lines += [""] + [
        f"[{source.n}] {source.passage.title}: {' > '.join(source.passage.heading_path)}"
        for source in answer.sources
    ]
    return "\n".join(lines)
