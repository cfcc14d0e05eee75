"""New questions by a chat model in a real browser: written, watched, reloaded, answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.chat_model.openai_server import Script, serving
from tests.app.practice.written.author import REPLIES, author_of_all
from tests.app.practice.written.library import build_options_index
from tests.browser.conftest import practice_tab
from tests.browser.journeys import ask, choose_writer, overflow
from tests.browser.screenshots import LAPTOP, PHONE
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CASE = REPLIES["case_study"]


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


@pytest.fixture
def desk(browser: Browser, writing_server: AppServer) -> Iterator[Page]:
    """A tab of laptop size on the Practice page."""
    yield from practice_tab(browser, writing_server, LAPTOP)


@pytest.fixture
def phone(browser: Browser, writing_server: AppServer) -> Iterator[Page]:
    """A tab of phone size on the Practice page."""
    yield from practice_tab(browser, writing_server, PHONE)


def test_a_case_study_is_written_over_a_reload(desk: Page, script: Script) -> None:
    script.pause = 0.03
    choose_writer(desk, "Case study")
    desk.get_by_role("button", name="Write 1 new question").click()
    expect(desk.get_by_role("button", name="Stop writing")).to_be_visible()
    expect(desk.get_by_text("Asked 1, kept 0, dropped 0, one is being written.")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("Asked 1, kept 0")).to_be_visible()
    script.pause = 0.0
    expect(desk.locator(".gw-scenario")).to_contain_text(CASE["scenario"])
    expect(desk.locator(".gw-written")).to_have_text("written by openai:scripted, checked")
    desk.reload()
    expect(desk.locator(".gw-stem")).to_have_text(CASE["questions"][0]["stem"])
    desk.get_by_role("radio", name=re.compile("An asynchronous endpoint")).click(force=True)
    desk.get_by_role("button", name="I am sure").click()
    expect(desk.locator(".gw-verdict")).to_contain_text("Right.")
    assert overflow(desk) <= 0


def test_writing_is_stopped_on_a_phone_and_what_to_do_is_said(phone: Page, script: Script) -> None:
    script.pause = 0.3
    choose_writer(phone, "Matching")
    assert overflow(phone) <= 0
    phone.get_by_role("button", name="Write 1 new question").click()
    phone.get_by_role("button", name="Stop writing").click()
    expect(phone.get_by_text("No question was kept")).to_be_visible()
    expect(phone.get_by_text("Stopped; what was kept until then stays.")).to_be_visible()
    assert overflow(phone) <= 0
    script.pause = 0.0
    phone.get_by_role("button", name="Make them from the text").click()
    expect(phone.get_by_text("There are no")).to_be_visible()


def test_a_refused_key_is_said_on_a_phone(phone: Page, script: Script) -> None:
    script.statuses = [401]
    choose_writer(phone, "Matching")
    phone.get_by_role("button", name="Write 1 new question").click()
    expect(phone.get_by_text("(401)")).to_be_visible()
    phone.locator(".gw-more summary").click()
    expect(phone.get_by_text("the model could not be asked")).to_be_visible()
    assert overflow(phone) <= 0


def test_new_questions_are_asked_for_in_chat(desk: Page, writing_server: AppServer) -> None:
    desk.goto(writing_server.url)
    turn = ask(
        desk, "write me a new multiple-response question", done="How sure are you|Choose two"
    )
    expect(turn.locator(".gw-written")).to_be_visible()
    expect(turn.get_by_text("kept 1")).to_be_visible()
