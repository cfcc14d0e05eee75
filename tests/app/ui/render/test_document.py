from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.ui.render.document import PAGE_CHARACTERS, Page, page_html, page_number, pages_of
from app.ui.render.marks import Mark
from index.records import Block, Document, Heading, Source


def _document(sections: list[int], pages: tuple[int, ...] = ()) -> Document:
    """Return a document with one paragraph of each length under a heading of its own."""
    text = ""
    headings: list[Heading] = []
    blocks: list[Block] = []
    for number, length in enumerate(sections):
        title = f"Section {number}"
        headings.append(Heading(len(text), len(text) + len(title), 2, title))
        text += f"{title}\n\n"
        blocks.append(Block(len(text), len(text) + length, "prose"))
        text += "x" * length + "\n\n"
    source = Source("a.md", "0" * 64, "markdown", "A title")
    return Document(text, source, tuple(headings), tuple(blocks), page_starts=pages)


@given(st.lists(st.integers(1, 2 * PAGE_CHARACTERS), max_size=8))
def test_pages_follow_one_another_and_hold_everything(sections: list[int]) -> None:
    document = _document(sections)
    pages = pages_of(document)
    assert pages[0].start == 0
    assert pages[-1].end == len(document.text)
    assert [p.end for p in pages[:-1]] == [p.start for p in pages[1:]]
    assert all(p.end - p.start <= PAGE_CHARACTERS for p in pages)


def test_a_short_document_is_one_page() -> None:
    assert pages_of(_document([100, 200])) == (Page(0, 326),)


def test_pages_begin_at_headings_where_they_can() -> None:
    document = _document([8_000, 8_000, 8_000])
    starts = {heading.start for heading in document.headings}
    assert {page.start for page in pages_of(document)} <= starts


def test_an_offset_finds_its_page() -> None:
    pages = (Page(0, 10), Page(10, 20))
    assert [page_number(pages, offset) for offset in (0, 9, 10, 99)] == [0, 0, 1, 1]


def test_a_page_shows_headings_printed_pages_and_the_mark() -> None:
    document = _document([3, 3], pages=(0, 16))
    shown = page_html(document, pages_of(document)[0], Mark(11, 14, "place"))
    assert '<p class="gw-printed">page 1</p><h3 id="heading-0">Section 0</h3>' in shown
    assert '<p><mark id="place">xxx</mark></p>' in shown
    assert '<p class="gw-printed">page 2</p><h3 id="heading-16">Section 1</h3>' in shown
