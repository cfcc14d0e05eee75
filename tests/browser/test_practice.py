"""Practice in the real application: by keyboard, over a reload, on a phone."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.practice.tiny_bank import BANK
from tests.browser.conftest import practice_tab
from tests.browser.journeys import ask, overflow, start_practice
from tests.browser.screenshots import LAPTOP, PHONE, take_practice_screenshot
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def practice_server(
    chromium: str, tiny_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("practice")
    shutil.copytree(BANK, folder / "bank")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GROUNDWORK_BANK", str(folder / "bank"))
        with AppServer(tiny_index, folder / "data", folder / "server.log") as running:
            yield running


@pytest.fixture
def desk(browser: Browser, practice_server: AppServer) -> Iterator[Page]:
    """A tab of laptop size on the Practice page."""
    yield from practice_tab(browser, practice_server, LAPTOP)


@pytest.fixture
def phone(browser: Browser, practice_server: AppServer) -> Iterator[Page]:
    """A tab of phone size on the Practice page."""
    yield from practice_tab(browser, practice_server, PHONE)


def test_quiz_is_taken_by_keyboard_and_goes_on_after_a_reload(desk: Page) -> None:
    start_practice(desk, "Multiple choice")
    expect(desk.get_by_role("radio", name=re.compile("^A\\."))).to_be_visible()
    desk.keyboard.press("b")
    expect(desk.get_by_role("radio", name=re.compile("^B\\."))).to_be_checked()
    desk.get_by_text("How sure are you?").wait_for()
    stem = desk.locator(".gw-stem").inner_text()
    desk.reload()
    expect(desk.locator(".gw-stem")).to_have_text(stem)
    expect(desk.get_by_role("radio", name=re.compile("^B\\."))).to_be_checked()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="I am sure")).to_be_focused()
    desk.get_by_role("button", name="I am unsure").click()
    desk.locator(".gw-verdict").wait_for()
    quote = desk.locator(".gw-quote").first.inner_text().splitlines()[0]
    desk.reload()
    desk.locator(".gw-verdict").wait_for()
    desk.get_by_role("button", name="Next").click()
    expect(desk.locator(".gw-stem")).not_to_have_text(stem)
    back = desk.get_by_role("button", name="Back", exact=True)
    expect(back).to_have_count(1)  # while the page is drawn anew an old one may stand beside it
    back.click()
    expect(desk.locator(".gw-stem")).to_have_text(stem)
    with desk.context.expect_page() as opening:
        desk.locator(".gw-quote a").first.click()
    document = opening.value
    document.locator("mark#place, mark").first.wait_for()
    marked = "".join(document.locator("mark").all_inner_texts())
    assert "".join(quote.replace("|", "").split()) == "".join(marked.split())
    document.close()


def test_steps_are_ordered_on_a_phone(phone: Page) -> None:
    expect(phone.get_by_role("button", name="Start")).to_be_in_viewport()
    start_practice(phone, "Ordering")
    for words in ("Add the shadow", "Create the model", "Set the share"):
        phone.get_by_role("button", name=re.compile(words)).click()
        phone.locator(".gw-placed", has_text=words).wait_for()
    assert overflow(phone) <= 0
    phone.locator("[class*='st-key-up_']").nth(1).get_by_role("button").click()
    expect(phone.locator(".gw-placed").first).to_contain_text("Create the model")
    expect(phone.get_by_role("button", name="I am sure")).to_be_in_viewport()
    phone.get_by_role("button", name="I am sure").click()
    expect(phone.locator(".gw-verdict")).to_contain_text("Right. The order is")
    expect(phone.locator(".gw-verdict")).to_be_in_viewport()
    assert overflow(phone) <= 0


def test_prompts_are_matched_on_a_phone(phone: Page) -> None:
    start_practice(phone, "Matching")
    answers = ("Data quality monitor", "Model quality monitor", "Bias drift monitor")
    for number, answer in enumerate(answers):
        box = phone.get_by_role("combobox").nth(number)
        box.fill(answer)
        phone.get_by_role("option", name=re.compile(answer)).wait_for()
        phone.keyboard.press("ArrowDown")
        phone.keyboard.press("Enter")
        expect(box).to_have_value(re.compile(answer))
    phone.get_by_role("button", name="I guess").click()
    expect(phone.locator(".gw-verdict")).to_contain_text("Right. The pairs are")
    assert overflow(phone) <= 0


def test_screenshot_is_taken(practice_server: AppServer, browser: Browser, tmp_path: Path) -> None:
    shot = take_practice_screenshot(tmp_path, practice_server, browser)
    assert shot.read_bytes().startswith(b"\x89PNG")


def test_question_is_asked_for_and_answered_in_chat(desk: Page, practice_server: AppServer) -> None:
    desk.goto(practice_server.url)
    ask(desk, "quiz me on task 2.2", done="How sure are you?|Choose an answer.")
    desk.keyboard.press("Escape")
    desk.get_by_text(re.compile("Checkpoints that the script")).click()
    desk.get_by_role("button", name="I am sure").click()
    desk.get_by_text("Right. The answer is").wait_for()
    desk.reload()
    desk.get_by_text("Right. The answer is").wait_for()
