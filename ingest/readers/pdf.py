"""PDF to plain text with structure, through pypdf: pages, columns, tables, paragraphs, headings.

The stages, one file each, and what passes between them:

    pdf_file          bytes -> open file, one SourceError per way to fail
    pdf_interpreter   page -> runs of text with place and font, drawn lines (pdf_content, pdf_fonts)
    pdf_readable      refuses scans, blank pages, fonts without a Unicode map
    pdf_lines         runs -> pieces on one baseline
    pdf_furniture     pieces of all pages -> the same without headers, footers, page numbers
    pdf_ruled_tables  pieces and drawn lines -> tables, other pieces (pdf_grid, pdf_cells)
    pdf_columns       pieces and tables -> flows and tables in reading order (pdf_tables)
    pdf_continuation  flows -> paragraphs, whole over columns and pages (pdf_paragraphs,
                      pdf_hyphens)
    pdf_headings      paragraphs and outline -> levels (pdf_heading_candidates,
                      pdf_heading_levels)
    pdf_text          all of it -> text, headings, blocks, page starts
    pdf_narrowing     the part that was asked for
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.errors import SourceError
from ingest.readers.parsed import ParsedText
from ingest.readers.pdf_continuation import elements_of
from ingest.readers.pdf_file import PdfFile, pypdf_quiet
from ingest.readers.pdf_heading_candidates import join_split_headings
from ingest.readers.pdf_headings import find_headings
from ingest.readers.pdf_layout import lay_out
from ingest.readers.pdf_narrowing import PageRange, cut_to_heading, outline_section, page_range
from ingest.readers.pdf_outline import OutlineEntry, read_outline, title_key
from ingest.readers.pdf_readable import keep_readable
from ingest.readers.pdf_text import PdfText, write_text
from ingest.readers.pdf_title import clean_title

if TYPE_CHECKING:
    from ingest.readers.pdf_page import PageContent

NEIGHBOUR_PAGES = 4
"""Pages read on each side of a range so that its headers and footers are known by repetition."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is read from the file itself."""

    contents: list[PageContent]
    kept: PageRange
    outline: list[OutlineEntry]
    metadata_title: str


def read_pdf(
    data: bytes,
    source_path: str,
    *,
    pages: tuple[int, int] | None = None,
    heading: str | None = None,
) -> ParsedText:
    """Read a PDF's bytes.

    `pages` keeps a range of pages (1-based, inclusive), `heading` one section: from the heading of
    that name, in the outline or in the text, to the next one of the same or a higher level. The
    heading is then the title and has level 1. Page numbers stay those of the file: `page_starts`
    has one offset for each page up to the last one kept, 0 for the pages before the first.

    Raises SourceError, with one line that says what is wrong and what to do, for files that are
    empty, damaged, encrypted, scanned without a text layer, blank, set in fonts without a Unicode
    map, or too large, and for pages and headings that do not exist.
    """
    with pypdf_quiet():
        opened = _open(data, source_path, pages, heading)
    kept = opened.kept
    keep_readable([p for p in opened.contents if kept.first <= p.number <= kept.last], source_path)
    text, title = _write(opened)
    if not text.text.strip():
        raise SourceError(source_path, "holds no text but headers and footers", "Remove it.")
    if heading is not None:
        text = cut_to_heading(text, heading, opened.outline, source_path)
        title = text.headings[0].title
    return ParsedText(
        text=text.text,
        title=title or PurePosixPath(source_path).stem,
        headings=text.headings,
        blocks=text.blocks,
        page_starts=text.page_starts,
    )


def _open(data: bytes, path: str, pages: tuple[int, int] | None, heading: str | None) -> _Opened:
    file = PdfFile.open(data, path)
    kept = page_range(pages, file.page_count, path)
    outline = read_outline(file.reader)
    if heading is not None:
        kept = outline_section(outline, heading, kept) or kept
    first = max(1, kept.first - NEIGHBOUR_PAGES)
    last = min(file.page_count, kept.last + NEIGHBOUR_PAGES)
    contents = list(file.pages(first, last))
    return _Opened(contents, kept, outline, clean_title(file.metadata_title()))


def _write(opened: _Opened) -> tuple[PdfText, str]:
    """Return the text of the pages kept, and the document's title, empty if unknown."""
    kept = opened.kept
    layout = lay_out(opened.contents, kept.first, kept.last)
    elements = elements_of(layout.pages, layout.typography, layout.body.size)
    elements = join_split_headings(elements, opened.outline, layout.typography.hyphens)
    if not elements:
        return PdfText("", (), (), ()), opened.metadata_title
    headings = find_headings(elements, opened.outline, layout.body, opened.metadata_title)
    text = write_text(elements, headings, kept.last)
    first_line = next((h.title for h in text.headings if h.level == 1), "")
    if title_key(first_line) == title_key(opened.metadata_title):
        return text, first_line
    return text, opened.metadata_title or first_line
