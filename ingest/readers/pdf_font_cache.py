"""What the pages of one PDF share: its fonts, each read once, and the count of what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject

from ingest.readers.pdf_fonts import PdfFont

if TYPE_CHECKING:
    from pypdf.generic import PdfObject


class FontCache:
    """What the pages of one file share: its fonts, each read once, and what was drawn so far."""

    def __init__(self, max_bytes: int = 1_000_000_000) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._fonts: dict[tuple[int, int], PdfFont] = {}
        self._kept: list[PdfObject] = []
        self.unknown = PdfFont.unknown()

    def fonts(self, resources: DictionaryObject) -> dict[str, PdfFont]:
        """Return the fonts of a resource dictionary by name, without the slash."""
        table = resolved_dictionary(resources.get("/Font"))
        return {str(name)[1:]: self._font(table.raw_get(name)) for name in table}

    def count(self, drawn_bytes: int) -> None:
        """Add to the drawing instructions followed so far; raise LimitReachedError at the limit."""
        self._bytes += drawn_bytes
        if self._bytes > self._max_bytes:
            raise LimitReachedError(f"more than {self._max_bytes // 1_000_000} MB of drawing")

    def _font(self, value: PdfObject) -> PdfFont:
        if isinstance(value, IndirectObject):
            key = (value.idnum, value.generation)
        else:
            key = (-1, id(value))
            self._kept.append(value)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = PdfFont.from_resource(resolved_dictionary(value))
        return font


def resolved_dictionary(value: object) -> DictionaryObject:
    """Return a dictionary of the file, an empty one for anything else."""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
