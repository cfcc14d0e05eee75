"""What answers need of the index, behind one object that follows new snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from index.filters import Filters
from index.retriever import Retriever

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import Embedder
    from index.records import Passage
    from index.retriever import RetrievalConfig
    from index.search import SearchTrace


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """Which index and which model are in use."""

    snapshot: str
    created: str
    embedder: str
    precision: str
    documents: int
    chunks: int


class IndexPassageSource:
    """A retriever as the answerer sees it: passages, term weights, other names."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    @classmethod
    def open(
        cls, root: Path, embedder: Embedder | None = None, config: RetrievalConfig | None = None
    ) -> Self:
        """Open the index in a folder; raises as `Retriever.open` does."""
        return cls(Retriever.open(root, embedder, config))

    @property
    def snapshot_id(self) -> str:
        """The id of the snapshot in use."""
        return self.retriever.snapshot.id

    @property
    def chunk_count(self) -> int:
        """How many passages a search looks at."""
        return self.retriever.snapshot.manifest.chunks

    def search(
        self, question: str, top_k: int = 10, filters: Filters | None = None
    ) -> list[Passage]:
        """Return the best passages, best first."""
        return self.retriever.search(question, top_k, filters)

    def trace(self, question: str, top_k: int = 10, filters: Filters | None = None) -> SearchTrace:
        """Search as `search` does, and return the seconds of each stage too."""
        return self.retriever.trace(question, top_k, filters)

    def parts_of(self, passage: Passage) -> list[Passage]:
        """Return all parts of the list or table that a passage is a part of, in order."""
        place = (passage.document_id, passage.heading_path, passage.kind)
        return [
            other
            for other in self.passages_of(passage.path)
            if (other.document_id, other.heading_path, other.kind) == place
        ]

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a stemmed term."""
        return self.retriever.snapshot.lexical.idf(term)

    def other_names(self, name: str) -> tuple[str, ...]:
        """Return the aliases of a name, without itself."""
        aliases = self.retriever.snapshot.aliases
        others = (
            other
            for _, _, entry in aliases.mentions(name)
            for other in entry.names
            if other.lower() != name.lower()
        )
        return tuple(dict.fromkeys(others))

    def things(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return each thing with known names that a text mentions: the mention, then the others."""
        found: dict[str, tuple[str, ...]] = {}
        for start, end, entry in self.retriever.snapshot.aliases.mentions(text):
            mention = text[start:end]
            others = (name for name in entry.names if name.lower() != mention.lower())
            found.setdefault(entry.name, (mention, *others))
        return tuple(found.values())

    def corrected(self, question: str) -> str:
        """Return the question with its misspelled words as the sources spell them."""
        return self.retriever.corrected(question)

    def holds(self, term: str) -> bool:
        """Whether any source holds a stemmed term."""
        return self.retriever.snapshot.lexical.rows_holding(term) > 0

    def paths(self) -> set[str]:
        """Return the paths of the indexed sources, each below its ingested folder."""
        return {source.path for source in self.retriever.snapshot.store.sources()}

    def passages_of(self, path: str) -> list[Passage]:
        """Return all passages of the document at a path; empty when none is indexed there."""
        store = self.retriever.snapshot.store
        entries = store.documents(Filters(paths=(path,)))
        documents = dict.fromkeys(entry.id for entry in entries if entry.source.path == path)
        return [stored.passage for one in documents for stored in store.passages_of(one)]

    def text_of(self, path: str) -> str:
        """Return the whole text of the document at a path; empty when none is indexed there."""
        store = self.retriever.snapshot.store
        entries = store.documents(Filters(paths=(path,)))
        found = next((entry.id for entry in entries if entry.source.path == path), None)
        return store.document(found).text if found else ""

    def status(self) -> IndexStatus:
        """Return what is in use."""
        manifest = self.retriever.snapshot.manifest
        return IndexStatus(
            snapshot=manifest.id,
            created=manifest.created,
            embedder=manifest.embedder,
            precision="+".join(manifest.precisions),
            documents=manifest.documents,
            chunks=manifest.chunks,
        )
