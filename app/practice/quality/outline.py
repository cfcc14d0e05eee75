"""What an exam's outline allows an item to name: entries, services, question types."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from index.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outline:
    """The names of one exam, from `corpus/exams/<exam>.toml`."""

    exam: str
    bullets: dict[str, str]
    """Text of each entry by its id."""
    services: frozenset[str]
    """Services in scope."""
    weights: dict[int, float]
    """Share of each domain, in percent of the scored content."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an exam. Raises UsageError when there is none or it lacks a part."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                exam=str(data["exam"]["id"]),
                bullets={str(one["id"]): str(one["text"]) for one in data["bullet"]},
                services=frozenset(
                    str(one["name"]) for one in data["service"] if one.get("in_scope")
                ),
                weights={int(one["id"]): float(one["weight"]) for one in data["domain"]},
            )
        except FileNotFoundError as error:
            raise UsageError(f"There is no exam {path.stem}", f"Add {path}") from error
        except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} is no exam ({error!r})", "Correct it") from error

    def names(self, thing: str) -> bool:
        """Whether an entry names a thing, with or without its maker: "SageMaker Clarify"."""
        short = thing.removeprefix("Amazon ").removeprefix("AWS ").removeprefix("SageMaker ")
        return any(short in text for text in self.bullets.values())
