"""What a reader does, in the words of the tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def ask(page: Page, question: str, done: str = "How this was found") -> Locator:
    """Type a question, send it, wait for the whole answer, and return its turn.

    `done` is a pattern of the words that stand at the end of the answer.
    """
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")
    turn = page.locator("[class*='st-key-turn_']", has_text=question).last
    turn.get_by_text(re.compile(done)).wait_for()
    return turn


def sentence_of(link: Locator) -> str:
    """Return the text of the sentence that a citation link stands behind, without its numbers."""
    text: str = link.evaluate(
        """link => {
            const copy = link.closest("span, li, tr").cloneNode(true)
            copy.querySelectorAll(".gw-cite").forEach(cite => cite.remove())
            return copy.textContent.trim()
        }"""
    )
    return text


def show_sources(page: Page, view: str) -> None:
    """Go to one view of the Sources page."""
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("heading", name="Sources", exact=True).wait_for()
    page.get_by_role("radio", name=view, exact=True).click()


def start_practice(page: Page, kind: str) -> None:
    """Start a quiz of questions of one type on the Practice page."""
    page.get_by_role("button", name="Start").wait_for()
    _choose_type(page, kind)
    page.get_by_role("button", name="Start").click()
    page.locator(".gw-stem").wait_for()


def choose_writer(page: Page, kind: str) -> None:
    """Choose one new question of one type by the chat model on the Practice page."""
    for name in ("By the model", "1"):
        page.get_by_role("radio", name=name, exact=True).click()
        _wait_until_drawn(page)
    _choose_type(page, kind)


def _choose_type(page: Page, kind: str) -> None:
    pill = page.get_by_role("button", name=kind, exact=True)
    pill.click()
    expect(pill).to_have_attribute("aria-pressed", "true")
    _wait_until_drawn(page)


def _wait_until_drawn(page: Page) -> None:
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    wider: int = page.evaluate(
        """() => Math.max(
            document.documentElement.scrollWidth - window.innerWidth,
            ...[...document.querySelectorAll("[data-testid=stMain]")]
                .map(main => main.scrollWidth - main.clientWidth))"""
    )
    return wider
