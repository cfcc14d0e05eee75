"""What is indexed, as rows of a table, and the filter over it. Knows nothing of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.render.words import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.store import DocumentEntry


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


def table(entries: Sequence[DocumentEntry]) -> dict[str, list[str | int]]:
    """Return the columns of the table."""
    return {
        "Title": [entry.source.title for entry in entries],
        "Kind": [entry.source.kind for entry in entries],
        "Collection": [entry.source.collection for entry in entries],
        "Licence": [entry.source.licence or "not stated" for entry in entries],
        "Date": [day(entry.source.retrieved) or "not stated" for entry in entries],
        "Passages": [entry.chunks for entry in entries],
    }
