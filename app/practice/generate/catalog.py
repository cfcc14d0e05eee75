"""The services of the exams' blueprints: their names, and which of them are siblings."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.practice.generate.life_cycle import Closures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_VENDOR = re.compile(r"^(?:Amazon|AWS) ")
_TOKEN = re.compile(r"[\w-]+")
_GOES_ON = re.compile(r"[\w-]")
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
    closures: Closures = field(default_factory=Closures)

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
        return cls(tuple(found.values()), Closures.read(corpus))

    def named(self, name: str) -> Service | None:
        """Return the service that a text names and nothing else, vendor or not."""
        return self._by_name.get(name.lower())

    def mentioned(self, text: str) -> tuple[Service, ...]:
        """Return the services that a text mentions, in its order, each once."""
        return tuple(dict.fromkeys(self._hits(text.lower())))

    def _hits(self, text: str) -> Iterator[Service]:
        """Yield the service of the longest name at each place of a text in lower case."""
        end = 0
        for token in _TOKEN.finditer(text):
            if token.start() < end:
                continue
            for name in self._by_first_word.get(token.group(), ()):
                end_of_name = token.start() + len(name)
                if text.startswith(name, token.start()) and not _GOES_ON.match(text, end_of_name):
                    end = end_of_name
                    yield self._by_name[name]
                    break

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
    def _by_first_word(self) -> dict[str, list[str]]:
        """The names that begin with a word, the longest first."""
        names: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._by_name, key=len, reverse=True):
            first = _TOKEN.match(name)
            if first:
                names[first.group()].append(name)
        return names


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("service", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    return [entry for entry in found if isinstance(entry, dict) and "name" in entry]
