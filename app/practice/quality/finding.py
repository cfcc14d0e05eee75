"""Something about an item that must be mended before it may be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of one item."""

    item_id: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.item_id}: {self.rule}: {self.message}"
