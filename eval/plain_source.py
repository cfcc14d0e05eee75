"""The plain pipeline over the documents of an index, as a system whose rankings are measured."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from eval.plain_pipeline import PlainPipeline
from index.records import Passage, Span, content_hash
from index.search import SearchTrace

if TYPE_CHECKING:
    from pathlib import Path

    from index.filters import Filters
    from index.snapshot import Snapshot


class PlainSource:
    """Searches the plain pipeline's own chunks of the same documents."""

    def __init__(self, pipeline: PlainPipeline) -> None:
        self._pipeline = pipeline
        self._rows: dict[str, list[int]] = {}
        for row, path in enumerate(pipeline.paths):
            self._rows.setdefault(path, []).append(row)

    @classmethod
    def over(cls, snapshot: Snapshot, cache: Path | None = None) -> Self:
        """Split and embed the texts of all documents that a snapshot holds."""
        store = snapshot.store
        first = {entry.id: entry.source.path for entry in reversed(store.documents())}
        documents = ((path, store.document(one).text) for one, path in sorted(first.items()))
        return cls(PlainPipeline.of(documents, cache))

    @property
    def chunk_count(self) -> int:
        """How many chunks a search looks at."""
        return len(self._pipeline.texts)

    def trace(
        self,
        question: str,
        top_k: int = 10,
        filters: Filters | None = None,  # noqa: ARG002
    ) -> SearchTrace:
        """Return the nearest chunks, nearest first, and the seconds of the search."""
        begun = time.perf_counter()
        found = self._pipeline.nearest(question, top_k)
        passages = tuple(
            self._passage(row, rank, distance) for rank, (row, distance) in enumerate(found, 1)
        )
        return SearchTrace(passages, {"dense": time.perf_counter() - begun})

    def passages_of(self, path: str) -> list[Passage]:
        """Return all chunks of the document at a path; empty when none is indexed there."""
        return [self._passage(row) for row in self._rows.get(path, ())]

    def _passage(self, row: int, rank: int | None = None, distance: float = 0.0) -> Passage:
        path, text = self._pipeline.paths[row], self._pipeline.texts[row]
        return Passage(
            chunk_id=content_hash(path, str(row)),
            document_id=path,
            title=path,
            path=path,
            collection="plain",
            source_kind="markdown",
            heading_path=(),
            text=text,
            sentences=(Span(0, len(text)),),
            kind="prose",
            start=0,
            score=-distance,
            dense_rank=rank,
        )
