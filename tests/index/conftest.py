"""Fixtures of the index tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.embedder import SentenceTransformerEmbedder
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import endpoints, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def model() -> SentenceTransformerEmbedder:
    """Return the real embedding model, loaded once."""
    return SentenceTransformerEmbedder.load(precision="fp32")


@pytest.fixture
def hashing() -> HashingEmbedder:
    """Return an embedder that needs no model."""
    return HashingEmbedder()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an index folder with three documents published."""
    publish(tmp_path / "data", [endpoints(), streams(), manual()])
    return tmp_path / "data"
