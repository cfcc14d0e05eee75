"""Questions made from the text of indexed documents, as the bank's companion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.records import GRADES, ITEM_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.practice.records import Item
    from app.practice.wish import Wish
    from app.retrieval import IndexPassageSource


class ItemSource(Protocol):
    """Another well of questions beside the bank: a factory over documents, or a model."""

    def items(self, wish: Wish) -> Iterable[Item]:
        """Return items that a wish may mean; every quote in them stands in a document."""


@dataclass(frozen=True, slots=True)
class SnapshotFactory:
    """The factory over one snapshot; it keeps what it has made."""

    factory: Factory
    documents: dict[str, str]
    """Paths of the documents by id."""

    @classmethod
    def open(cls, source: IndexPassageSource, corpus: Path) -> SnapshotFactory:
        """Return the factory over the index that serves; nothing is made yet."""
        documents = {entry.id: entry.source.path for entry in source.retriever.documents()}
        return cls(Factory.of_snapshot(source.retriever.snapshot, corpus), documents)

    def items(self, wish: Wish) -> Iterable[Item]:
        """Make the items of the types and documents that a wish names.

        Drills are made where it names that grade.
        """
        named = tuple(
            one for one, path in self.documents.items() if path.startswith(tuple(wish.paths))
        )
        if wish.paths and not named:
            return ()
        types = tuple(kind for kind in ITEM_TYPES if kind in wish.types)
        grades = tuple(grade for grade in GRADES if grade in (wish.grades or ("exam",)))
        documents = named if wish.paths else ()
        return self.factory.items(ItemFilters(types=types, documents=documents, grades=grades))
