"""What a run has to do: the files found now against the sources of the index that serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Key = tuple[str, str]
"""Collection and path."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Keys of sources by what happens to them, each in order."""

    added: tuple[Key, ...] = ()
    changed: tuple[Key, ...] = ()
    unchanged: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when the index holds exactly what was found."""
        return not (self.added or self.changed or self.removed)


def make_plan(
    found: Mapping[Key, str], indexed: Mapping[Key, str], kept: Collection[Key] = ()
) -> Plan:
    """Compare SHA-256 by key; a `kept` key stays in the index though it was not found."""
    stay = set(kept)
    return Plan(
        added=tuple(sorted(key for key in found if key not in indexed)),
        changed=tuple(sorted(k for k in found if k in indexed and indexed[k] != found[k])),
        unchanged=tuple(sorted(key for key in found if indexed.get(key) == found[key])),
        removed=tuple(sorted(key for key in indexed if key not in found and key not in stay)),
    )
