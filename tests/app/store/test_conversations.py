from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.conversations import (
    TITLE_CHARACTERS,
    ConversationStore,
    Feedback,
    shorten_title,
)
from app.store.database import open_database
from index.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_conversations_come_most_recently_used_first(store: ConversationStore) -> None:
    first = store.start("First", at(0))
    second = store.start("Second", at(1))
    assert [c.id for c in store.conversations()] == [second.id, first.id]
    store.add(first.id, "user", "again", now=at(2))
    assert [c.id for c in store.conversations()] == [first.id, second.id]


def test_time_zone_of_a_message_does_not_change_the_order(store: ConversationStore) -> None:
    late = store.start("Late", at(30))
    early = store.start("Early", at(0).astimezone(timezone(timedelta(hours=9))))
    assert [c.id for c in store.conversations()] == [late.id, early.id]
    assert early.created == "2026-11-23T12:00:00.000000+00:00"


def test_conversation_is_found_by_its_id(store: ConversationStore) -> None:
    started = store.start("Endpoints", at(0))
    assert store.conversation(started.id) == started
    assert store.conversation("unknown") is None


def test_messages_keep_their_order_roles_and_answers(store: ConversationStore) -> None:
    conversation = store.start("Endpoints")
    asked = store.add(conversation.id, "user", "What is PSI?", now=at(5))
    answered = store.add(conversation.id, "assistant", "A measure.", '{"version": 1}', at(1))
    assert store.messages(conversation.id) == [asked, answered]
    assert [m.position for m in store.messages(conversation.id)] == [0, 1]
    assert (answered.role, answered.answer) == ("assistant", '{"version": 1}')
    assert asked.answer is None


def test_messages_of_another_conversation_are_not_mixed_in(store: ConversationStore) -> None:
    first, second = store.start("First"), store.start("Second")
    store.add(first.id, "user", "one")
    other = store.add(second.id, "user", "two")
    assert store.messages(second.id) == [other]
    assert other.position == 0


def test_message_may_hold_any_text(store: ConversationStore) -> None:
    conversation = store.start("x")
    text = "'; DROP TABLE messages; -- \n<script> 😀 \x00 end"
    store.add(conversation.id, "user", text)
    store.add(conversation.id, "user", "lone \ud800 surrogate")
    assert [m.text for m in store.messages(conversation.id)] == [text, "lone ? surrogate"]


def test_adding_to_a_deleted_conversation_is_refused(store: ConversationStore) -> None:
    conversation = store.start("Endpoints")
    store.delete(conversation.id)
    with pytest.raises(UsageError, match="no longer exists"):
        store.add(conversation.id, "user", "still there?")
    assert store.messages(conversation.id) == []


def test_renaming_keeps_the_place_in_the_list(store: ConversationStore) -> None:
    first = store.start("First", at(0))
    second = store.start("Second", at(1))
    store.rename(first.id, "  Renamed\n title ")
    assert [(c.id, c.title) for c in store.conversations()] == [
        (second.id, "Second"),
        (first.id, "Renamed title"),
    ]


@pytest.mark.parametrize("title", ["", "   ", "\n\t", "\u200b", "\u00a0"])
def test_title_without_a_visible_character_is_refused(store: ConversationStore, title: str) -> None:
    conversation = store.start("Kept")
    with pytest.raises(UsageError, match="needs a title"):
        store.rename(conversation.id, title)
    assert store.conversations()[0].title == "Kept"


def rows(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        counted = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
    assert isinstance(counted, int)
    return counted


def test_deleting_takes_messages_and_feedback_along_and_nothing_else(
    store: ConversationStore, engine: Engine
) -> None:
    gone, kept = store.start("Gone"), store.start("Kept")
    for conversation in (gone, kept):
        message = store.add(conversation.id, "assistant", "text")
        store.rate(message.id, 1)
    store.delete(gone.id)
    assert [c.id for c in store.conversations()] == [kept.id]
    assert (rows(engine, "messages"), rows(engine, "feedback")) == (1, 1)
    store.delete(gone.id)
    store.delete("unknown")
    assert rows(engine, "conversations") == 1


def test_thumb_is_kept_replaced_and_taken_back(store: ConversationStore) -> None:
    message = store.add(store.start("x").id, "assistant", "text")
    assert store.feedback(message.id) is None
    store.rate(message.id, 0, "  wrong number \n")
    assert store.feedback(message.id) == Feedback(0, "wrong number")
    store.rate(message.id, 1)
    assert store.feedback(message.id) == Feedback(1, "")
    store.unrate(message.id)
    store.unrate(message.id)
    assert store.feedback(message.id) is None


def test_thumb_on_a_message_that_is_gone_is_refused(
    store: ConversationStore, engine: Engine
) -> None:
    conversation = store.start("x")
    message = store.add(conversation.id, "assistant", "text")
    store.delete(conversation.id)
    with pytest.raises(UsageError, match="no longer exists"):
        store.rate(message.id, 1)
    assert rows(engine, "feedback") == 0


@pytest.mark.parametrize("rating", [-1, 2, 5])
def test_rating_that_does_not_exist_is_refused(store: ConversationStore, rating: int) -> None:
    message = store.add(store.start("x").id, "assistant", "text")
    store.rate(message.id, 1)
    with pytest.raises(UsageError, match=f"rating of {rating} "):
        store.rate(message.id, rating)
    assert store.feedback(message.id) == Feedback(1, "")


def test_restart_keeps_everything(url: str) -> None:
    before = open_database(url)
    store = ConversationStore(before)
    conversation = store.start("Endpoints", at(0))
    message = store.add(conversation.id, "assistant", "text", '{"version": 1}', at(1))
    store.rate(message.id, 0, "reason")
    before.dispose()
    after = open_database(url)
    again = ConversationStore(after)
    assert [c.id for c in again.conversations()] == [conversation.id]
    assert again.messages(conversation.id) == [message]
    assert again.feedback(message.id) == Feedback(0, "reason")
    after.dispose()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What is PSI?", "What is PSI?"),
        ("  two\n lines\t here ", "two lines here"),
        (f"{'a' * 30} {'b' * 29}", f"{'a' * 30} {'b' * 29}"),
        (f"{'a' * 30}, {'b' * 30}", f"{'a' * 30}…"),
        ("a" * 61, "a" * 59 + "…"),
        ("", ""),
    ],
)
def test_title_is_one_line_cut_at_a_word(text: str, title: str) -> None:
    assert shorten_title(text) == title


@given(st.text(st.characters()))
def test_title_is_never_longer_than_allowed(text: str) -> None:
    title = shorten_title(text)
    assert len(title) <= TITLE_CHARACTERS
    assert title == " ".join(title.split())
    assert shorten_title(title) == title
