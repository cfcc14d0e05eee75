"""Read a document as a page: its tables, lists, procedures and sentences, each with its section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.pieces import Entry, Listing, Piece, Row, Section, Sentence, Table
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Block, Document, Heading

_BULLET = re.compile(r"- ")
_STEP = re.compile(r"\d+\. ")
_NEXT_RULE = re.compile(r"(?<=\w)[;,] (?:and |but )?(?=[\"“]|choose )")
"""Where a sentence of several rules goes on to the next: what it says of one is not said of all."""
_MARKER = re.compile(r"(?:- |\d+\. )(?=\S)")
_INNER = re.compile(r"\s+(?:- |\d+\. )")
_PRODUCT = re.compile(
    r"SageMaker ((?!Python|Spark|Developer|Service|Endpoint|Runtime|Studio\b(?! Lab)|Domain|API)"
    r"[A-Z][a-z]+[A-Za-z]*(?: (?!SDK|API|Domain)[A-Z][a-z]+)?)"
)
MENTIONS = 3
"""Times that a page must name a product to be about it."""
MOST_LIST_LINES = 400
"""A list longer than this is an inventory, not knowledge."""


@dataclass(frozen=True)
class Page:
    """One document, taken apart."""

    document: Document
    tables: tuple[Table, ...] = ()
    listings: tuple[Listing, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    sections: tuple[Section, ...] = field(default=())
    remarks: tuple[Sentence, ...] = ()
    """The sentences inside lists and procedures."""

    @classmethod
    def of(cls, document: Document) -> Page:
        """Take a document apart."""
        return _Reading(document).page()

    @cached_property
    def title(self) -> str:
        """The document's title as the reader knows it."""
        top = next((h.title for h in self.document.headings if h.level == 1), "")
        return top or self.document.source.title

    @property
    def statements(self) -> tuple[Sentence, ...]:
        """All sentences, those of prose first."""
        return (*self.sentences, *self.remarks)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What the page states, one sentence, table row (with its header) or entry each."""
        rows = [table.stated(row) for table in self.tables for row in table.rows]
        entries = [
            f"{listing.lead.text if listing.lead else ''} {entry.text}"
            for listing in self.listings
            for entry in listing.entries
        ]
        said = (part for one in self.sentences for part in _NEXT_RULE.split(one.text))
        return (*said, *rows, *entries)


class _Reading:
    """The walk over the blocks of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._sections: dict[tuple[Heading, ...], Section] = {}
        self._inside = _sentences_by_block(document)
        self._setting = setting_of(document)

    def page(self) -> Page:
        tables: list[Table] = []
        listings: list[Listing] = []
        sentences: list[Sentence] = []
        remarks: list[Sentence] = []
        lead: Piece | None = None
        lead_section: Section | None = None
        for number, block in enumerate(self.document.blocks):
            section = self._section(block.start)
            if section is not lead_section:
                lead = None
            if block.kind == "prose":
                found = [Sentence(section, piece) for piece in self._inside[number]]
                sentences += found
                lead, lead_section = (found[-1].piece, section) if found else (None, None)
                continue
            if block.kind == "table":
                table = self._table(block, section, lead)
                if table:
                    tables.append(table)
            elif block.kind in ("list", "procedure"):
                remarks += [Sentence(section, _unmarked(p)) for p in self._inside[number]]
                listing = self._listing(block, section, lead)
                if listing:
                    listings += [listing, *self._inner_lists(block, section)]
            lead = None
        return Page(
            self.document,
            tuple(tables),
            tuple(listings),
            tuple(sentences),
            tuple(self._sections.values()),
            tuple(remarks),
        )

    def _section(self, offset: int) -> Section:
        headings = self.document.heading_path(offset)
        if headings not in self._sections:
            source = self.document.source
            tagged = next((h for h in reversed(headings) if h.bullets), None)
            linked = next((h for h in reversed(headings) if h.urls), None)
            self._sections[headings] = Section(
                titles=tuple(h.title for h in headings) or (source.title,),
                bullets=tagged.bullets if tagged else (),
                url=(linked.urls[0] if linked else None) or source.url,
                checked=(linked.checked if linked else None) or source.retrieved,
                setting="" if tagged else self._setting,
            )
        return self._sections[headings]

    def _table(self, block: Block, section: Section, lead: Piece | None) -> Table | None:
        if block.header is None:
            return None
        header, *rows = (_row(line) for line in self._lines(block))
        fitting = tuple(row for row in rows if len(row.cells) == len(header.cells))
        if len(header.cells) < 2 or not fitting or "" in header.cells:
            return None
        return Table(section, header, fitting, lead.text if lead else "")

    def _listing(self, block: Block, section: Section, lead: Piece | None) -> Listing | None:
        ordered = block.kind == "procedure"
        entries: list[Entry] = []
        for number, line in enumerate(self._lines(block)):
            if number > MOST_LIST_LINES:
                return None
            marker = (_STEP if ordered else _BULLET).match(line.text)
            if marker:
                text = line.text[marker.end() :].rstrip()
                entries.append(Entry(Piece(text, line.start + marker.end())))
            elif entries and _INNER.match(line.text):
                entries[-1] = Entry(entries[-1].line, nested=True)
        return Listing(section, tuple(entries), lead, ordered) if entries else None

    def _inner_lists(self, block: Block, section: Section) -> Iterator[Listing]:
        """Yield the bulleted lists inside list items or steps, with the line that opens them."""
        opened: Piece | None = None
        entries: list[Entry] = []
        depth = 0
        for line in self._lines(block):
            indent = len(line.text) - len(line.text.lstrip(" "))
            text = line.text[indent:]
            is_entry = indent > 0 and bool(_BULLET.match(text))
            if entries and (not is_entry or indent != depth):
                if indent > depth:
                    entries[-1] = Entry(entries[-1].line, nested=True)
                    continue
                yield Listing(section, tuple(entries), opened)
                entries = []
            if is_entry:
                depth = indent
                entries.append(Entry(Piece(text[2:].rstrip(), line.start + indent + 2)))
            else:
                marker = _BULLET.match(text) or _STEP.match(text)
                skipped = indent + (marker.end() if marker else 0)
                opened = Piece(line.text[skipped:].rstrip(), line.start + skipped)
        if entries:
            yield Listing(section, tuple(entries), opened)

    def _lines(self, block: Block) -> Iterator[Piece]:
        start = block.start
        for line in self.document.text[block.start : block.end].split("\n"):
            if line.strip():
                yield Piece(line, start)
            start += len(line) + 1


def setting_of(document: Document) -> str:
    """Return the product that a page names most, when it is one above the others."""
    found = Counter(_PRODUCT.findall(document.text)).most_common(2)
    if not found or found[0][1] < MENTIONS:
        return ""
    if len(found) > 1 and found[1][1] * 2 > found[0][1]:
        return ""
    return str(found[0][0])


def _unmarked(piece: Piece) -> Piece:
    """Return a sentence of a list without the marker or number before it."""
    marker = _MARKER.match(piece.text)
    return Piece(piece.text[marker.end() :], piece.start + marker.end()) if marker else piece


def _row(line: Piece) -> Row:
    cells = (cell.strip() for cell in line.text.split(CELL))
    return Row(line, tuple("" if cell == "-" else cell for cell in cells))


def _sentences_by_block(document: Document) -> list[list[Piece]]:
    """Return the sentences of each block; both are in order and do not overlap."""
    result: list[list[Piece]] = []
    spans = iter(document.sentences)
    span = next(spans, None)
    for block in document.blocks:
        inside: list[Piece] = []
        while span is not None and span.start < block.end:
            if span.start >= block.start:
                inside.append(Piece(document.text[span.start : span.end], span.start))
            span = next(spans, None)
        result.append(inside)
    return result
