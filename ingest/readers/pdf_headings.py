"""Finds the headings of a PDF: from its outline where it has one, else from the type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.labels import ADMONITIONS
from ingest.readers.pdf_outline import OutlineEntry, title_key
from ingest.readers.pdf_paragraphs import Paragraph

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
LOWEST_LEVEL = 6
TITLE_LEVEL = 1
SECTION_LEVEL = 2

OFTEN = 3
"""A title that occurs so often names a part of every section."""

UNIQUE_SHARE = 0.4
"""At least so many headings of a style must be titles of sections for others to be their parts."""

SIZE_STEP = 0.5
"""Points; sizes are compared in these steps."""

_CAPTION = re.compile(
    r"(?:figure|fig\.|table|图|表|abbildung|tabelle|figura)\s*(?:\d+(?:[.-]\d+)*|[A-Z]\.?\d*)"
    r"\s*(?:[:.\u2013\u2014：|-]|$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:(?:Task )?Statement|Task|Domain|Chapter|Section|Part|Appendix|Module|Lesson|Unit|Topic)"
    r"\s+(?:\d+(?:\.\d+)*|[A-Z])\s*[:.\u2013\u2014-]\s+\S"
)
_DOTTED_LABEL = re.compile(r"[A-Z][A-Za-z ]+ \d+(?:\.\d+)+\s*:")
_NUMBER_LINE = re.compile(
    r"(?:Course|Chapter|Part|Module|Lesson|Unit|Section|Appendix|Domain|Week|Day|Lab|Kapitel|Teil)"
    r"\s+(?:\d+(?:\.\d+)*|[IVX]+|[A-Z]):?",
    re.IGNORECASE,
)
_ENDS_LIKE_TEXT = re.compile(r"[,;]$|[^.].*[.。]$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Style:
    """How a heading is set."""

    size: float
    bold: bool

    @classmethod
    def of(cls, paragraph: Paragraph) -> Style:
        """Return the style of a paragraph's first line."""
        return cls.of_type(paragraph.size, paragraph.bold)

    @classmethod
    def of_type(cls, size: float, bold: bool) -> Style:
        """Return the style of type of a size in points."""
        return cls(round(size / SIZE_STEP) * SIZE_STEP, bold)

    @property
    def rank(self) -> tuple[float, bool]:
        """Return what orders styles from the lesser to the greater."""
        return self.size, self.bold


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
    candidates = _candidates(elements, body)
    title = _title(elements, candidates, metadata_title, body)
    matched = _matched(elements, outline)
    if matched:
        levels = _outline_levels(matched, outline, title)
        _add_unlisted(levels, elements, candidates, body)
    else:
        levels = _levels_by_style(elements, candidates, title)
    if title is not None:
        levels[title] = TITLE_LEVEL
    return Headings(levels, title)


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


def is_caption(text: str) -> bool:
    """Return True for the caption of a figure or table."""
    return bool(_CAPTION.match(text))


def _candidates(elements: Sequence[Element], body: Style) -> list[int]:
    """Return the paragraphs that are set like headings."""
    has_cover = not any(_is_body_text(element) for element in elements if _page(element) == 1)
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


def _page(element: Element) -> int:
    return element.first.page if isinstance(element, Paragraph) else element.page


def _may_be_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        _is_text(paragraph)
        and len(paragraph.lines) <= MAX_LINES
        and len(text.split()) <= MAX_WORDS
        and len(text) <= 200
        and _LETTER.search(text) is not None
        and not _ENDS_LIKE_TEXT.search(text)
        and not is_caption(text)
        and text.strip(": ").lower() not in ADMONITIONS
        and not (all(line.monospaced for line in paragraph.lines) and not paragraph.bold)
    )


def _title(
    elements: Sequence[Element], candidates: Sequence[int], metadata_title: str, body: Style
) -> int | None:
    """Return the document's title: what its metadata says, else the largest line that opens it."""
    opening = _opening(elements)
    if not opening or _page(elements[0]) != 1:
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
        if not isinstance(element, Paragraph) or element.first.page != _page(elements[0]):
            break
        if element.kind == "text" and len(element.text.split()) <= MAX_WORDS:
            opening.append((number, element))
        elif len(element.text.split()) > MAX_WORDS:
            break
    return opening


def _matched(
    elements: Sequence[Element], outline: Sequence[OutlineEntry]
) -> dict[int, OutlineEntry]:
    """Return the elements that the outline's entries point to."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for number, element in enumerate(elements):
        if isinstance(element, Paragraph) and _is_text(element):
            by_page[element.first.page].append(number)
    matched: dict[int, OutlineEntry] = {}
    for entry in outline:
        key = title_key(entry.title)
        near = [
            number
            for number in by_page[entry.page]
            if number not in matched and _says(elements[number], key)
        ]
        if near:
            matched[min(near, key=lambda number: _distance(elements[number], entry))] = entry
    return matched


def _is_text(paragraph: Paragraph) -> bool:
    """Return True for text and numbered lines; a bullet that repeats a heading is none."""
    return paragraph.kind == "text" or paragraph.mark[:1].isdigit()


def _says(element: Element, key: str) -> bool:
    if not isinstance(element, Paragraph):
        return False
    return key in (title_key(element.text), title_key(element.mark + element.text))


def _distance(element: Element, entry: OutlineEntry) -> float:
    if not isinstance(element, Paragraph) or entry.top is None:
        return 0.0
    return abs(element.first.top - entry.top)


def _outline_levels(
    matched: dict[int, OutlineEntry], outline: Sequence[OutlineEntry], title: int | None
) -> dict[int, int]:
    outermost = [entry for entry in outline if entry.depth == 0]
    title_entry = matched.get(title) if title is not None else None
    first_is_title = len(outermost) == 1 and len(outline) > 1
    shift = TITLE_LEVEL if first_is_title else SECTION_LEVEL
    return {
        number: min(entry.depth + shift, LOWEST_LEVEL)
        for number, entry in matched.items()
        if entry is not title_entry
    }


def _add_unlisted(
    levels: dict[int, int],
    elements: Sequence[Element],
    candidates: Sequence[int],
    body: Style,
) -> None:
    """Add headings that the outline leaves out, at the level of its headings in the same style."""
    votes: dict[Style, Counter[int]] = defaultdict(Counter)
    for number, level in levels.items():
        element = elements[number]
        if isinstance(element, Paragraph):
            votes[Style.of(element)][level] += 1
    votes.pop(body, None)
    known = {style: counts.most_common(1)[0][0] for style, counts in votes.items()}
    for number in candidates:
        element = elements[number]
        if number in levels or not isinstance(element, Paragraph):
            continue
        style = Style.of(element)
        above = [level for other, level in known.items() if other.rank > style.rank]
        level = known.get(style, max(above, default=SECTION_LEVEL - 1) + 1)
        levels[number] = min(level, LOWEST_LEVEL)


def _levels_by_style(
    elements: Sequence[Element], candidates: Sequence[int], title: int | None
) -> dict[int, int]:
    """Rank the styles of headings: the largest type is the highest level, bold before regular."""
    styles: dict[int, Style] = {}
    for number in candidates:
        element = elements[number]
        if isinstance(element, Paragraph) and number != title:
            styles[number] = Style.of(element)
    ranked = sorted(set(styles.values()), key=lambda style: style.rank, reverse=True)
    rank: dict[Style, int] = {}
    repeated = _repeated(elements, styles)
    deepest = SECTION_LEVEL - 1
    for style in ranked:
        rank[style] = deepest + 1
        deepest += 2 if any(styles[number] == style for number in repeated) else 1
    levels = {
        number: min(rank[style] + (number in repeated), LOWEST_LEVEL)
        for number, style in styles.items()
    }
    for number in _labelled(elements, levels):
        levels[number] = min(deepest + 1, LOWEST_LEVEL)
    return levels


def _repeated(elements: Sequence[Element], styles: dict[int, Style]) -> set[int]:
    """Return headings such as `Resources` that every section has, set like the sections' own.

    They belong one level lower, or else they would end the section that they are part of.
    """
    by_style: dict[Style, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, style in styles.items():
        element = elements[number]
        if isinstance(element, Paragraph):
            by_style[style][title_key(element.text)].append(number)
    found: set[int] = set()
    for titles in by_style.values():
        often = [n for numbers in titles.values() if len(numbers) >= OFTEN for n in numbers]
        once = sum(len(numbers) for numbers in titles.values()) - len(often)
        if once >= UNIQUE_SHARE * (once + len(often)):
            found.update(often)
    return found


def _labelled(elements: Sequence[Element], levels: dict[int, int]) -> list[int]:
    """Return paragraphs such as `Task Statement 1.1: Ingest and store data.` that open sections.

    They are set like text; a label that occurs again and again gives them away.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, element in enumerate(elements):
        if (
            number not in levels
            and isinstance(element, Paragraph)
            and element.kind == "text"
            and len(element.lines) <= MAX_LINES
            and len(element.text.split()) <= MAX_WORDS
            and _LABELLED.match(element.text)
        ):
            found[element.text.split()[0]].append(number)
    return [
        number
        for numbers in found.values()
        for number in numbers
        if len(numbers) >= 2 or _DOTTED_LABEL.match(_text(elements[number]))
    ]


def _text(element: Element) -> str:
    return element.text if isinstance(element, Paragraph) else ""
