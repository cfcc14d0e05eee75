"""A chat model's answer in a real browser: it streams, it can be stopped, a reload keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.chat_model.openai_server import Script, serving
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

QUESTION = "When should I use asynchronous inference rather than batch transform?"
TRUE = (
    "Choose asynchronous inference when requests arrive one by one at unknown times, "
    "and choose batch transform when a complete dataset is waiting."
)


WRITTEN_AND_ADDED = 4
"""The sentence that the model wrote, and the table of the sources that completes it."""


@pytest.fixture(scope="module")
def script() -> Script:
    return Script()


@pytest.fixture(scope="module")
def written(notes_index: Path, script: Script) -> Iterator[AppServer]:
    """An application whose chat model is a server that writes what the test wants."""
    folder = notes_index.parent
    with serving(script) as address:
        variables = {
            "GROUNDWORK_MODEL": "openai:scripted",
            "GROUNDWORK_MODEL_URL": address,
            "GROUNDWORK_MODEL_TIMEOUT": "60",
        }
        data, log = folder / "data-model", folder / "model.log"
        with AppServer(notes_index, data, log, variables) as running:
            yield running


@pytest.fixture
def tab(context: BrowserContext, written: AppServer) -> Page:
    tab = context.new_page()
    tab.goto(written.url)
    return tab


WATCH_DRAFTS = """() => {
    window.drafts = []
    new MutationObserver(() => {
        const draft = document.querySelector(".gw-draft")
        if (draft) window.drafts.push(draft.textContent)
    }).observe(document.body, {childList: true, subtree: true, characterData: true})
}"""
"""Keeps every draft that the page shows: one may be gone before it is looked for."""


def test_the_answer_streams_and_every_sentence_is_badged(tab: Page, script: Script) -> None:
    script.write = lambda _: f"{TRUE} [1] Batch transform costs 77 dollars a day [1]."
    script.pause = 0.1
    tab.evaluate(WATCH_DRAFTS)
    tab.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("verified, 1 taken out")).to_be_visible()
    assert any("asynchronous" in draft for draft in tab.evaluate("window.drafts"))
    expect(tab.locator(".gw-draft")).to_have_count(0)
    expect(tab.locator(".gw-badge")).to_have_count(WRITTEN_AND_ADDED)
    tab.locator(".gw-removed summary").click()
    expect(tab.locator(".gw-removed s")).to_have_text("Batch transform costs 77 dollars a day.")
    tab.locator(".gw-cite").first.click()
    expect(tab.locator("mark").first).to_be_visible()
    tab.reload()
    expect(tab.locator(".gw-badge")).to_have_count(WRITTEN_AND_ADDED)
    expect(tab.get_by_text("Explain simpler")).to_be_visible()


def test_a_stopped_answer_keeps_what_was_verified(tab: Page, script: Script) -> None:
    script.write = lambda _: f"{TRUE} [1] And then it goes on " + "and on " * 400
    script.pause = 0.1
    tab.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    tab.keyboard.press("Enter")
    expect(tab.locator(".gw-badge")).to_have_count(1)
    tab.get_by_test_id("stChatInputStopButton").click()
    expect(tab.get_by_test_id("stChatInputStopButton")).to_have_count(0)
    script.pause = 0.0
    tab.reload()
    expect(tab.get_by_text("Stopped. Shown is what was verified until then.")).to_be_visible()
    expect(tab.locator(".gw-badge")).to_have_count(1)
    expect(tab.locator(".gw-lead")).to_contain_text("Choose asynchronous inference")
