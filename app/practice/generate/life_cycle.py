"""What is said of a thing that new customers cannot have, and whether it may be a key at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.practice.quality.names import LifeCycle, is_named
from app.practice.quality.outline import Outline
from index.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TOLD = {
    "closed to new customers": "{name} has been closed to new customers since {date}.",
    "shut down": "{name} was shut down on {date}.",
    "ended": "{name} ended on {date}.",
}


@dataclass(frozen=True)
class Closures:
    """Things that are closed, from the table of names, and those that an exam asks about."""

    told: Mapping[str, str] = field(default_factory=dict)
    """What is said of a thing, as a sentence, by its name."""
    asked: frozenset[str] = frozenset()
    """Those still in use that an exam has in scope or in its outline all the same."""

    @classmethod
    def read(cls, corpus: Path | None) -> Closures:
        """Read `aliases.toml` and `exams/*.toml`; what is absent or unreadable closes nothing."""
        if corpus is None:
            return cls()
        try:
            closed = LifeCycle.load(corpus / "aliases.toml").closed
        except (OSError, SourceError):
            return cls()
        outlines = [_outline(path) for path in sorted(corpus.glob("exams/*.toml"))]
        asked = {
            name
            for name, status in closed.items()
            for outline in outlines
            if outline
            and status.startswith("closed")
            and (outline.names(name) or name in outline.services)
        }
        return cls({name: _sentence(name, status) for name, status in closed.items()},
                   frozenset(asked))  # fmt: skip

    def said_of(self, text: str) -> str:
        """Return what is said of the first closed thing that a text names; empty for others."""
        return next((told for name, told in self.told.items() if is_named(text, name)), "")

    def forbids(self, text: str) -> bool:
        """Whether a text names a closed thing that no exam asks about."""
        return any(is_named(text, name) for name in self.told if name not in self.asked)


def _sentence(name: str, status: str) -> str:
    state, _, date = status.partition(" since ")
    form = next((form for start, form in _TOLD.items() if state.startswith(start)), "")
    return form.format(name=name, date=date)


def _outline(path: Path) -> Outline | None:
    try:
        return Outline.load(path)
    except UsageError:
        return None
