"""Build practice items from the documents of a snapshot, lazily and always the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from app.practice.generate.filters import ItemFilters
from app.practice.generate.inventory import Inventory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.practice.records import Item
    from index.snapshot import Snapshot

ALL = ItemFilters()


class Factory:
    """Items about the documents of one snapshot. What was read once is kept for the next call."""

    def __init__(self, snapshot: Snapshot, corpus: Path | None = None, seed: int = 0) -> None:
        self._seed = seed

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot, corpus: Path | None = None, seed: int = 0) -> Self:
        """Return the factory of a snapshot; `corpus` holds the blueprints of the exams."""
        return cls(snapshot, corpus, seed)

    def items(self, filters: ItemFilters = ALL) -> Iterator[Item]:
        """Yield the items that pass the filters, one after the other as they are wanted.

        The same seed gives the same order. Which items there are does not depend on the seed.
        """
        yield from ()

    def inventory(self, filters: ItemFilters = ALL) -> Inventory:
        """Count the items of each type, and say why a type has none."""
        return Inventory({t: 0 for t in filters.wanted_types})
