"""A chat model on the pages: choosing it, streaming, badges, what was taken out, failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.answer import archive
from app.store.database import open_database, sqlite_url
from app.store.preferences import PreferenceStore
from app.ui.model_choice import MODEL, TIMEOUT, TOKENS, forget_opened_models
from app.ui.services import DATABASE
from tests.app.chat_model.openai_server import Script, serving
from tests.app.ui.conftest import ask, html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from app.store.conversations import ConversationStore

QUESTION = "When should I use asynchronous inference rather than batch transform?"
TRUE = (
    "Choose asynchronous inference when requests arrive one by one at unknown times, "
    "and choose batch transform when a complete dataset is waiting."
)
FALSE = "Batch transform costs 77 dollars a day."
NAME = "openai:scripted"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    script = Script(write=lambda _: f"{TRUE} [1] {FALSE} [1]")
    with serving(script) as address:
        monkeypatch.setenv("GROUNDWORK_MODEL_URL", address)
        monkeypatch.setenv("GROUNDWORK_MODEL", NAME)
        forget_opened_models()
        yield script


@pytest.fixture
def preferences(installation: Path) -> PreferenceStore:
    return PreferenceStore(open_database(sqlite_url(installation / "data" / DATABASE)))


def test_an_answer_is_streamed_checked_and_kept(
    app: AppTest, script: Script, store: ConversationStore
) -> None:
    shown = html(ask(app.run(), QUESTION))
    assert TRUE.replace(".", "") in shown
    assert 'aria-label="Checked against its source: supported"' in shown
    assert " verified, 1 taken out · " in shown
    assert f"<s>{FALSE}</s>" in shown
    assert f"What {NAME} wrote and the sources do not support: 1 sentence" in shown
    [conversation] = store.conversations()
    answer = archive.load(store.messages(conversation.id)[1].answer or "")
    [written] = [sentence.text for sentence in answer.sentences if not sentence.added]
    assert (answer.model, written, len(answer.removed)) == (NAME, TRUE, 1)


def test_the_sidebar_says_which_model_writes(app: AppTest, script: Script) -> None:
    assert f"{NAME}, every sentence checked" in html(app.run())


def test_a_reload_keeps_badges_and_what_was_taken_out(app: AppTest, script: Script) -> None:
    ask(app.run(), QUESTION)
    app.run()
    shown = html(app)
    assert "gw-badge" in shown
    assert f"<s>{FALSE}</s>" in shown
    assert len(script.requests) == 1


def test_ways_on_are_offered_below_the_last_answer(app: AppTest, script: Script) -> None:
    ask(app.run(), QUESTION)
    app.run()
    [pills] = [p for p in app.pills if p.key.startswith("go_on_")]
    assert pills.options[:3] == ["Explain simpler", "Give an analogy", "Mnemonic"]
    pills.set_value("Explain that more simply").run()
    assert not app.exception
    assert "in the simplest words" in script.requests[-1]["messages"][1]["content"]
    assert html(app).count("gw-badge") >= 2


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_failing_model_leaves_a_working_page(app: AppTest, script: Script, status: int) -> None:
    script.statuses = [status] * 9
    shown = html(ask(app.run(), QUESTION))
    assert f"({status})" in shown
    assert "These are sentences of the sources, word for word." in shown
    assert f">{TRUE}</mark>" in shown
    assert "verbatim from the sources" in shown
    assert "gw-badge" not in shown


def test_a_missing_key_is_said_in_one_line(
    app: AppTest, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GROUNDWORK_MODEL_URL")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("GROUNDWORK_MODEL", "openai:without-a-key")
    shown = html(ask(app.run(), QUESTION))
    assert "There is no key for openai. Set OPENAI_API_KEY" in shown
    assert f">{TRUE}</mark>" in shown


def test_html_of_a_model_is_never_html_on_the_page(app: AppTest, script: Script) -> None:
    script.write = lambda _: (
        f"{TRUE} [1] <img src=x onerror=alert(1)>Batch transform is here [1]. "
        "[Click](https://evil.example) it now [1]."
    )
    shown = html(ask(app.run(), QUESTION))
    assert "<img" not in shown
    assert "evil.example" not in shown


def test_a_choice_on_the_settings_page_is_kept(
    app: AppTest, script: Script, preferences: PreferenceStore
) -> None:
    app.run()
    app.switch_page("ui/pages/settings.py").run()
    assert app.selectbox(key="model_picked").value == NAME
    assert "It is ready." in html(app)
    app.selectbox(key="model_picked").set_value("another").run()
    app.text_input(key="model_typed").set_value("openai:other").run()
    app.number_input(key="model_timeout").set_value(15.0).run()
    app.number_input(key="model_tokens").set_value(250).run()
    app.button(key="model_save").click().run()
    assert not app.exception
    kept = [preferences.get(name) for name in (MODEL, TIMEOUT, TOKENS)]
    assert kept == ["openai:other", "15", "250"]


def test_a_wrong_name_is_refused_with_the_form_of_a_right_one(
    app: AppTest, script: Script, preferences: PreferenceStore
) -> None:
    app.run()
    app.switch_page("ui/pages/settings.py").run()
    app.selectbox(key="model_picked").set_value("another").run()
    app.text_input(key="model_typed").set_value("gpt-4o").run()
    app.button(key="model_save").click().run()
    shown = html(app)
    assert "&#x27;gpt-4o&#x27; names no chat model" in shown
    assert "Write PROVIDER:MODEL" in shown
    assert preferences.get(MODEL) == ""
