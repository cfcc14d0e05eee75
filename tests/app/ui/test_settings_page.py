"""The Settings page without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui import services
from tests.app.store.test_quizzes import create
from tests.app.ui.conftest import html

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from app.store.conversations import ConversationStore

PAGE = "ui/pages/settings.py"


def test_what_is_in_use_is_said(app: AppTest, installation: Path) -> None:
    app.switch_page(PAGE).run()
    assert not app.exception
    shown = html(app)
    assert "sentence-transformers/all-MiniLM-L6-v2, 384 dimensions" in shown
    assert "sentences of the sources, no language model" in shown
    assert str(installation / "index") in shown


def test_conversations_are_erased_after_a_question(app: AppTest, store: ConversationStore) -> None:
    store.start("One")
    store.start("Two")
    app.switch_page(PAGE).run()
    assert app.download_button(key="export_all").label == "Export 2 conversations"
    app.button(key="erase").click().run()
    app.button(key="erase_now").click().run()
    assert not app.exception
    assert store.conversations() == []


def test_practice_is_erased_after_a_question(app: AppTest, store: ConversationStore) -> None:
    quizzes = services.quizzes()
    create(quizzes)
    app.switch_page(PAGE).run()
    app.button(key="erase_practice").click().run()
    app.button(key="erase_practice_now").click().run()
    assert not app.exception
    assert quizzes.quizzes() == []
