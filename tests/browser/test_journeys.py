"""A reader's journeys through the real application, in headless Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import ask, overflow, sentence_of, show_sources

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.browser.server import AppServer

pytestmark = pytest.mark.browser

COMPARISON = "When should I use asynchronous inference rather than batch transform?"
QUAGGA = (
    b"# Quagga guide\n\n"
    b"A quagga is an extinct kind of zebra that lived at the Cape. "
    b"The quagga had stripes on its front half only.\n"
)


def test_a_question_is_answered_and_its_citation_opens_the_marked_sentence(page: Page) -> None:
    turn = ask(page, COMPARISON)
    link = turn.locator(".gw-cite").first
    sentence = sentence_of(link)
    assert sentence.startswith("Choose asynchronous inference when requests arrive one by one")
    card = turn.locator(".gw-card").first
    expect(card).not_to_have_attribute("open", "")
    link.click()
    expect(card).to_have_attribute("open", "")
    marked = turn.locator("mark:target")
    expect(marked).to_be_in_viewport()
    assert marked.inner_text() == sentence
    expect(card).to_contain_text("checked 23 Nov 2026")
    expect(card).to_contain_text("CC BY 4.0")


def test_every_citation_leads_to_its_sentence(page: Page) -> None:
    turn = ask(page, COMPARISON)
    links = turn.locator(".gw-cite").all()
    assert len(links) > 3
    for link in links:
        mark = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        row = mark.locator("xpath=ancestor::tr[1]")
        marked = (row if row.count() else mark).text_content() or ""
        assert "".join(marked.split()) == "".join(sentence_of(link).split())


def test_a_reload_keeps_the_conversation_and_a_follow_up_its_subject(page: Page) -> None:
    ask(page, "What is serverless inference?")
    address = page.url
    page.reload()
    page.locator(".gw-answer").first.wait_for()
    assert page.url == address
    expect(page.locator("[class*='st-key-conversation_open_']")).to_be_visible()
    turn = ask(page, "What is its maximum payload?")
    expect(turn).to_contain_text("Understood as: What is serverless inference")
    expect(turn.locator(".gw-answer")).to_contain_text("4 MB")
    expect(page.locator(".gw-question")).to_have_count(2)


def test_an_answer_is_copied_as_markdown(page: Page) -> None:
    turn = ask(page, "What is data drift?")
    turn.get_by_role("button", name="Copy").click()
    turn.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Data drift is a change in the distribution of the inputs" in copied
    assert "**Sources**" in copied


def test_what_the_sources_lack_is_said(page: Page) -> None:
    turn = ask(page, "Who won the football world cup in 1998?")
    expect(turn).to_contain_text("The sources do not hold an answer to this.")
    expect(turn.locator(".gw-card")).to_have_count(0)
    turn.get_by_text("Add a source that answers it").click()
    page.get_by_role("button", name="Add to the index").wait_for()


def test_an_uploaded_file_is_asked_about_and_removed(page: Page, context: BrowserContext) -> None:
    show_sources(page, "Add")
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "../quagga.md", "mimeType": "text/markdown", "buffer": QUAGGA},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 no"},
        ]
    )
    expect(page.get_by_test_id("stFileChipName")).to_have_count(2)
    page.get_by_role("button", name="Add to the index").click()
    page.get_by_text("1 added.").wait_for()
    expect(page.locator(".gw-problem li")).to_contain_text("broken.pdf")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Ask").click()
    turn = ask(page, "What is a quagga?")
    expect(turn.locator(".gw-title").first).to_have_text("Quagga guide")
    conversation = page.url.partition("#")[0]

    show_sources(page, "Add")
    page.get_by_role("button", name="Remove this source").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("1 removed.").wait_for()
    page.get_by_role("button", name="Close").click()

    again = context.new_page()
    again.goto(conversation)
    link = again.locator(".gw-cite").first
    sentence = sentence_of(link)
    link.click()
    assert again.locator("mark:target").inner_text() == sentence
    assert "quagga" in sentence
    turn = ask(again, "How many stripes did a quagga have in front?")
    expect(turn.locator(".gw-title", has_text="Quagga guide")).to_have_count(0)


def test_hostile_text_is_shown_as_text(page: Page) -> None:
    turn = ask(page, "What is a zebra marker?")
    expect(turn.locator(".gw-answer")).to_contain_text("<script>window.harmed=1</script>")
    expect(turn.locator(".gw-answer")).to_contain_text("[a link](javascript:window.harmed=1)")
    expect(turn.locator(".gw-answer")).to_contain_text("$x^2$")
    cited = turn.locator(".gw-card", has_text="A zebra marker is the text")
    cited.locator("summary").click()
    expect(cited).to_contain_text(":material/delete: and :red[colours] and **stars**")
    expect(turn.locator(".gw-card").first).to_contain_text("<b>stripes</b>")
    show_sources(page, "Search")
    page.get_by_label("Search the text of all sources").fill("zebra marker")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Read it in the document").first.click()
    page.locator(".gw-page").wait_for()
    expect(page.locator(".gw-page")).to_contain_text("<img src=x onerror=window.harmed=1>")
    assert page.evaluate("window.harmed") is None
    assert page.locator("[href^='javascript']").count() == 0


def test_a_document_opens_at_the_cited_place(page: Page, context: BrowserContext) -> None:
    turn = ask(page, "What is the maximum request payload of serverless inference?")
    link = turn.locator(".gw-cite").first
    sentence = sentence_of(link)
    link.click()
    with context.expect_page() as opening:
        turn.get_by_text("Read it in the document").first.click()
    document = opening.value
    expect(document.locator("#place")).to_be_in_viewport()
    assert document.locator("#place").inner_text() == sentence


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_needs_no_sideways_scroll(page: Page, width: int, server: AppServer) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert overflow(page) <= 0
    turn = ask(page, COMPARISON)
    turn.locator(".gw-cite").first.click()
    assert overflow(page) <= 0
    for address in ("sources", "sources?view=Search", "sources?view=Add", "settings"):
        page.goto(f"{server.url}{address}")
        page.get_by_role("heading", level=1).wait_for()
        assert overflow(page) <= 0


def test_the_keyboard_reaches_a_citation(page: Page) -> None:
    turn = ask(page, "What is data drift?")
    link = turn.locator(".gw-cite").first
    link.focus()
    outline = link.evaluate("link => getComputedStyle(link).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(turn.locator("mark:target")).to_be_in_viewport()
