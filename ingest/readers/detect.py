"""Tells what a file holds by its content, and decodes text."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from index.records import SourceKind

MAX_BYTES = 100 * 1024 * 1024
"""Largest file that is read; a text of this size is about 50,000 pages."""

SNIFFED = 4096
"""Bytes looked at to tell the kind."""

CONTROL_SHARE = 0.02
"""Text has almost no control characters; more than this share means binary data."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"{\\rtf", "an RTF file"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_EXPORT = "Export it as PDF, HTML or Markdown."


def source_kind(data: bytes, source_path: str) -> SourceKind:
    """Return what a file holds, from its content first and its name second.

    Raises SourceError for an empty or oversized file, for binary data that is no PDF, and for a
    file named `.pdf` that is none.
    """
    if not data:
        raise SourceError(source_path, "is empty", "Remove it, or put its text back.")
    if len(data) > MAX_BYTES:
        raise too_large(source_path, len(data))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    suffix = PurePosixPath(source_path.partition("#")[0]).suffix.lower()
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(source_path, f"is {what}, not text", _EXPORT)
    if suffix == ".pdf":
        raise SourceError(
            source_path, "is named .pdf but holds no PDF", "Rename it, or download it again."
        )
    text = decode(data[: SNIFFED - SNIFFED % 4], source_path, whole=False)
    if suffix in (".html", ".htm", ".xhtml") or _HTML.match(text):
        return "html"
    return "markdown"


def too_large(source_path: str, size: int) -> SourceError:
    """Return the error of a file above the limit."""
    return SourceError(
        source_path,
        f"has {size >> 20} MB, more than the {MAX_BYTES >> 20} MB that are read",
        "Divide it into parts.",
    )


def decode(data: bytes, source_path: str, *, whole: bool = True) -> str:
    """Return the text of a file in UTF-8, UTF-16, UTF-32, its declared HTML charset, or Latin-1.

    With `whole=False` the data may end inside a character. Raises SourceError for binary data.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            text = data.decode(name, errors="replace" if whole else "ignore")
            return _checked(text, source_path)
    if wide := _wide_encoding(data):
        return _checked(data.decode(wide, errors="replace"), source_path)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return _checked(decoder.decode(data, final=whole), source_path)
    except UnicodeDecodeError:
        return _checked(_decode_8_bit(data), source_path)


def _wide_encoding(data: bytes) -> str | None:
    """Return UTF-16 with its byte order when nearly every second byte is zero, as in Latin text."""
    sample = data[:SNIFFED]
    if len(sample) < 4 or len(data) % 2:
        return None
    zeros_even = sample[::2].count(0) / len(sample[::2])
    zeros_odd = sample[1::2].count(0) / len(sample[1::2])
    if zeros_odd > 0.7 and zeros_even < 0.1:
        return "utf-16-le"
    if zeros_even > 0.7 and zeros_odd < 0.1:
        return "utf-16-be"
    return None


def _decode_8_bit(data: bytes) -> str:
    """Decode what is not UTF-8: by the declared charset, as damaged UTF-8, or as Windows
    Latin-1."""
    declared = _CHARSET.search(data[:SNIFFED])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    whole = sum(1 for c in lenient if c > "\x7f") - broken
    if whole > 2 * broken:
        return lenient
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _checked(text: str, source_path: str) -> str:
    sample = text[:SNIFFED] + text[-SNIFFED:]
    if "\x00" in sample or len(_CONTROLS.findall(sample)) > CONTROL_SHARE * len(sample):
        raise SourceError(source_path, "holds binary data, not text", _EXPORT)
    return text
