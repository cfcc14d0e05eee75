"""Questions made from the text of indexed documents, where the factory for them is installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.practice.records import Item
    from app.practice.wish import Wish
    from app.retrieval import IndexPassageSource

_FACTORY, _FILTERS = "app.practice.generate.factory", "app.practice.generate.filters"


class ItemSource(Protocol):
    """Another well of questions beside the bank: a factory over documents, or a model."""

    def items(self, wish: Wish) -> Iterable[Item]:
        """Return items that a wish may mean; every quote in them stands in a document."""


@dataclass(frozen=True, slots=True)
class SnapshotFactory:
    """The factory over one snapshot; it keeps what it has made."""

    factory: Any
    filters: Any
    documents: dict[str, str]
    """Paths of the documents by id."""

    def items(self, wish: Wish) -> Iterable[Item]:
        """Make the items of the types and documents that a wish names."""
        wanted = tuple(
            one
            for one, path in self.documents.items()
            if not wish.paths or path.startswith(tuple(wish.paths))
        )
        if not wanted:
            return ()
        limits = {"types": tuple(wish.types), "documents": wanted if wish.paths else ()}
        made: Iterable[Item] = self.factory.items(self.filters(**limits))
        return made


def open_factory(source: IndexPassageSource, corpus: Path) -> ItemSource | None:
    """Return the factory over the index that serves, or None where there is none."""
    try:
        factory = import_module(_FACTORY).Factory
        filters = import_module(_FILTERS).ItemFilters
    except ModuleNotFoundError:
        return None
    documents = {entry.id: entry.source.path for entry in source.retriever.documents()}
    snapshot = source.retriever.snapshot
    return SnapshotFactory(factory.of_snapshot(snapshot, corpus), filters, documents)
