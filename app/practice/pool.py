"""All questions of the bank that can be asked now: those whose quotes are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.practice.bank import load_bank
from app.practice.proof import DocumentLibrary, prove, unproven_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from app.practice.records import Item
    from index.records import Document


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An item that is kept out, because the index does not hold what it quotes any more."""

    item: Item
    lost: tuple[str, ...]
    """Quotes that no indexed document holds."""
    keys: tuple[str, ...]
    """Texts of keys that have no proof left."""
    date: str
    """When the index was built that lacks them (ISO)."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The questions of one snapshot."""

    items: tuple[Item, ...]
    quarantined: tuple[Quarantined, ...] = ()
    snapshot: str = ""

    @classmethod
    def build(
        cls,
        bank: Iterable[Item],
        documents: Sequence[Document],
        *,
        snapshot: str = "",
        date: str = "",
    ) -> Self:
        """Prove the items of a bank against documents."""
        library = DocumentLibrary(documents)
        kept: list[Item] = []
        out: list[Quarantined] = []
        for written in bank:
            item, lost = prove(written, library)
            keys = unproven_keys(item)
            if lost or keys:
                out.append(Quarantined(item, lost, keys, date))
            else:
                kept.append(item)
        return cls(tuple(sorted(kept, key=lambda item: item.id)), tuple(out), snapshot)

    def joined(self, made: Iterable[Item]) -> list[Item]:
        """Return its items with those of another well, but for any whose key has no proof."""
        taken = {item.id for item in self.items} | {one.item.id for one in self.quarantined}
        proved = (item for item in made if not unproven_keys(item))
        return [*self.items, *(item for item in proved if item.id not in taken)]

    def item(self, item_id: str) -> Item | None:
        """Return an item by its id, or None."""
        return next((item for item in self.items if item.id == item_id), None)


def read_bank(folder: Path) -> list[Item]:
    """Read the bank; a folder that does not exist holds no question. Raises BankError."""
    return load_bank(folder) if folder.is_dir() else []
