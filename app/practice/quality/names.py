"""Names in items are those of today, and no key is a thing that new customers cannot have."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.practice.quality.finding import Finding
from ingest.lint.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.practice.quality.outline import Outline
    from app.practice.records import Item, Option, Question

_CLOSED = re.compile(r"^(?:closed to new customers|shut down|ended)")
_GOES_ON = r"(?![\w-]|[ -](?:AI|[A-Z][a-z]))"


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """Names of the past, and names of what is closed, from `corpus/aliases.toml`."""

    former: Mapping[str, str]
    """Name of today by name of the past."""
    closed: Mapping[str, str]
    """Status with its date by name."""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the table of names. Raises SourceError when it is broken."""
        former = {name.former: name.current for name in Names.load(path).former}
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        closed = {
            entry["name"]: f"{entry['status']} since {entry.get('status_since', 'an unknown date')}"
            for entry in data.get("alias", [])
            if _CLOSED.match(entry.get("status", ""))
        }
        return cls(former, closed)


def name_findings(item: Item, names: LifeCycle, outline: Outline) -> Iterator[Finding]:
    """Yield former names outside options marked as outdated, and keys that are closed."""
    for question in item.parts:
        yield from _former(question, names)
        yield from _closed_keys(question, names, outline)


def _former(question: Question, names: LifeCycle) -> Iterator[Finding]:
    texts = [question.stem, *(prompt.text for prompt in question.prompts)]
    texts += [option.text for option in question.options if option.kind != "outdated"]
    for text in texts:
        for former, current in names.former.items():
            if former in text and not _is_part_of_current(text, former, current):
                yield Finding(question.id, "former name", f"{former} is now called {current}")
                return


def _is_part_of_current(text: str, former: str, current: str) -> bool:
    return not is_named(text.replace(current, ""), former)


def is_named(text: str, name: str) -> bool:
    """Whether a text names a thing, and not one whose name begins or ends with its name."""
    if name not in text:  # spares most of the searches
        return False
    return re.search(rf"(?<![\w-]){re.escape(name)}{_GOES_ON}", text) is not None


def _closed_keys(question: Question, names: LifeCycle, outline: Outline) -> Iterator[Finding]:
    for option in _keys(question):
        for name, status in names.closed.items():
            if not is_named(option.text, name):
                continue
            if outline.names(name) or name in outline.services:
                continue  # the exam asks about it all the same
            yield Finding(question.id, "closed key", f"{name} is {status}")


def _keys(question: Question) -> list[Option]:
    return [question.options[k] for k in dict.fromkeys(question.key)]
