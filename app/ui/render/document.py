"""Show a document page by page, as it was read: headings, paragraphs, lists, tables, code."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from app.ui.render.blocks import block_html
from app.ui.render.links import official_link
from app.ui.render.marks import Mark, marked
from app.ui.render.words import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Block, Document, Heading

PAGE_CHARACTERS = 14_000
"""About five printed pages: read in a few minutes, drawn in a few milliseconds."""
DEEPEST_TAG = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a document's text that is shown at once."""

    start: int
    end: int


def pages_of(document: Document) -> tuple[Page, ...]:
    """Cut a document into pages at headings, and at blocks where a section is too long.

    The pages follow one another without a gap and hold the whole text.
    """
    headings = sorted({heading.start for heading in document.headings})
    blocks = sorted({block.start for block in document.blocks} | set(headings))
    length = len(document.text)
    pages: list[Page] = []
    start = 0
    while start < length:
        end = _page_end(start, length, headings, blocks)
        pages.append(Page(start, end))
        start = end
    return tuple(pages) or (Page(0, 0),)


def _page_end(start: int, length: int, headings: Sequence[int], blocks: Sequence[int]) -> int:
    limit = start + PAGE_CHARACTERS
    if limit >= length:
        return length
    for cuts, earliest in ((headings, start + PAGE_CHARACTERS // 3), (blocks, start)):
        place = bisect_right(cuts, limit) - 1
        if place >= 0 and cuts[place] > earliest:
            return cuts[place]
    return limit


def page_number(pages: Sequence[Page], offset: int) -> int:
    """Return the number, from 0, of the page that holds an offset."""
    return max(0, bisect_right([page.start for page in pages], offset) - 1)


def page_html(document: Document, page: Page, mark: Mark | None = None) -> str:
    """Return one page of a document, with a span of its text marked."""
    marks = () if mark is None else (mark,)
    parts: list[str] = []
    printed: int | None = None
    for item in _items(document, page):
        start, end = max(item.start, page.start), min(item.end, page.end)
        number = document.page(start)
        if number != printed:
            parts.append(f'<p class="gw-printed">page {number}</p>')
            printed = number
        if isinstance(item, _HeadingItem):
            parts.append(_heading_html(document, item.heading, marks))
        else:
            parts.append(block_html(item.block.kind, document.text, start, end, marks))
    return f'<article class="gw-page">{"".join(parts)}</article>'


@dataclass(frozen=True, slots=True)
class _HeadingItem:
    start: int
    end: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class _BlockItem:
    start: int
    end: int
    block: Block


def _items(document: Document, page: Page) -> list[_HeadingItem | _BlockItem]:
    """Return the headings and blocks that reach into a page, in reading order."""
    items: list[_HeadingItem | _BlockItem] = [
        *(_HeadingItem(h.start, h.end, h) for h in document.headings),
        *(_BlockItem(b.start, b.end, b) for b in document.blocks),
    ]
    inside = [item for item in items if item.start < page.end and item.end > page.start]
    return sorted(inside, key=lambda item: item.start)


def _heading_html(document: Document, heading: Heading, marks: Sequence[Mark]) -> str:
    tag = f"h{min(DEEPEST_TAG, heading.level + 1)}"
    title = marked(document.text, marks, heading.start, heading.end)
    return f'<{tag} id="{heading_id(heading)}">{title}</{tag}>{_checked(heading)}'


def _checked(heading: Heading) -> str:
    if not heading.urls:
        return ""
    links = " · ".join(official_link(url) for url in heading.urls)
    date = f" {escape(day(heading.checked))}" if heading.checked else ""
    return f'<p class="gw-checked">Checked{date}: {links}</p>'


def heading_id(heading: Heading) -> str:
    """Return the address of a heading within its page."""
    return f"heading-{heading.start}"


def outline(document: Document) -> list[Heading]:
    """Return the headings that a reader can go to."""
    return [heading for heading in document.headings if heading.title.strip()]
