"""From the pages of a file to their flows and tables, without headers and footers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.pdf_columns import ColumnReader, Flow
from ingest.readers.pdf_continuation import PageRegions
from ingest.readers.pdf_furniture import PageRows, without_furniture
from ingest.readers.pdf_grid import table_boxes
from ingest.readers.pdf_hyphens import Hyphens
from ingest.readers.pdf_lines import Piece, pieces_by_row
from ingest.readers.pdf_marks import dot_bare_numbers
from ingest.readers.pdf_paragraphs import Typography
from ingest.readers.pdf_ruled_tables import RuledTableReader
from ingest.readers.pdf_styles import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_page import PageContent


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands on the pages, and how the document is set."""

    pages: list[PageRegions]
    typography: Typography
    body: Style


def lay_out(contents: Sequence[PageContent], first: int, last: int) -> Layout:
    """Return the regions of pages `first` to `last`.

    Pages beyond that only help to tell headers and the style of the text.
    """
    rows = [
        PageRows(
            page.number,
            page.height,
            pieces_by_row(page.runs, page.number, page.rules),
            table_boxes(page.rules),
        )
        for page in contents
    ]
    rows = without_furniture(rows)
    pieces = [piece for page in rows for row in page.rows for piece in row]
    body = _body(pieces)
    for page in rows:
        dot_bare_numbers(page.rows, body.size)
    hyphens = Hyphens(piece.text for piece in pieces)
    tables, columns = RuledTableReader(hyphens), ColumnReader(hyphens)
    pages = [
        _regions(page, content, tables, columns)
        for page, content in zip(rows, contents, strict=True)
        if first <= page.number <= last
    ]
    flows = [region for page in pages for region in page.regions if isinstance(region, Flow)]
    typography = Typography.of_flows(flows, hyphens, monospaced_body=_mostly_monospaced(pieces))
    return Layout(pages, typography, body)


def _regions(
    page: PageRows, content: PageContent, ruled: RuledTableReader, columns: ColumnReader
) -> PageRegions:
    pieces = [piece for row in page.rows for piece in row]
    tables, others = ruled.read(pieces, content.rules, content.shades)
    regions = columns.read([*others, *tables])
    for row in pieces_by_row(content.asides, content.number):
        lines = [piece for piece in row if len(piece.text) > 1]
        if lines:
            regions.append(
                Flow(lines, min(piece.x0 for piece in lines), max(piece.x1 for piece in lines))
            )
    return PageRegions(page.number, regions)


def _mostly_monospaced(pieces: Sequence[Piece]) -> bool:
    monospaced = sum(len(piece.text) for piece in pieces if piece.monospaced)
    return 2 * monospaced > sum(len(piece.text) for piece in pieces)


def _body(pieces: Sequence[Piece]) -> Style:
    """Return the style in which most characters are set, code apart."""
    counts: Counter[Style] = Counter()
    for piece in pieces:
        if not piece.monospaced:
            counts[Style.of_type(piece.size, piece.bold)] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else Style.of_type(10.0, False)
