"""Notes written by hand as documents, read by the real reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.store import DocumentEntry
from ingest.document import read_document
from ingest.sources import discover

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from index.records import Document

HEAD = """---
title: {title}
exam: mla-c01
domain: 3
task: "3.1"
---
# {title}

## {section}
<!-- bullets: 3.1.k2 3.1.s1 · source: https://example.org/notes · checked: 2026-11-23 -->

"""


class Notes:
    """Documents in memory, as a snapshot's store offers them."""

    def __init__(self, documents: list[Document]) -> None:
        self._documents = {document.id: document for document in documents}

    def documents(self) -> list[DocumentEntry]:
        return [
            DocumentEntry(one.id, one.source, len(one.text), 1, len(one.sentences))
            for one in self._documents.values()
        ]

    def document(self, document_id: str) -> Document:
        return self._documents[document_id]

    def text(self, document_id: str) -> str:
        return self._documents[document_id].text


def tagged(title: str, section: str, body: str) -> str:
    """Return a note of one section with exam tags."""
    return HEAD.format(title=title, section=section) + body


def read_notes(folder: Path, files: Mapping[str, str]) -> Notes:
    """Write files and read them."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Notes([read_document(file) for file in discover([folder]).files])
