"""Which paragraphs of a PDF are set like headings, and which headings stand on several lines."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ingest.readers.labels import ADMONITIONS
from ingest.readers.pdf_outline import OutlineEntry, title_key
from ingest.readers.pdf_paragraphs import Paragraph
from ingest.readers.pdf_styles import SIZE_STEP, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_continuation import Element
    from ingest.readers.pdf_hyphens import Hyphens

LARGER = 1.1
"""A heading's type is larger than the text's by at least this factor, or bold."""

SENTENCE_CHARACTERS = 40
"""A cover page may hold shorter phrases that end with a full stop."""

MAX_WORDS = 25
MAX_LINES = 6

_CAPTION = re.compile(
    r"(?:figure|fig\.|table|图|表|abbildung|tabelle|figura)\s*(?:\d+(?:[.-]\d+)*|[A-Z]\.?\d*)"
    r"\s*(?:[:.\u2013\u2014：|-]|$)",
    re.IGNORECASE,
)
_NUMBER_LINE = re.compile(
    r"(?:Course|Chapter|Part|Module|Lesson|Unit|Section|Appendix|Domain|Week|Day|Lab|Kapitel|Teil)"
    r"\s+(?:\d+(?:\.\d+)*|[IVX]+|[A-Z]):?",
    re.IGNORECASE,
)
_ENDS_LIKE_TEXT = re.compile(r"[,;]$|[^.].*[.。]$")
_LETTER = re.compile(r"[^\W\d_]")


def heading_candidates(elements: Sequence[Element], body: Style) -> list[int]:
    """Return the paragraphs that are set like headings."""
    has_cover = not any(
        _is_body_text(element) for element in elements if first_page_of(element) == 1
    )
    found = []
    for number, element in enumerate(elements):
        if not isinstance(element, Paragraph) or not _may_be_heading(element):
            continue
        style = Style.of(element)
        larger = style.size >= LARGER * body.size
        bolder = style.bold and not body.bold and style.size >= body.size - SIZE_STEP
        on_cover = has_cover and element.first.page == 1
        if (larger or bolder) and not on_cover:
            found.append(number)
    return found


def _is_body_text(element: Element) -> bool:
    """Return True for a whole sentence or a list item, which no cover page has."""
    if not isinstance(element, Paragraph):
        return True
    sentence = len(element.text) >= SENTENCE_CHARACTERS and element.text[-1:] in ".!?。"
    return element.kind != "text" or sentence


def first_page_of(element: Element) -> int:
    """Return the page on which an element begins."""
    return element.first.page if isinstance(element, Paragraph) else element.page


def is_running_text(paragraph: Paragraph) -> bool:
    """Return True for text and numbered lines; a bullet that repeats a heading is none."""
    return paragraph.kind == "text" or paragraph.mark[:1].isdigit()


def _may_be_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        is_running_text(paragraph)
        and len(paragraph.lines) <= MAX_LINES
        and len(text.split()) <= MAX_WORDS
        and len(text) <= 200
        and _LETTER.search(text) is not None
        and not _ENDS_LIKE_TEXT.search(text)
        and not is_caption(text)
        and text.strip(": ").lower() not in ADMONITIONS
        and not (all(line.monospaced for line in paragraph.lines) and not paragraph.bold)
    )


def is_caption(text: str) -> bool:
    """Return True for the caption of a figure or table."""
    return bool(_CAPTION.match(text))


def join_split_headings(
    elements: Sequence[Element], outline: Sequence[OutlineEntry], hyphens: Hyphens
) -> list[Element]:
    """Return the elements with headings whole that stand on several lines.

    Either the outline knows them as one, or the first line is only a number: `Chapter 2`.
    """
    titles: dict[int, set[str]] = defaultdict(set)
    for entry in outline:
        titles[entry.page].add(title_key(entry.title))
    joined: list[Element] = []
    for element in elements:
        above = joined[-1] if joined else None
        if (
            isinstance(above, Paragraph)
            and isinstance(element, Paragraph)
            and _is_one_heading(above, element, titles[above.first.page])
        ):
            above.append(element, hyphens)
        else:
            joined.append(element)
    return joined


def _is_one_heading(above: Paragraph, below: Paragraph, titles: set[str]) -> bool:
    if (
        above.kind != "text"
        or below.kind != "text"
        or above.first.page != below.first.page
        or Style.of(above) != Style.of(below)
        or below.space_above is None
        or below.space_above > 2.2 * below.size
    ):
        return False
    whole = title_key(above.text + below.text)
    if any(title.startswith(whole) for title in titles):
        return title_key(above.text) not in titles
    return bool(_NUMBER_LINE.fullmatch(above.text)) and _may_be_heading(below) and above.bold
