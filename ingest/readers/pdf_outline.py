"""The outline of a PDF (its bookmarks): titles with their depth and place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pypdf.generic import Destination, IndirectObject

from ingest.readers.pdf_errors import DAMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

MAX_ENTRIES = 20_000

_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark."""

    title: str
    depth: int
    """0 for the outermost."""
    page: int
    """1-based."""
    top: float | None
    """Height on the page in points, where the bookmark tells it."""


def title_key(title: str) -> str:
    """Return a title without case, spaces and marks, for comparing it with a line of text."""
    return _NOT_LETTERS.sub("", title.casefold())


def read_outline(reader: PdfReader) -> list[OutlineEntry]:
    """Return the outline in reading order; empty when there is none or it is damaged."""
    try:
        numbers = _page_numbers(reader)
        return list(_entries(reader.outline, numbers, 0))[:MAX_ENTRIES]
    except DAMAGE:
        return []


def _page_numbers(reader: PdfReader) -> dict[tuple[int, int], int]:
    numbers: dict[tuple[int, int], int] = {}
    for number, page in enumerate(reader.pages, 1):
        reference = page.indirect_reference
        if reference is not None:
            numbers.setdefault((reference.idnum, reference.generation), number)
    return numbers


def _entries(
    nodes: list[Any], numbers: dict[tuple[int, int], int], depth: int
) -> Iterator[OutlineEntry]:
    for node in nodes:
        if isinstance(node, list):
            yield from _entries(node, numbers, depth + 1)
        elif isinstance(node, Destination):
            page = node.page
            number = (
                numbers.get((page.idnum, page.generation))
                if isinstance(page, IndirectObject)
                else None
            )
            title = " ".join(str(node.title or "").split())
            if number is not None and title_key(title):
                top = node.top
                height = float(top) if isinstance(top, int | float) else None
                yield OutlineEntry(title, depth, number, height)
