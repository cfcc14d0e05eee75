"""Paragraphs and tables that go on in the next column or on the next page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.pdf_columns import Flow, Region
from ingest.readers.pdf_lines import room_behind
from ingest.readers.pdf_paragraphs import (
    SENTENCE_END,
    Paragraph,
    Typography,
    paragraphs_of,
    set_code_text,
)
from ingest.readers.pdf_tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_PLACE_EM = 0.8
"""The next column's text begins where the paragraph's lines begin, within this distance."""

SAME_EDGE = 8.0
"""Points; a table that goes on has its columns in the same places."""

SMALL_PRINT = 0.92
"""Footnotes are set smaller than the text by at least this factor."""

_NOTE_MARK = re.compile(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]")

Element = Paragraph | Table


@dataclass(frozen=True, slots=True)
class PageRegions:
    """The flows and tables of one page, in reading order."""

    number: int
    regions: list[Region]


def elements_of(
    pages: Iterable[PageRegions], typography: Typography, body_size: float
) -> list[Element]:
    """Return the paragraphs and tables of all pages in reading order, whole across page breaks."""
    reader = _Continuation(typography, body_size)
    for page in pages:
        reader.add_page(page)
    for element in reader.elements:
        if isinstance(element, Paragraph) and element.kind == "code":
            set_code_text(element)
    return reader.elements


class _Continuation:
    """Collects elements and remembers which paragraphs are still open."""

    def __init__(self, typography: Typography, body_size: float) -> None:
        self.elements: list[Element] = []
        self._typography = typography
        self._body_size = body_size
        self._open: list[Paragraph] = []
        """The last paragraph of each column of the page before and of this one."""

    def add_page(self, page: PageRegions) -> None:
        """Add a page's regions."""
        earlier = self._open
        self._open = []
        for region in page.regions:
            if isinstance(region, Flow):
                self._add_flow(region, earlier)
            else:
                self._add_table(region)

    def _add_flow(self, flow: Flow, earlier: list[Paragraph]) -> None:
        paragraphs = paragraphs_of(flow, self._typography)
        if paragraphs and self._repeats_header(paragraphs[0]):
            paragraphs = paragraphs[1:]
        if not paragraphs:
            return
        tail = self._tail_for(paragraphs[0], [*earlier, *self._open])
        if tail is not None:
            for tails in (earlier, self._open):
                if tail in tails:
                    tails.remove(tail)
            tail.append(paragraphs[0], self._typography.hyphens)
            paragraphs = paragraphs[1:]
        self.elements.extend(paragraphs)
        last = self._last_of_text(paragraphs) or tail
        if last is not None:
            self._open.append(last)

    def _repeats_header(self, first: Paragraph) -> bool:
        """Return True for the header of a table that ended just on the page before."""
        last = self.elements[-1] if self.elements else None
        return (
            isinstance(last, Table)
            and last.has_header
            and last.last_page < first.first.page
            and first.text == " ".join(last.rows[0])
        )

    def _last_of_text(self, paragraphs: list[Paragraph]) -> Paragraph | None:
        """Return the last paragraph that is no footnote."""
        for paragraph in reversed(paragraphs):
            small = paragraph.kind == "text" and paragraph.size < SMALL_PRINT * self._body_size
            if not small and not _NOTE_MARK.match(paragraph.text):
                return paragraph
        return None

    def _tail_for(self, first: Paragraph, tails: list[Paragraph]) -> Paragraph | None:
        for tail in reversed(tails):
            if self._goes_on(tail, first):
                return tail
        return None

    def _goes_on(self, tail: Paragraph, first: Paragraph) -> bool:
        if first.mark or "contents" in (tail.kind, first.kind):
            return False
        if abs(tail.last.size - first.size) > 0.08 * first.size:
            return False
        if "code" in (tail.kind, first.kind):
            return tail.kind == first.kind
        if tail.bold or first.bold or tail.italic != first.italic:
            return False
        if not _same_place(tail, first):
            return False
        full = room_behind(tail.last, first.first, tail.right) <= first.size
        if SENTENCE_END.search(tail.text):
            return False
        return full or first.text[:1].islower()

    def _add_table(self, table: Table) -> None:
        last = self.elements[-1] if self.elements else None
        if isinstance(last, Table) and last.last_page < table.page and _same_columns(last, table):
            last.go_on(table, self._typography.hyphens)
        else:
            self.elements.append(table)


def _same_place(tail: Paragraph, first: Paragraph) -> bool:
    tolerance = SAME_PLACE_EM * first.size * (2 if len(tail.lines) == 1 else 1)
    absolute = abs(first.first.x0 - tail.text_x)
    relative = abs((first.first.x0 - first.column_x) - (tail.text_x - tail.column_x))
    return min(absolute, relative) <= tolerance


def _same_columns(above: Table, below: Table) -> bool:
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) <= SAME_EDGE for a, b in zip(above.edges, below.edges, strict=True)
    )
