"""Write conversations as Markdown, one file each, or all of them as a zip."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from app.answer.markdown import answer_markdown, escape
from app.ui.archived import read_answer
from app.ui.render.words import moment

if TYPE_CHECKING:
    from app.store.conversations import Conversation, ConversationStore, Message

_NOT_IN_NAMES = re.compile(r"[^\w]+")
NAME_CHARACTERS = 50


def conversation_markdown(conversation: Conversation, messages: list[Message]) -> str:
    """Return a conversation with every answer's sources."""
    parts = [f"# {escape(conversation.title)}", f"Started {moment(conversation.created)}"]
    for message in messages:
        if message.role == "user":
            parts.append(f"## {escape(' '.join(message.text.split()))}")
            continue
        answer = read_answer(message)
        parts.append(answer_markdown(answer).strip() if answer else escape(message.text))
    return "\n\n".join(parts) + "\n"


def file_name(conversation: Conversation) -> str:
    """Return a file name that says what is inside."""
    words = _NOT_IN_NAMES.sub("-", conversation.title).strip("-").lower()[:NAME_CHARACTERS]
    return f"{conversation.created[:10]}-{words or 'conversation'}.md"


def all_conversations_zip(store: ConversationStore) -> bytes:
    """Return a zip with one Markdown file per conversation."""
    packed = io.BytesIO()
    used: set[str] = set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for conversation in store.conversations():
            name = file_name(conversation)
            if name in used:
                name = f"{name.removesuffix('.md')}-{conversation.id[:8]}.md"
            used.add(name)
            messages = store.messages(conversation.id)
            archive.writestr(name, conversation_markdown(conversation, messages))
    return packed.getvalue()
