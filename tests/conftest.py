"""What every test shares: no network, the real embedding model once, a tiny index once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.network_guard import network_refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.embedder import Embedder


@pytest.fixture(scope="session", autouse=True)
def network_off() -> Iterator[None]:
    """Refuse every connection beyond loopback, here and (for model hubs) in child processes."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    with network_refused():
        yield


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    """Return the real embedding model, loaded once per session and only when it is needed."""
    from index.embedder import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder.load()


@pytest.fixture(scope="session")
def tiny_index(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> Path:
    """Return the folder of an index over the notes of `tests.tiny_corpus`."""
    from tests.tiny_corpus import build_tiny_index

    return build_tiny_index(tmp_path_factory.mktemp("tiny"), real_embedder)
