"""The yardstick: what most tutorials build, measured beside ours in the same run.

LangChain's recursive splitter (1,000 characters, 200 overlap) over the raw files, the same
embedding model through sentence-transformers' defaults, `faiss.IndexFlatL2`, dense search only, no
headings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Self

import faiss
import numpy as np

from index.embedding_model import EmbeddingModel
from index.records import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHUNK_CHARACTERS = 1_000
OVERLAP_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class PlainPipeline:
    """A plain dense index over raw text."""

    model: Any
    index: Any
    paths: tuple[str, ...]
    """The file of each chunk."""
    texts: tuple[str, ...]

    @classmethod
    def build(cls, root: Path, files: Sequence[Path]) -> Self:
        """Split, embed and index the files."""
        return cls.of(
            (file.relative_to(root).as_posix(), file.read_text(encoding="utf-8", errors="replace"))
            for file in files
        )

    @classmethod
    def of(cls, documents: Iterable[tuple[str, str]], cache: Path | None = None) -> Self:
        """Split, embed and index documents, each a path and its text.

        Args:
            documents: what to index.
            cache: a folder in which the vectors of the same texts are kept for the next time.
        """
        from langchain_text_splitters import RecursiveCharacterTextSplitter
        from sentence_transformers import SentenceTransformer

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP_CHARACTERS
        )
        model = SentenceTransformer(str(EmbeddingModel.find().location), device="cpu")
        texts: list[str] = []
        paths: list[str] = []
        for path, text in documents:
            parts = splitter.split_text(text)
            texts += parts
            paths += [path] * len(parts)
        vectors = _encode(model, texts, cache)
        index = faiss.IndexFlatL2(vectors.shape[1])
        index.add(vectors)
        return cls(model, index, tuple(paths), tuple(texts))

    def nearest(self, question: str, top_k: int) -> list[tuple[int, float]]:
        """Return the rows of the nearest chunks and their squared distances, nearest first."""
        vector = self.model.encode([question], show_progress_bar=False)
        distances, rows = self.index.search(vector, min(top_k, len(self.texts)))
        return list(zip(rows[0].tolist(), distances[0].tolist(), strict=True))

    def search(self, question: str, top_k: int) -> list[tuple[str, str]]:
        """Return the path and the text of the nearest chunks, nearest first."""
        return [(self.paths[row], self.texts[row]) for row, _ in self.nearest(question, top_k)]


def _encode(model: Any, texts: list[str], cache: Path | None) -> Any:
    """Return the vectors of texts as sentence-transformers' defaults make them."""
    if cache is None:
        return model.encode(texts, show_progress_bar=False)
    kept = cache / f"{content_hash(*texts)}.npy"
    if kept.exists():
        return np.load(kept, allow_pickle=False)
    vectors = model.encode(texts, show_progress_bar=False)
    cache.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=cache, suffix=".npy", delete=False) as file:
        np.save(file, vectors)
    Path(file.name).replace(kept)
    return vectors
