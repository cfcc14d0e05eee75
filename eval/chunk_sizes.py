"""Indexes of the corpus with other chunk sizes, kept beside the product's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.suites import ROOT
from index.errors import UsageError
from ingest.chunking import ChunkingSettings
from ingest.pipeline import IngestSettings, build_index

if TYPE_CHECKING:
    from pathlib import Path

MARGIN = 1.15
"""Most tokens of a chunk over those aimed at, as in the product's settings."""


def index_of_size(tokens: int, corpus: Path, folder: Path | None = None) -> Path:
    """Build the index of the corpus in chunks of about so many tokens, or bring it up to date.

    Raises:
        UsageError: chunks of that size cannot be made.
    """
    usual = ChunkingSettings()
    if tokens <= usual.tiny_tokens:
        raise UsageError(f"{tokens} tokens are too few for a chunk", f"{usual.tiny_tokens + 1} up")
    chunking = ChunkingSettings(max_tokens=round(tokens * MARGIN), target_tokens=tokens)
    index = folder or ROOT / "index" / f"bench-chunks-{tokens}"
    aliases = corpus / "aliases.toml"
    settings = IngestSettings(
        index=index, aliases=aliases if aliases.exists() else None, chunking=chunking
    )
    build_index([corpus], settings)
    return index
