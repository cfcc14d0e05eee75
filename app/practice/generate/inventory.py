"""What the factory can make of a set of documents, and why it cannot make more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.records import ITEM_TYPES

if TYPE_CHECKING:
    from app.practice.records import ItemType


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no item of a type, in one sentence."""

    type: ItemType
    text: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """How many items there are of each type."""

    counts: dict[ItemType, int]
    reasons: tuple[Reason, ...] = ()
    """One for each type without items."""

    @property
    def total(self) -> int:
        """Items of all types."""
        return sum(self.counts.values())


def reasons(counts: dict[ItemType, int], missing: dict[ItemType, str]) -> tuple[Reason, ...]:
    """Return a reason for each type asked for that has no items."""
    return tuple(Reason(t, missing[t]) for t in ITEM_TYPES if counts.get(t) == 0)
