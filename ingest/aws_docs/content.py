"""Whether an answer holds what its address promises: an error page may come as 200, too."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from index.errors import SourceError
from ingest.readers.detect import source_kind

HEAD_BYTES = 4096
"""Bytes of an answer that are looked at."""

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
}
_ACCEPT = {
    ".md": "text/markdown, text/plain;q=0.9, */*;q=0.1",
    ".html": "text/html, */*;q=0.1",
}


def ending(address: str) -> str:
    """Return the ending of an address's path in lower case, such as `.md`."""
    return PurePosixPath(urlsplit(address).path).suffix.lower()


def accepted(address: str) -> str:
    """Return the `Accept` header for an address."""
    return _ACCEPT.get(ending(address), "*/*")


def content_fault(address: str, head: bytes, content_type: str) -> str | None:
    """Return why the first bytes of an answer cannot be what the address names, or None."""
    if not head:
        return "is empty"
    kind = ending(address)
    signatures = _SIGNATURES.get(kind)
    if signatures is not None:
        begins = any(signature in head[:1024] for signature in signatures)
        return None if begins else f"holds no {kind[1:].upper()} data"
    if kind not in (".md", ".html"):
        return None
    try:
        found = source_kind(head, "answer")
    except SourceError:
        return "holds binary data"
    is_html = found == "html" or content_type in _HTML_TYPES
    if kind == ".md":
        return "holds HTML, not Markdown" if is_html else None
    return None if is_html else "holds no HTML"
