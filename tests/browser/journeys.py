"""What a reader does, in the words of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def ask(page: Page, question: str) -> Locator:
    """Type a question, send it, wait for the whole answer, and return its turn."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(question)
    box.press("Enter")
    turn = page.locator("[class*='st-key-turn_']", has_text=question).last
    turn.get_by_text("How this was found").wait_for()
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


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    wider: int = page.evaluate(
        """() => Math.max(
            document.documentElement.scrollWidth - window.innerWidth,
            ...[...document.querySelectorAll("[data-testid=stMain]")]
                .map(main => main.scrollWidth - main.clientWidth))"""
    )
    return wider
