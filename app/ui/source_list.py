"""What is indexed, as rows of a table, and the filter over it. Knows nothing of a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from app.ui.render.words import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.store import DocumentEntry

COLUMNS = ("Kind", "Collection", "Licence", "Date", "Passages")
"""What a row says beside the title."""


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Words that the title or path must hold, and one collection; empty fields do not limit."""

    words: str = ""
    collection: str | None = None

    def passes(self, entry: DocumentEntry) -> bool:
        """Whether a source is to be listed."""
        if self.collection and entry.source.collection != self.collection:
            return False
        named = f"{entry.source.title} {entry.source.collection}/{entry.source.path}".lower()
        return all(word in named for word in self.words.lower().split())


def collections(entries: Sequence[DocumentEntry]) -> list[str]:
    """Return the collections in the order in which they are listed."""
    return list(dict.fromkeys(entry.source.collection for entry in entries))


def cells(entry: DocumentEntry) -> tuple[str, ...]:
    """Return what a row says beside the title, in the order of `COLUMNS`."""
    source = entry.source
    return (
        source.kind,
        source.collection,
        source.licence or "not stated",
        day(source.retrieved) or "not stated",
        f"{entry.chunks:,}",
    )


def head_html() -> str:
    """Return the names of the columns."""
    names = "".join(f"<span>{name}</span>" for name in COLUMNS)
    return f'<div class="gw-row gw-row-head"><span>Title</span>{names}</div>'


def cells_html(entry: DocumentEntry) -> str:
    """Return the cells of a row beside its title; on a phone each one carries its name."""
    return (
        '<div class="gw-row">'
        + "".join(
            f'<span data-label="{name}">{escape(text)}</span>'
            for name, text in zip(COLUMNS, cells(entry), strict=True)
        )
        + "</div>"
    )
