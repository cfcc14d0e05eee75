"""What every test shares: no network, the real embedding model once, a tiny index once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.network_guard import network_refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.embedder import Embedder


settings.register_profile("quick", max_examples=50, deadline=None)
settings.load_profile("quick")
"""No deadline: on a busy machine a slow example is no failure."""


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


@pytest.fixture
def model_loaded_once(real_embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let code that loads the embedding model get the session's."""
    from index.embedder import SentenceTransformerEmbedder

    monkeypatch.setattr(SentenceTransformerEmbedder, "load", lambda *_: real_embedder)
