"""Finds what stands on every page and belongs to none: running headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.readers.pdf_lines import Piece
    from ingest.readers.pdf_page import Box

ZONE = 0.14
"""Share of the page's height, at the top and at the bottom, in which headers and footers stand."""

NUMBER_ZONE = 0.25
"""The same for a bare page number, which stands right below the text when margins are wide."""

MARGIN = 0.09
"""Share of the page's height that is margin on most pages."""

FEW_PAGES = 3
"""So few pages may open alike by chance: only what stands in their margin is a header."""

ZONE_ROWS = 4
"""At most so many rows of a zone are looked at."""

REPEATED_SHARE = 0.4
"""A row seen on this share of the pages is a header or footer; left and right pages may differ."""

APART_EM = 1.8
"""Headers and footers keep at least this distance from the text, in units of their size."""

SECOND_LINE_EM = 1.4
"""Lines of one header are at most this far apart, in units of their size."""

_DIGITS = re.compile(r"\d+")
_ROMAN = r"[ivxlc]{1,7}|[IVXLC]{1,7}"
_PAGE_NUMBER = re.compile(rf"[-–—|\[(]*\s*(\d{{1,5}}|{_ROMAN})\s*[-–—|\])]*")
_PAGE_LABEL = re.compile(
    rf"(?:page|seite|página|pagina|p\.|第)\s*[|:]?\s*(?:\d{{1,5}}|{_ROMAN})\s*页?(?:\s*(?:of|/|von|de|\|)\s*\d{{1,5}})?"
    rf"|(?:\d{{1,5}}|{_ROMAN})\s*(?:[|/]|of)\s*(?:page|\d{{1,5}})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageRows:
    """The rows of one page from top to bottom, each as pieces from left to right."""

    number: int
    """1-based, in the file."""
    height: float
    rows: list[list[Piece]]
    tables: list[Box] = field(default_factory=list)
    """Where ruled tables stand; a header row repeated on every page is no running header."""

    def without(self, drop: set[tuple[int, int]]) -> PageRows:
        """Return the page without the rows whose (page, index) are given."""
        rows = [row for index, row in enumerate(self.rows) if (self.number, index) not in drop]
        return PageRows(self.number, self.height, rows, self.tables)

    def in_table(self, row: Sequence[Piece]) -> bool:
        """Return True for a row of a ruled table."""
        x, y = row[0].x0, row[0].y
        return any(x0 - 3 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.tables)


@dataclass(frozen=True, slots=True)
class _ZoneRow:
    """A row near an edge of a page."""

    page: int
    index: int
    """Of the row on its page."""
    text: str
    y: float
    size: float
    style: tuple[str, float]
    depth: float
    """Distance from the edge, as a share of the page's height."""
    apart: bool
    """True when a wide gap lies between the row and the text."""
    stands_out: bool
    """True when it is set in bold, as `Chapter 3` at the top of its page."""
    artifact: bool
    """True when the file marks it as a header or footer; some programs guess and mark text, too."""

    def beyond(self, edge: float, at_top: bool) -> bool:
        """Return True when the row stands farther out than a height, towards its edge."""
        return (self.y - edge if at_top else edge - self.y) > 0.7 * self.size

    @property
    def keys(self) -> set[tuple[str, int, int]]:
        """Return what the row may have in common with those of other pages.

        That is its text, or its text but for one number that counts up with the pages: `3 | Page`.
        """
        text = self.text.lower().strip(" .")
        keys = {(text, 0, 0)}
        for number in _DIGITS.finditer(text):
            if len(number[0]) <= 5:
                shape = f"{text[: number.start()]}#{text[number.end() :]}"
                keys.add((shape, number.start(), int(number[0]) - self.page))
        return keys


def without_furniture(pages: Sequence[PageRows]) -> list[PageRows]:
    """Return the pages without running headers, footers and page numbers."""
    cleaned = list(pages)
    for at_top in (True, False):
        zones = {page.number: _zone(page, at_top) for page in cleaned}
        drop = _furniture(cleaned, zones, at_top)
        if _empties(cleaned, drop):
            continue
        cleaned = [page.without(drop) for page in cleaned]
    return cleaned


def _empties(pages: Sequence[PageRows], drop: set[tuple[int, int]]) -> bool:
    """Return True when most pages would hold nothing else: then it is their text."""
    dropped = Counter(page for page, _ in drop)
    emptied = sum(0 < len(page.rows) == dropped[page.number] for page in pages)
    return emptied > 0 and 2 * emptied >= len(pages)


def is_page_number(text: str) -> bool:
    """Return True for a row that holds nothing but a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _PAGE_LABEL.fullmatch(text))


def body_style(pages: Sequence[PageRows]) -> tuple[str, float]:
    """Return the font and size in which most characters of the pages are set."""
    counts: Counter[tuple[str, float]] = Counter()
    for page in pages:
        for row in page.rows:
            for piece in row:
                counts[piece.font, round(piece.size, 1)] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else ("", 0.0)


def _zone(page: PageRows, at_top: bool) -> list[_ZoneRow]:
    """Return the rows of a zone, the outermost first."""
    order = range(len(page.rows)) if at_top else range(len(page.rows) - 1, -1, -1)
    found: list[_ZoneRow] = []
    for index in list(order)[:ZONE_ROWS]:
        row = page.rows[index]
        y = row[0].y
        depth = (page.height - y if at_top else y) / page.height
        if page.in_table(row):
            break
        number = not found and is_page_number(" ".join(piece.text for piece in row))
        if depth > (NUMBER_ZONE if number else ZONE):
            break
        inner = index + 1 if at_top else index - 1
        size = max(piece.size for piece in row)
        gap = abs(page.rows[inner][0].y - y) if 0 <= inner < len(page.rows) else page.height
        found.append(
            _ZoneRow(
                page.number,
                index,
                " ".join(piece.text for piece in row),
                y,
                size,
                (row[0].font, round(row[0].size, 1)),
                depth,
                gap >= APART_EM * size,
                all(piece.bold for piece in row),
                all(piece.artifact for piece in row),
            )
        )
    return found


def _furniture(
    pages: Sequence[PageRows], zones: dict[int, list[_ZoneRow]], at_top: bool
) -> set[tuple[int, int]]:
    """Return (page, row) of the rows to drop, working inwards from the edge of each page."""
    body = body_style(pages)
    edge = _text_edge(pages, body, at_top)
    enough = max(2, round(REPEATED_SHARE * len(pages)))
    seen = Counter(
        key for zone in zones.values() for key in {key for row in zone for key in row.keys}
    )
    once = _edge_of_single_rows(pages, zones, {k for k, n in seen.items() if n >= enough}, at_top)
    places = _common_places(zones, enough)
    numbering = _numbering(zones)
    drop: set[tuple[int, int]] = set()
    for zone in zones.values():
        apart_inside = [any(row.apart for row in zone[i:]) for i in range(len(zone))]
        above: _ZoneRow | None = None
        for row, has_gap in zip(zone, apart_inside, strict=True):
            times = max(seen[key] for key in row.keys if not (row.stands_out and key[1:] != (0, 0)))
            unlike_text = row.beyond(edge, at_top) and row.style != body
            repeated = (
                times >= enough
                and row.beyond(once, at_top)
                and (has_gap or unlike_text)
                and (len(pages) > FEW_PAGES or row.depth <= MARGIN or unlike_text)
            )
            numbered = is_page_number(row.text) and (row.page, row.index) in numbering
            labelled = bool(_PAGE_LABEL.fullmatch(row.text)) and has_gap
            marked = row.artifact and unlike_text and times >= 2
            in_place = (
                has_gap
                and unlike_text
                and len(pages) > 3
                and row.size <= body[1] * 1.02
                and any(abs(row.y - y) <= 1.5 and row.style == style for y, style in places)
            )
            wrapped = has_gap and unlike_text and above is not None and _is_second_line(above, row)
            if not (repeated or numbered or labelled or marked or in_place or wrapped):
                break
            drop.add((row.page, row.index))
            above = row
    return drop


def _is_second_line(outer: _ZoneRow, inner: _ZoneRow) -> bool:
    """Return True for the second line of a long header."""
    return outer.style == inner.style and abs(outer.y - inner.y) <= SECOND_LINE_EM * inner.size


def _text_edge(pages: Sequence[PageRows], body: tuple[str, float], at_top: bool) -> float:
    """Return the height of the outermost row of text, leaving out one page in fifty."""
    rows = sorted(
        (
            row[0].y
            for page in pages
            for row in page.rows
            if (row[0].font, round(row[0].size, 1)) == body and not row[0].artifact
        ),
        reverse=at_top,
    )
    return rows[len(pages) // 50] if len(rows) > len(pages) // 50 else 0.0


def _edge_of_single_rows(
    pages: Sequence[PageRows],
    zones: dict[int, list[_ZoneRow]],
    repeated: set[tuple[str, int, int]],
    at_top: bool,
) -> float:
    """Return how far out rows stand that other pages do not repeat, one page in ten left out."""
    heights: list[float] = []
    for page in pages:
        often = {row.index for row in zones[page.number] if row.keys & repeated}
        single = [row[0].y for index, row in enumerate(page.rows) if index not in often]
        if single:
            heights.append(max(single) if at_top else min(single))
    heights.sort(reverse=at_top)
    if not heights:
        return float("inf") if at_top else float("-inf")
    return heights[len(heights) // 10]


def _common_places(
    zones: dict[int, list[_ZoneRow]], enough: int
) -> list[tuple[float, tuple[str, float]]]:
    """Return heights at which a row of one style stands apart on enough pages."""
    by_style: dict[tuple[str, float], list[_ZoneRow]] = defaultdict(list)
    for zone in zones.values():
        for number, row in enumerate(zone):
            if any(other.apart for other in zone[number:]):
                by_style[row.style].append(row)
    places: list[tuple[float, tuple[str, float]]] = []
    for style, rows in by_style.items():
        for y in {round(row.y) for row in rows}:
            on_pages = {row.page for row in rows if abs(row.y - y) <= 1.5}
            if len(on_pages) >= enough:
                places.append((float(y), style))
    return places


def _numbering(zones: dict[int, list[_ZoneRow]]) -> set[tuple[int, int]]:
    """Return the rows whose number counts up with the pages, or is the page's own number."""
    offsets: Counter[int] = Counter()
    found: list[tuple[_ZoneRow, int | None]] = []
    for row in _number_rows(zones):
        matched = _DIGITS.search(row.text)
        offset = int(matched[0]) - row.page if matched else None
        if offset is not None:
            offsets[offset] += 1
        found.append((row, offset))
    return {
        (row.page, row.index)
        for row, offset in found
        if row.apart and (offset is None or offset == 0 or offsets[offset] >= 2)
    }


def _number_rows(zones: dict[int, list[_ZoneRow]]) -> Iterator[_ZoneRow]:
    for zone in zones.values():
        for row in zone[:2]:
            if is_page_number(row.text):
                yield row
