from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from app.answer import archive
from app.store.conversations import ConversationStore
from app.store.database import open_database, sqlite_url
from app.ui.archived import plain_text
from app.ui.export import all_conversations_zip, conversation_markdown, file_name
from tests.app.ui.records import answer, passage, sentence

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = passage("A *fact*. More.", "A *fact*.", "More.")
ANSWER = answer(SOURCE, sentences=(sentence(SOURCE, 0, role="lead"),))


def _store(folder: Path) -> ConversationStore:
    store = ConversationStore(open_database(sqlite_url(folder / "data.sqlite")))
    conversation = store.start("What is a fact?")
    store.add(conversation.id, "user", "What is a fact?")
    store.add(conversation.id, "assistant", plain_text(ANSWER), archive.dump(ANSWER))
    return store


def test_a_conversation_is_exported_with_its_sources(tmp_path: Path) -> None:
    store = _store(tmp_path)
    [conversation] = store.conversations()
    text = conversation_markdown(conversation, store.messages(conversation.id))
    assert text.startswith("# What is a fact?\n\nStarted ")
    assert "## What is a fact?\n\nA \\*fact\\*. [1]" in text
    assert "**Sources**" in text


def test_an_unreadable_answer_is_exported_as_text(tmp_path: Path) -> None:
    store = _store(tmp_path)
    [conversation] = store.conversations()
    store.add(conversation.id, "assistant", "Old text.", "no JSON")
    text = conversation_markdown(conversation, store.messages(conversation.id))
    assert text.endswith("Old text.\n")


def test_all_conversations_are_packed_under_names_that_differ(tmp_path: Path) -> None:
    store = _store(tmp_path)
    store.start("What is a fact?")
    with zipfile.ZipFile(io.BytesIO(all_conversations_zip(store))) as packed:
        names = packed.namelist()
    assert len(set(names)) == 2
    assert all(name.endswith(".md") and "what-is-a-fact" in name for name in names)


def test_a_file_name_is_plain(tmp_path: Path) -> None:
    store = _store(tmp_path)
    odd = store.start("../../etc: <x>?")
    assert file_name(odd).endswith("-etc-x.md")
    assert "/" not in file_name(odd)
