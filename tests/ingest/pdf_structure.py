"""Looks at a reader's result as a test wants to: blocks as texts, headings as an outline, pages."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.parsed import ParsedText


def block_texts(parsed: ParsedText) -> list[tuple[str, str]]:
    """Return (kind, text) of each block."""
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


def outline_of(parsed: ParsedText) -> list[tuple[int, str]]:
    """Return (level, title) of each heading."""
    return [(heading.level, heading.title) for heading in parsed.headings]


def page_of(parsed: ParsedText, text: str, start: int = 0) -> int:
    """Return the page on which the first occurrence of a text from an offset on begins."""
    return max(1, bisect_right(parsed.page_starts, parsed.text.index(text, start)))


def assert_structure(parsed: ParsedText) -> None:
    """Check what `ParsedText` promises: trimmed parts in order that hold every character once."""
    parts = sorted((*parsed.headings, *parsed.blocks), key=lambda part: part.start)
    end = 0
    for part in parts:
        body = parsed.text[part.start : part.end]
        assert body
        assert body == body.strip()
        assert not parsed.text[end : part.start].strip()
        end = part.end
    assert not parsed.text[end:].strip()
    for heading in parsed.headings:
        assert parsed.text[heading.start : heading.end] == heading.title
    assert list(parsed.page_starts) == sorted(parsed.page_starts)
    assert all(0 <= start <= len(parsed.text) for start in parsed.page_starts)
