"""The levels of headings: from the outline where there is one, else by rank of their type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ingest.readers.pdf_heading_candidates import MAX_LINES, MAX_WORDS, is_running_text
from ingest.readers.pdf_outline import OutlineEntry, title_key
from ingest.readers.pdf_paragraphs import Paragraph
from ingest.readers.pdf_styles import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_continuation import Element

LOWEST_LEVEL = 6
TITLE_LEVEL = 1
SECTION_LEVEL = 2

OFTEN = 3
"""A title that occurs so often names a part of every section."""

UNIQUE_SHARE = 0.4
"""At least so many headings of a style must be titles of sections for others to be their parts."""

_LABELLED = re.compile(
    r"(?:(?:Task )?Statement|Task|Domain|Chapter|Section|Part|Appendix|Module|Lesson|Unit|Topic)"
    r"\s+(?:\d+(?:\.\d+)*|[A-Z])\s*[:.\u2013\u2014-]\s+\S"
)
_DOTTED_LABEL = re.compile(r"[A-Z][A-Za-z ]+ \d+(?:\.\d+)+\s*:")


def outline_matches(
    elements: Sequence[Element], outline: Sequence[OutlineEntry]
) -> dict[int, OutlineEntry]:
    """Return the elements that the outline's entries point to."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for number, element in enumerate(elements):
        if isinstance(element, Paragraph) and is_running_text(element):
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


def _says(element: Element, key: str) -> bool:
    if not isinstance(element, Paragraph):
        return False
    return key in (title_key(element.text), title_key(element.mark + element.text))


def _distance(element: Element, entry: OutlineEntry) -> float:
    if not isinstance(element, Paragraph) or entry.top is None:
        return 0.0
    return abs(element.first.top - entry.top)


def levels_of_outline(
    matched: dict[int, OutlineEntry], outline: Sequence[OutlineEntry], title: int | None
) -> dict[int, int]:
    """Return the levels that the outline gives; a single outermost entry is the title."""
    outermost = [entry for entry in outline if entry.depth == 0]
    title_entry = matched.get(title) if title is not None else None
    first_is_title = len(outermost) == 1 and len(outline) > 1
    shift = TITLE_LEVEL if first_is_title else SECTION_LEVEL
    return {
        number: min(entry.depth + shift, LOWEST_LEVEL)
        for number, entry in matched.items()
        if entry is not title_entry
    }


def add_unlisted(
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


def levels_by_style(
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
