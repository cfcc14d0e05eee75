"""Finds the headings of a PDF and the one that is its title."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.pdf_heading_candidates import (
    LARGER,
    MAX_WORDS,
    first_page_of,
    heading_candidates,
)
from ingest.readers.pdf_heading_levels import (
    TITLE_LEVEL,
    add_unlisted,
    levels_by_style,
    levels_of_outline,
    outline_matches,
)
from ingest.readers.pdf_outline import OutlineEntry, title_key
from ingest.readers.pdf_paragraphs import Paragraph
from ingest.readers.pdf_styles import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_continuation import Element


@dataclass(frozen=True, slots=True)
class Headings:
    """The level of each heading, by its place in the sequence of elements."""

    levels: dict[int, int]
    title: int | None
    """Which element is the document's title."""


def find_headings(
    elements: Sequence[Element],
    outline: Sequence[OutlineEntry],
    body: Style,
    metadata_title: str,
) -> Headings:
    """Return which elements are headings, level 1 for the document's title."""
    candidates = heading_candidates(elements, body)
    title = _title(elements, candidates, metadata_title, body)
    matched = outline_matches(elements, outline)
    if matched:
        levels = levels_of_outline(matched, outline, title)
        add_unlisted(levels, elements, candidates, body)
    else:
        levels = levels_by_style(elements, candidates, title)
    if title is not None:
        levels[title] = TITLE_LEVEL
    return Headings(levels, title)


def _title(
    elements: Sequence[Element], candidates: Sequence[int], metadata_title: str, body: Style
) -> int | None:
    """Return the document's title: what its metadata says, else the largest line that opens it."""
    opening = _opening(elements)
    if not opening or first_page_of(elements[0]) != 1:
        return None
    key = title_key(metadata_title)
    for number, paragraph in opening:
        if key and title_key(paragraph.text) == key:
            return number
    styles = Counter(Style.of(p) for p in elements if isinstance(p, Paragraph) and p.kind == "text")
    styled = [
        (number, paragraph)
        for number, paragraph in opening
        if paragraph.size >= LARGER * body.size or (paragraph.bold and not body.bold)
    ]
    single = [(n, p) for n, p in styled if styles[Style.of(p)] <= 2]
    best = max(single, key=lambda found: found[1].size, default=None)
    if best is None:
        return None
    larger_section = any(
        p.size > best[1].size * 1.5 for n, p in styled if n != best[0] and n in candidates
    )
    return None if larger_section else best[0]


def _opening(elements: Sequence[Element]) -> list[tuple[int, Paragraph]]:
    """Return the paragraphs of the first page that may hold the title: those before its text."""
    opening: list[tuple[int, Paragraph]] = []
    for number, element in enumerate(elements):
        if not isinstance(element, Paragraph) or element.first.page != first_page_of(elements[0]):
            break
        if element.kind == "text" and len(element.text.split()) <= MAX_WORDS:
            opening.append((number, element))
        elif len(element.text.split()) > MAX_WORDS:
            break
    return opening
