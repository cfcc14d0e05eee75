"""The services of the exams' blueprints: their names, and which of them are siblings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_VENDOR = re.compile(r"^(?:Amazon|AWS) ")
_NOT_ALONE = frozenset({"Config", "Batch", "Budgets", "Connect", "Q", "Artifact", "Organizations"})
"""Names that are common words without their vendor."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that an exam may ask about."""

    name: str
    category: str
    page: str = ""
    """Path of the note about it, below the corpus."""


@dataclass(frozen=True)
class Catalog:
    """The services of all blueprints."""

    services: tuple[Service, ...] = ()

    @classmethod
    def read(cls, corpus: Path | None) -> Catalog:
        """Read `exams/*.toml` below a corpus; an absent or unreadable one names no services."""
        found: dict[str, Service] = {}
        for path in sorted(corpus.glob("exams/*.toml")) if corpus else ():
            for entry in _entries(path):
                service = Service(
                    str(entry["name"]), str(entry.get("category", "")), str(entry.get("page", ""))
                )
                found.setdefault(service.name, service)
        return cls(tuple(found.values()))

    def named(self, name: str) -> Service | None:
        """Return the service that a text names and nothing else, vendor or not."""
        return self._by_name.get(name.lower())

    def mentioned(self, text: str) -> tuple[Service, ...]:
        """Return the services that a text mentions, in its order, each once."""
        hits = (self._by_name[match.group().lower()] for match in self._pattern.finditer(text))
        return tuple(dict.fromkeys(hits))

    def siblings(self, service: Service) -> tuple[Service, ...]:
        """Return the other services of the same category."""
        return tuple(
            other
            for other in self.services
            if other.category == service.category and other is not service
        )

    @cached_property
    def _by_name(self) -> dict[str, Service]:
        names: dict[str, Service] = {}
        for service in self.services:
            names[service.name.lower()] = service
            bare = _VENDOR.sub("", service.name)
            if bare not in _NOT_ALONE:
                names.setdefault(bare.lower(), service)
        return names

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first: Sequence[str] = sorted(self._by_name, key=len, reverse=True)
        choices = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("service", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    return [entry for entry in found if isinstance(entry, dict) and "name" in entry]
