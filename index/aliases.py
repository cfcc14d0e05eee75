"""Old and new names of one thing meet: "Kinesis Data Firehose" finds "Amazon Data Firehose"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from index.errors import UsageError
from index.terms import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


_SMALL_LETTERS = re.compile(r"(?<![\w./:-])[a-z]{4,}(?![\w/:-]|\.\w)")
_CAPITALS_INSIDE = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")


@dataclass(frozen=True, slots=True)
class Alias:
    """One thing and all its names."""

    name: str
    """The current official name."""
    aliases: tuple[str, ...]
    kind: str = ""
    ambiguous: bool = False
    """True when the short names also mean something else; then a context word must be near."""
    context: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the current name, then the others."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A question with the names in it understood."""

    text: str
    """The question with each former name replaced by the current one."""
    terms: tuple[str, ...]
    """Every other name of the things named, for the word index."""
    names: tuple[str, ...]
    """The current names of the things named, in order of appearance."""


@dataclass(frozen=True)
class AliasTable:
    """The table of names in `corpus/aliases.toml`."""

    entries: tuple[Alias, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the table. Raises UsageError when the file does not have its form."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(tuple(_alias(entry) for entry in data.get("alias", ())))
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"the alias table {path} is unreadable ({error!r})",
                "Each [[alias]] needs a name and a list of aliases.",
            ) from error

    def expand(self, question: str) -> Expansion:
        """Return the question under current names, and all other names of the things it names."""
        pieces: list[str] = []
        terms: list[str] = []
        names: list[str] = []
        end = 0
        for start, stop, entry in self.mentions(question):
            mention = question[start:stop]
            current = _contains(entry.name, mention) or _contains(mention, entry.name)
            pieces += [question[end:start], mention if current else entry.name]
            end = stop
            terms += [name for name in entry.names if name.lower() != mention.lower()]
            names.append(entry.name)
        pieces.append(question[end:])
        return Expansion("".join(pieces), _unique(terms), _unique(names))

    def as_written(self, question: str) -> str:
        """Return a question with "cloudformation" and the like as the names write them.

        Capitals inside keep a word whole as a term; in small letters its ending is cut off.
        """
        return _SMALL_LETTERS.sub(lambda m: self._capitals.get(m.group(), m.group()), question)

    @cached_property
    def _capitals(self) -> dict[str, str]:
        words = (word for entry in self.entries for name in entry.names for word in name.split())
        inside = [word for word in words if _CAPITALS_INSIDE.fullmatch(word)]
        stemmed = stems([word.lower() for word in inside])
        return {w.lower(): w for w, stem in zip(inside, stemmed, strict=True) if stem != w.lower()}

    def mentions(self, text: str) -> Iterator[tuple[int, int, Alias]]:
        """Yield `(start, end, entry)` of each name in the text: longest first, not overlapping."""
        for match in self._pattern.finditer(text):
            for entry in self._entries_of[match.group().lower()]:
                if _meant(entry, match.group(), text):
                    yield match.start(), match.end(), entry
                    break

    @cached_property
    def _entries_of(self) -> dict[str, list[Alias]]:
        found: dict[str, list[Alias]] = {}
        for entry in self.entries:
            for name in entry.names:
                found.setdefault(name.lower(), []).append(entry)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._entries_of, key=len, reverse=True)
        choices = "|".join(re.escape(name) for name in longest_first) or r"(?!)"
        return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


def _alias(entry: dict[str, Any]) -> Alias:
    return Alias(
        name=str(entry["name"]),
        aliases=tuple(str(alias) for alias in entry.get("aliases", ())),
        kind=str(entry.get("kind", "")),
        ambiguous=bool(entry.get("ambiguous", False)),
        context=tuple(str(word) for word in entry.get("context", ())),
    )


def _meant(entry: Alias, mention: str, text: str) -> bool:
    written = next(name for name in entry.names if name.lower() == mention.lower())
    if _is_acronym(written) and mention != written:
        return False
    if not entry.ambiguous or mention.lower() == entry.name.lower():
        return True
    lowered = text.lower()
    return any(re.search(rf"\b{re.escape(word.lower())}", lowered) for word in entry.context)


def _is_acronym(name: str) -> bool:
    return " " not in name and name.upper() == name and any(c.isalpha() for c in name)


def _contains(name: str, mention: str) -> bool:
    return re.search(rf"\b{re.escape(mention)}\b", name, re.IGNORECASE) is not None


def _unique(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
