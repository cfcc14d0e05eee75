"""Questions made from the text of indexed documents, as the bank's companion."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


NOTHING_TOLD_APART = (
    "It holds no rule, definition, table or procedure that tells four alternatives apart"
)


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
        filters = self._filters(wish)
        return () if filters is None else self.factory.items(filters)

    def why_none(self, wish: Wish) -> str:
        """Return why the documents that a wish names give none of the questions that it means, and
        what they give instead; empty where it names no document of the index."""
        filters = self._filters(wish) if wish.paths else None
        if filters is None:
            return ""
        if wish.types:
            why = " ".join(one.text for one in self.factory.inventory(filters).reasons).rstrip(".")
        else:
            why = NOTHING_TOLD_APART
        drills = replace(filters, types=(), grades=("drill",))
        count = self.factory.inventory(drills).total if "drill" not in filters.grades else 0
        return f"{why}; --grade drill gives {count} questions of plain recall" if count else why

    def _filters(self, wish: Wish) -> ItemFilters | None:
        """Return what to make for a wish; None where no document has the path that it names."""
        named = tuple(
            one for one, path in self.documents.items() if path.startswith(tuple(wish.paths))
        )
        if wish.paths and not named:
            return None
        types = tuple(kind for kind in ITEM_TYPES if kind in wish.types)
        grades = tuple(grade for grade in GRADES if grade in (wish.grades or ("exam",)))
        documents = named if wish.paths else ()
        return ItemFilters(types=types, documents=documents, grades=grades)
