"""The extractive answerer over the tiny notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import Embedder


@pytest.fixture(scope="session")
def tiny_source(tiny_index: Path, real_embedder: Embedder) -> IndexPassageSource:
    return IndexPassageSource.open(tiny_index, real_embedder)


@pytest.fixture(scope="session")
def answerer(tiny_source: IndexPassageSource) -> ExtractiveAnswerer:
    return ExtractiveAnswerer(tiny_source)
