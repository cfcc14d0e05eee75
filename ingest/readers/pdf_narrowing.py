"""Narrows a PDF to a page range or one section, as from a book of all exam guides to one exam."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.records import Block, Heading, Span
from ingest.readers.pdf_outline import OutlineEntry, title_key
from ingest.readers.pdf_text import PdfText

if TYPE_CHECKING:
    from collections.abc import Sequence

SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages to read, 1-based and inclusive."""

    first: int
    last: int


def page_range(pages: tuple[int, int] | None, page_count: int, path: str) -> PageRange:
    """Return the pages asked for. Raises SourceError when the file has no such pages."""
    if pages is None:
        return PageRange(1, page_count)
    first, last = pages
    if not 1 <= first <= last:
        raise SourceError(path, f"{first}-{last} is no page range", "Give first-last, e.g. 12-34.")
    if last > page_count:
        raise SourceError(
            path,
            f"pages {first}-{last} lie outside the file's {page_count} pages",
            f"Give pages between 1 and {page_count}.",
        )
    return PageRange(first, last)


def outline_section(
    outline: Sequence[OutlineEntry], heading: str, within: PageRange
) -> PageRange | None:
    """Return the pages of the section that an outline entry of this title opens, if any."""
    key = title_key(heading)
    for number, entry in enumerate(outline):
        if title_key(entry.title) != key or not within.first <= entry.page <= within.last:
            continue
        end = within.last
        for following in outline[number + 1 :]:
            if following.depth <= entry.depth:
                end = min(end, max(following.page, entry.page))
                break
        return PageRange(entry.page, end)
    return None


def cut_to_heading(
    text: PdfText, heading: str, outline: Sequence[OutlineEntry], path: str
) -> PdfText:
    """Return the section below a heading, which gets level 1.

    Raises SourceError when there is no such heading.
    """
    number = _find(text.headings, heading)
    if number is None:
        raise SourceError(path, f'has no heading "{heading}"', _nearest(text, heading, outline))
    opening = text.headings[number]
    end = len(text.text)
    for following in text.headings[number + 1 :]:
        if following.level <= opening.level:
            end = following.start
            break
    end = opening.start + len(text.text[opening.start : end].rstrip())
    return _slice(text, opening, end)


def _find(headings: Sequence[Heading], wanted: str) -> int | None:
    """Return the heading of that title, else the only one that contains it."""
    key = title_key(wanted)
    keys = [title_key(heading.title) for heading in headings]
    exact = [number for number, other in enumerate(keys) if other == key]
    if exact:
        return min(exact, key=lambda number: (headings[number].level, number))
    partial = [number for number, other in enumerate(keys) if key and key in other]
    return partial[0] if len({keys[number] for number in partial}) == 1 else None


def _nearest(text: PdfText, wanted: str, outline: Sequence[OutlineEntry]) -> str:
    titles = list(dict.fromkeys([*(e.title for e in outline), *(h.title for h in text.headings)]))
    if not titles:
        return "The file has neither an outline nor headings: give pages instead."
    by_key = {title.casefold(): title for title in titles}
    inside = [title for title in titles if wanted.casefold() in title.casefold()]
    close = get_close_matches(wanted.casefold(), list(by_key), SUGGESTIONS, 0.4)
    near = (inside or [by_key[key] for key in close] or titles)[:SUGGESTIONS]
    return "Its headings are, for example: " + ", ".join(f'"{title}"' for title in near) + "."


def _slice(text: PdfText, opening: Heading, end: int) -> PdfText:
    start = opening.start
    raised = opening.level - 1
    headings = tuple(
        replace(h, start=h.start - start, end=h.end - start, level=max(1, h.level - raised))
        for h in text.headings
        if start <= h.start < end
    )
    blocks = tuple(_moved(block, -start) for block in text.blocks if start <= block.start < end)
    last_page = max(1, bisect_right(text.page_starts, end - 1))
    starts = tuple(max(0, offset - start) for offset in text.page_starts[:last_page])
    return PdfText(text.text[start:end], headings, blocks, starts)


def _moved(block: Block, by: int) -> Block:
    header = block.header
    if header is not None:
        header = Span(header.start + by, header.end + by)
    return replace(block, start=block.start + by, end=block.end + by, header=header)
