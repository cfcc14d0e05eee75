"""Names of today and of the past, from `corpus/aliases.toml`: entries of kind `renamed` and their
`former`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormerName:
    """What something was called, and what it is called."""

    former: str
    current: str
    also: frozenset[str]
    """Other names of today."""


@dataclass(frozen=True, slots=True)
class Names:
    """All names that the table knows."""

    former: tuple[FormerName, ...] = ()
    current: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> Names:
        """Read the table; none gives no names. Raises SourceError when it is broken."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SourceError(str(path), f"is no valid TOML ({error})", "Correct it.") from error
        former: list[FormerName] = []
        current: set[str] = set()
        for entry in data.get("alias", []):
            past = entry.get("former", ()) if entry.get("kind") == "renamed" else ()
            also = frozenset(entry.get("aliases", ())) - frozenset(past)
            former += [FormerName(name, entry["name"], also) for name in past]
            current |= {entry["name"], *also}
        return cls(tuple(former), frozenset(current))
