"""Readers: the bytes of one source in, clean plain text with its structure out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import SourceError
from ingest.readers.detect import decode, source_kind
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown

if TYPE_CHECKING:
    from index.records import SourceKind
    from ingest.readers.parsed import ParsedText


def read_bytes(
    data: bytes,
    source_path: str,
    *,
    pages: tuple[int, int] | None = None,
    heading: str | None = None,
) -> tuple[SourceKind, ParsedText]:
    """Read one source, whatever it holds; return its kind and its text.

    A PDF can be narrowed to a page range or to one heading. Raises SourceError with one line that
    says what is wrong and what to do.
    """
    kind = source_kind(data, source_path)
    if kind == "pdf":
        from ingest.readers.pdf import read_pdf

        parsed = read_pdf(data, source_path, pages=pages, heading=heading)
    elif pages or heading:
        raise SourceError(
            source_path,
            "only a part of a PDF can be read",
            "Leave out pages and heading in the source list.",
        )
    elif kind == "html":
        parsed = read_html(decode(data, source_path), source_path)
    else:
        parsed = read_markdown(decode(data, source_path), source_path)
    if not parsed.text.strip():
        raise SourceError(source_path, "holds no text", "Remove it, or put its text back.")
    return kind, parsed
