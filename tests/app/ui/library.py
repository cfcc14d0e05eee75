"""A small index of a few notes of our own, built with the real embedding model."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.pipeline import IngestSettings, build_index

if TYPE_CHECKING:
    from index.embedder import Embedder

NOTES = Path(__file__).with_name("notes")


def build_notes_index(folder: Path, embedder: Embedder | None = None) -> Path:
    """Build the index of the notes below a folder, and return the index folder."""
    corpus = folder / "corpus"
    shutil.copytree(NOTES, corpus, dirs_exist_ok=True)
    index = folder / "index"
    report = build_index([corpus], IngestSettings(index=index, aliases=None), embedder=embedder)
    assert report.published
    assert not report.failures
    return index
