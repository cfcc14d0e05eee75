"""The list of conversations in the sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from tests.app.ui.conftest import ask, html

if TYPE_CHECKING:
    from app.store.conversations import ConversationStore


def test_conversations_are_listed_and_opened(app: AppTest, store: ConversationStore) -> None:
    first = store.start("First *one*")
    store.add(first.id, "user", "First question?")
    app.run()
    assert app.button(key=f"open_{first.id}").label == r"First \*one\*"
    app.button(key=f"open_{first.id}").click().run()
    assert not app.exception
    assert app.query_params["c"] == first.id
    assert "First question?" in html(app)


def test_after_a_reload_the_address_says_which_conversation_is_open() -> None:
    def script() -> None:
        import streamlit as st

        from app.ui.current_conversation import is_open

        st.text(f"{is_open('kept')} {is_open('other')}")

    reloaded = AppTest.from_function(script)
    reloaded.query_params["c"] = "kept"
    assert reloaded.run().text[0].value == "True False"


def test_a_new_conversation_begins_empty(app: AppTest) -> None:
    ask(app.run(), "What is drift?")
    app.button(key="new_conversation").click().run()
    assert "c" not in app.query_params
    assert 'class="gw-question"' not in html(app)
    assert app.pills(key="starters").value is None


def test_a_conversation_is_renamed(app: AppTest, store: ConversationStore) -> None:
    kept = store.start("Before")
    app.run()
    app.menu_button(key=f"more_{kept.id}").set_value("Rename").run()
    app.text_input(key="new_title").set_value("After")
    app.button(key="rename_now").click().run()
    assert not app.exception
    assert [c.title for c in store.conversations()] == ["After"]


def test_a_conversation_is_deleted_after_a_question(app: AppTest, store: ConversationStore) -> None:
    doomed = store.start("Doomed")
    app.query_params["c"] = doomed.id
    app.run()
    app.menu_button(key=f"more_{doomed.id}").set_value("Delete").run()
    assert [c.id for c in store.conversations()] == [doomed.id]
    app.button(key="delete_now").click().run()
    assert not app.exception
    assert store.conversations() == []
    assert "c" not in app.query_params


def test_a_conversation_opens_from_another_page(app: AppTest, store: ConversationStore) -> None:
    kept = store.start("Kept")
    store.add(kept.id, "user", "Kept question?")
    app.switch_page("ui/pages/settings.py").run()
    app.button(key=f"open_{kept.id}").click().run()
    assert not app.exception
    assert "Kept question?" in html(app)
