"""Links from the pages: to official addresses, and to a document at a place."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

SHORTEST = 2
"""Parts of an address below which it is shown whole."""


def official_link(url: str) -> str:
    """Return an address as a link that opens beside the page; only web addresses become links."""
    if urlsplit(url).scheme not in ("http", "https"):
        return f"<span>{escape(url)}</span>"
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(short_address(url))}</a>"
    )


def short_address(url: str) -> str:
    """Return host and last part of an address: `docs.aws.amazon.com … async-inference`."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    if not steps:
        return parts.netloc
    last = steps[-1].removesuffix(".html").removesuffix(".htm")
    between = " … " if len(steps) >= SHORTEST else "/"
    return f"{parts.netloc}{between}{last}"


def document_address(document_id: str, start: int, end: int) -> str:
    """Return the address of the Sources page with a document open at a span of its text."""
    return f"sources?doc={quote(document_id)}&at={start}-{end}"
