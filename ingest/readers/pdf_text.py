"""Paragraphs, tables and headings of a PDF to plain text with blocks and page starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.build import TextBuilder
from ingest.readers.labels import ADMONITIONS
from ingest.readers.pdf_heading_candidates import is_caption
from ingest.readers.pdf_marks import is_bullet
from ingest.readers.pdf_paragraphs import Paragraph
from ingest.readers.pdf_tables import Table
from ingest.readers.render import CODE_INDENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import Block, BlockKind, Heading
    from ingest.readers.pdf_continuation import Element
    from ingest.readers.pdf_headings import Headings

NESTED_EM = 0.6
"""What begins this much farther right than an item's mark belongs to the item."""

_REFERENCES = re.compile(r"references|bibliography|further reading|notes|literature", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of the pages read, with its structure as offsets."""

    text: str
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...]
    """One offset for each page of the file up to the last one read; 0 before the first."""


@dataclass(slots=True)
class _Lines:
    """The lines of one block, with the places where the text of a page begins."""

    text: str = ""
    pages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, prefix: str, text: str, pages: Sequence[tuple[int, int]]) -> None:
        start = len(self.text) + 1 if self.text else 0
        self.text = f"{self.text}\n{prefix}{text}" if self.text else prefix + text
        shift = start + len(prefix)
        self.pages.extend((shift + at if at else start, page) for at, page in pages)


def write_text(elements: Sequence[Element], headings: Headings, last_page: int) -> PdfText:
    """Lay elements out in the plain-text form that all readers share."""
    writer = _Writer()
    position = 0
    while position < len(elements):
        level = headings.levels.get(position)
        element = elements[position]
        if level is not None and isinstance(element, Paragraph):
            writer.add_heading(level, element)
            position += 1
        elif isinstance(element, Table):
            writer.add_table(element)
            position += 1
        elif element.kind in ("item", "contents"):
            end = _list_end(elements, headings, position)
            writer.add_list([e for e in elements[position:end] if isinstance(e, Paragraph)])
            position = end
        else:
            position += writer.add_paragraph(element, _following(elements, headings, position))
    return writer.finish(last_page)


def _following(elements: Sequence[Element], headings: Headings, position: int) -> Paragraph | None:
    """Return the next paragraph if it is plain text."""
    if position + 1 >= len(elements) or position + 1 in headings.levels:
        return None
    element = elements[position + 1]
    return element if isinstance(element, Paragraph) and element.kind == "text" else None


def _list_end(elements: Sequence[Element], headings: Headings, start: int) -> int:
    """Return where the list that begins at `start` ends."""
    opening = elements[start]
    if not isinstance(opening, Paragraph):
        return start + 1
    left = opening.first.x0
    item = opening
    end = start + 1
    while end < len(elements) and end not in headings.levels:
        element = elements[end]
        if not isinstance(element, Paragraph) or (element.kind == "contents") != (
            opening.kind == "contents"
        ):
            break
        if element.kind == "item":
            outdented = _left_of(element, item) < left - NESTED_EM * element.size
            at_edge = abs(_left_of(element, item) - left) <= NESTED_EM * element.size
            if outdented or (at_edge and is_bullet(element.mark) != is_bullet(opening.mark)):
                break
            item = element
        elif element.kind != "contents" and not _belongs(element, item, left):
            break
        end += 1
    return end


def _left_of(paragraph: Paragraph, item: Paragraph) -> float:
    """Return where a paragraph begins, moved into the item's column if in another one."""
    x = paragraph.first.x0
    if abs(paragraph.column_x - item.column_x) > 100:
        x += item.column_x - paragraph.column_x
    return x


def _belongs(paragraph: Paragraph, item: Paragraph, left: float) -> bool:
    x = min(_left_of(paragraph, item), left + 1e9)
    indented = x >= left + NESTED_EM * paragraph.size
    return indented and not (paragraph.kind == "text" and is_caption(paragraph.text))


class _Writer:
    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._marks: list[tuple[int, int]] = []

    def add_heading(self, level: int, paragraph: Paragraph) -> None:
        before = len(self._builder.headings)
        mark = paragraph.mark if not is_bullet(paragraph.mark) else ""
        self._builder.add_heading(level, f"{mark} {paragraph.text}")
        for heading in self._builder.headings[before:]:
            self._marks.append((heading.start, paragraph.first.page))

    def add_table(self, table: Table) -> None:
        lines = _Lines()
        for row, page in zip(table.rows, table.row_pages, strict=True):
            lines.add("", " | ".join(_cell(cell) for cell in row), [(0, page)])
        self._add_block("table", lines, header_row=table.has_header)

    def add_paragraph(self, paragraph: Paragraph, following: Paragraph | None) -> int:
        """Add a paragraph, with the next one if it is only its label; return how many."""
        lines = _Lines()
        label = _label(paragraph)
        if label and following is not None:
            lines.add("", f"{label}: ", [(0, paragraph.first.page)])
            lines.text, shift = f"{label}: {following.text}", len(label) + 2
            lines.pages.extend((shift + offset, page) for offset, page in following.pages)
            self._add_block("prose", lines)
            return 2
        lines.add("", paragraph.text, paragraph.pages)
        kind: BlockKind = "prose"
        if paragraph.kind == "code":
            kind = "code"
        elif is_caption(paragraph.text) and paragraph.text[:1] not in "tT表":
            kind = "figure"
        self._add_block(kind, lines)
        return 1

    def add_list(self, paragraphs: Sequence[Paragraph]) -> None:
        lines = _Lines()
        indents: list[float] = []
        label = ""
        for paragraph in paragraphs:
            x = _left_of(paragraph, paragraphs[0])
            if paragraph.kind in ("item", "contents"):
                while indents and indents[-1] > x + NESTED_EM * paragraph.size:
                    indents.pop()
                if not indents or x > indents[-1] + NESTED_EM * paragraph.size:
                    indents.append(x)
                mark = "-" if is_bullet(paragraph.mark) or not paragraph.mark else paragraph.mark
                lines.add(f"{'  ' * (len(indents) - 1)}{mark} ", paragraph.text, paragraph.pages)
            elif paragraph.kind == "code":
                _add_code(lines, paragraph)
            elif _label(paragraph) and paragraph is not paragraphs[-1]:
                label = f"{_label(paragraph)}: "
                continue
            else:
                lines.add("  " * len(indents) + label, paragraph.text, paragraph.pages)
            label = ""
        self._add_block(self._list_kind(paragraphs[0]), lines)

    def _list_kind(self, opening: Paragraph) -> BlockKind:
        headings = self._builder.headings
        counted = bool(opening.mark) and not is_bullet(opening.mark)
        references = bool(headings) and _REFERENCES.fullmatch(headings[-1].title) is not None
        return "procedure" if counted and not references else "list"

    def _add_block(self, kind: BlockKind, lines: _Lines, *, header_row: bool = False) -> None:
        before = len(self._builder.blocks)
        self._builder.add_block(kind, lines.text, header_row=header_row)
        lead = len(lines.text) - len(lines.text.lstrip())
        for block in self._builder.blocks[before:]:
            start = block.start - lead
            self._marks.extend((max(block.start, start + at), page) for at, page in lines.pages)

    def finish(self, last_page: int) -> PdfText:
        text = self._builder.text
        return PdfText(
            text,
            tuple(self._builder.headings),
            tuple(self._builder.blocks),
            tuple(page_starts(self._marks, last_page, len(text))),
        )


def page_starts(marks: Sequence[tuple[int, int]], last_page: int, length: int) -> Iterator[int]:
    """Yield the offset of each page up to `last_page`, given (offset, page) of what was written.

    A page begins behind the last text of the pages before it. A page without text begins where the
    next one does.
    """
    begins: dict[int, int] = {}
    lowest = last_page + 1
    for offset, page in reversed(marks):
        lowest = min(lowest, page)
        begins[lowest] = offset
    offset = length
    starts: list[int] = []
    for page in range(last_page, 0, -1):
        offset = begins.get(page, offset)
        starts.append(offset)
    return reversed(starts)


def _label(paragraph: Paragraph) -> str:
    text = paragraph.text.strip(": ")
    return text if len(paragraph.lines) == 1 and text.lower() in ADMONITIONS else ""


def _add_code(lines: _Lines, paragraph: Paragraph) -> None:
    pages = dict(paragraph.pages)
    offset = 0
    for row in paragraph.text.split("\n"):
        page = pages.get(offset)
        if row.strip():
            lines.add(CODE_INDENT, row, [(0, page)] if page is not None else [])
        offset += len(row) + 1


def _cell(text: str) -> str:
    line = " ".join(text.split())
    while " | " in line:
        line = line.replace(" | ", "|")
    return line.removeprefix("| ").removesuffix(" |") or "-"
