from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.pipeline import IngestSettings
from tests.index.hashing_embedder import HashingEmbedder


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def settings(tmp_path: Path) -> IngestSettings:
    return IngestSettings(index=tmp_path / "index", aliases=None)


@pytest.fixture
def docs(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes files into a folder `docs` and returns the folder."""
    root = tmp_path / "docs"

    def write(**files: str | bytes) -> Path:
        for name, content in files.items():
            path = root / (name.replace("__", "/") + ("" if "." in name else ".md"))
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8")
        root.mkdir(exist_ok=True)
        return root

    return write
