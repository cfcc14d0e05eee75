"""Which items are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.records import GRADES, ITEM_TYPES

if TYPE_CHECKING:
    from app.practice.records import Grade, Item, ItemType


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """Limits on items. Empty fields do not limit; given ones all hold."""

    domain: int | None = None
    task: str | None = None
    """A task statement, e.g. `2.3`."""
    bullet: str | None = None
    """An outline entry, e.g. `2.3.k1`."""
    service: str | None = None
    """A service by its name in the exam's blueprint."""
    types: tuple[ItemType, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents to ask about, e.g. one that was uploaded."""

    grades: tuple[Grade, ...] = ("exam",)
    """`exam`, `drill` or both; those of the exam come first."""

    @property
    def wanted_grades(self) -> tuple[Grade, ...]:
        """The grades asked for, that of the exam first."""
        return tuple(grade for grade in GRADES if grade in self.grades)

    @property
    def wanted_types(self) -> tuple[ItemType, ...]:
        """The types asked for; all when none was named."""
        return tuple(t for t in ITEM_TYPES if t in self.types) if self.types else ITEM_TYPES

    def admits(self, item: Item) -> bool:
        """Whether an item is about what is asked for. Its document is not looked at."""
        return (
            (self.domain is None or item.domain == self.domain)
            and (self.task is None or item.task == self.task)
            and (self.bullet is None or self.bullet in item.bullets)
            and (self.service is None or self.service in item.services)
            and (not self.types or item.type in self.types)
            and item.grade in self.grades
        )
