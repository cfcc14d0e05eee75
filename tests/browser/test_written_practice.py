"""New questions by a chat model in a real browser: written, watched, reloaded, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.chat_model.openai_server import Script, serving
from tests.app.practice.written.author import REPLIES, author_of_all
from tests.app.practice.written.library import build_options_index
from tests.browser.conftest import MILLISECONDS
from tests.browser.journeys import ask, choose_writer, overflow
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CASE = REPLIES["case_study"]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def script() -> Script:
    return Script(write=author_of_all)


@pytest.fixture(scope="module")
def writing_server(
    chromium: str, script: Script, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """An application over one note, whose chat model writes about it."""
    folder = tmp_path_factory.mktemp("writing")
    index = build_options_index(folder, None)
    with serving(script) as address:
        variables = {
            "GROUNDWORK_MODEL": "openai:scripted",
            "GROUNDWORK_MODEL_URL": address,
            "GROUNDWORK_BANK": str(folder / "no-bank"),
        }
        with AppServer(index, folder / "data", folder / "server.log", variables) as running:
            yield running


@pytest.fixture(params=["laptop", "phone"])
def tab(
    request: pytest.FixtureRequest, browser: Browser, writing_server: AppServer
) -> Iterator[Page]:
    size = PHONE if request.param == "phone" else LAPTOP
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    page.set_default_timeout(MILLISECONDS)
    page.goto(f"{writing_server.url}practice")
    yield page
    page.close()


def test_a_case_study_is_written_over_a_reload(tab: Page, script: Script) -> None:
    script.pause = 0.03
    is_first = not any("case study" in str(request) for request in script.requests)
    choose_writer(tab, "Case study")
    tab.get_by_role("button", name="Write 1 new question").click()
    expect(tab.get_by_role("button", name="Stop writing")).to_be_visible()
    expect(tab.get_by_text("Asked 1, kept 0, dropped 0, one is being written.")).to_be_visible()
    assert overflow(tab) <= 0
    tab.reload()
    if not is_first:
        expect(tab.get_by_text("No question was kept")).to_be_visible()
        expect(tab.get_by_role("button", name="Make them from the text")).to_be_visible()
        tab.locator(".gw-more summary").click()
        expect(tab.get_by_text("it asks what another question asks")).to_be_visible()
        assert overflow(tab) <= 0
        return
    script.pause = 0.0
    expect(tab.locator(".gw-scenario")).to_contain_text(CASE["scenario"])
    expect(tab.locator(".gw-written")).to_have_text("written by openai:scripted, checked")
    tab.reload()
    expect(tab.locator(".gw-stem")).to_have_text(CASE["questions"][0]["stem"])
    tab.get_by_text("An asynchronous endpoint", exact=False).first.click()
    tab.get_by_role("button", name="I am sure").click()
    expect(tab.locator(".gw-verdict")).to_contain_text("Right.")
    assert overflow(tab) <= 0


def test_new_questions_are_asked_for_in_chat(tab: Page, writing_server: AppServer) -> None:
    tab.goto(writing_server.url)
    ask(tab, "write me a new matching question about payloads", done="kept [01]|No question")
    assert overflow(tab) <= 0
