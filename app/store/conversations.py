"""Conversations with their messages and the reader's feedback, newest first."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, func, insert, select, update

from app.store.database import conversations, feedback, messages
from app.store.stamp import utc_stamp
from app.surrogates import without_surrogates
from index.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

Role = Literal["user", "assistant"]
TITLE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the conversation list."""

    id: str
    title: str
    created: str
    updated: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn; `answer` holds the archived answer of an assistant's turn as JSON."""

    id: str
    conversation_id: str
    position: int
    role: Role
    text: str
    answer: str | None
    created: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb (1 up, 0 down) and its reason."""

    rating: int
    reason: str


class ConversationStore:
    """Read and write conversations; every call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, title: str, now: datetime | None = None) -> Conversation:
        """Begin a conversation under a title, shortened to one line."""
        stamp = utc_stamp(now)
        conversation = Conversation(uuid.uuid4().hex, shorten_title(title), stamp, stamp)
        with self._engine.begin() as connection:
            connection.execute(insert(conversations).values(asdict(conversation)))
        return conversation

    def conversations(self) -> list[Conversation]:
        """Return all conversations, the most recently used first."""
        query = select(conversations).order_by(
            conversations.c.updated.desc(), conversations.c.id.desc()
        )
        with self._engine.connect() as connection:
            return [Conversation(*row) for row in connection.execute(query)]

    def conversation(self, conversation_id: str) -> Conversation | None:
        """Return one conversation, or None when it does not exist."""
        query = select(conversations).where(conversations.c.id == conversation_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return Conversation(*row) if row else None

    def add(
        self,
        conversation_id: str,
        role: Role,
        text: str,
        answer: str | None = None,
        now: datetime | None = None,
    ) -> Message:
        """Append a message.

        Raises:
            UsageError: the conversation does not exist (it may have been deleted in another tab).
        """
        stamp = utc_stamp(now)
        text = without_surrogates(text)
        with self._engine.begin() as connection:
            touched = connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id)
                .values(updated=stamp)
            )
            if touched.rowcount == 0:
                raise UsageError(
                    "This conversation no longer exists", "Start a new one; nothing else is lost"
                )
            last = connection.execute(
                select(func.max(messages.c.position)).where(
                    messages.c.conversation_id == conversation_id
                )
            ).scalar()
            position = 0 if last is None else last + 1
            message = Message(
                uuid.uuid4().hex, conversation_id, position, role, text, answer, stamp
            )
            connection.execute(insert(messages).values(asdict(message)))
        return message

    def messages(self, conversation_id: str) -> list[Message]:
        """Return the messages of a conversation, oldest first."""
        query = (
            select(messages)
            .where(messages.c.conversation_id == conversation_id)
            .order_by(messages.c.position)
        )
        with self._engine.connect() as connection:
            return [Message(*row) for row in connection.execute(query)]

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; an empty one is refused.

        Raises:
            UsageError: the title has no visible character.
        """
        if not any(character.isprintable() and not character.isspace() for character in title):
            raise UsageError("A conversation needs a title", "Type at least one character")
        with self._engine.begin() as connection:
            connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id)
                .values(title=shorten_title(title))
            )

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with its messages and feedback."""
        of_it = select(messages.c.id).where(messages.c.conversation_id == conversation_id)
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.message_id.in_(of_it)))
            connection.execute(
                delete(messages).where(messages.c.conversation_id == conversation_id)
            )
            connection.execute(delete(conversations).where(conversations.c.id == conversation_id))

    def rate(
        self, message_id: str, rating: int, reason: str = "", now: datetime | None = None
    ) -> None:
        """Keep the reader's thumb on a message, replacing an earlier one.

        Raises:
            UsageError: the rating is not 0 or 1, or the message does not exist any more.
        """
        if rating not in (0, 1):
            raise UsageError(f"A rating of {rating} does not exist", "Give 1 (up) or 0 (down)")
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.message_id == message_id))
            rated = select(messages.c.id).where(messages.c.id == message_id)
            if connection.execute(rated).first() is None:
                raise UsageError(
                    "This message no longer exists", "Its conversation was deleted elsewhere"
                )
            connection.execute(
                insert(feedback).values(
                    message_id=message_id,
                    rating=rating,
                    reason=reason.strip(),
                    created=utc_stamp(now),
                )
            )

    def unrate(self, message_id: str) -> None:
        """Take a thumb back."""
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.message_id == message_id))

    def feedback(self, message_id: str) -> Feedback | None:
        """Return the thumb on a message, or None."""
        query = select(feedback.c.rating, feedback.c.reason).where(
            feedback.c.message_id == message_id
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return Feedback(*row) if row else None


def shorten_title(text: str) -> str:
    """Return the text on one line, at most `TITLE_CHARACTERS` long, cut at a word."""
    line = " ".join(without_surrogates(text).split())
    if len(line) <= TITLE_CHARACTERS:
        return line
    return line[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
