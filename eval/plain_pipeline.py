"""The yardstick: what most tutorials build, measured beside ours in the same run.

LangChain's recursive splitter (1,000 characters, 200 overlap) over the raw files, the same
embedding model through sentence-transformers' defaults, `faiss.IndexFlatL2`, dense search only, no
headings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import faiss

from index.embedding_model import EmbeddingModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
        from langchain_text_splitters import RecursiveCharacterTextSplitter
        from sentence_transformers import SentenceTransformer

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK_CHARACTERS, chunk_overlap=OVERLAP_CHARACTERS
        )
        model = SentenceTransformer(str(EmbeddingModel.find().location), device="cpu")
        texts: list[str] = []
        paths: list[str] = []
        for file in files:
            parts = splitter.split_text(file.read_text(encoding="utf-8", errors="replace"))
            texts += parts
            paths += [file.relative_to(root).as_posix()] * len(parts)
        vectors = model.encode(texts, show_progress_bar=False)
        index = faiss.IndexFlatL2(vectors.shape[1])
        index.add(vectors)
        return cls(model, index, tuple(paths), tuple(texts))

    def search(self, question: str, top_k: int) -> list[tuple[str, str]]:
        """Return the path and the text of the nearest chunks, nearest first."""
        vector = self.model.encode([question], show_progress_bar=False)
        _, rows = self.index.search(vector, min(top_k, len(self.texts)))
        return [(self.paths[row], self.texts[row]) for row in rows[0]]
