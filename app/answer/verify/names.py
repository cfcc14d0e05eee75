"""The names in a sentence: AWS services by the alias table, operations, parameters, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.aliases import Alias, AliasTable

_CODE = re.compile(
    r"(?<![\w./-])(?:"
    r"/?[A-Za-z][\w-]*(?:[./:_][\w*-]+)+/?"  # ml.m5.xlarge, s3:GetObject, num_round, a/b
    r"|[A-Z]?[a-z]+(?:[A-Z][a-z0-9]+)+[A-Z]*"  # InvokeEndpoint, num_round's cousin numRound
    r"|[A-Z]{2,}[a-z]+[A-Z]\w*"  # VPCConfig
    r"|[A-Za-z]+\d+(?:\.\w+)*(?:-[a-z]+)?"  # gp3, io2, p95
    r"|\d+\.[a-z0-9]+\.[a-z]\d*"  # 1.2.k3
    r"|[A-Z]{2,}(?:-[A-Z0-9]+)+"  # SSE-KMS, SHA-256
    r")(?![\w])"
)
_PROPER = re.compile(r"(?<![\w'.-])[A-Z][\w+-]*(?:\s+(?:[A-Z][\w+-]*|for(?=\s+[A-Z])))*")
_SENTENCE_START = re.compile(r"(?:^|[.:;!?|\n]\s*|\"\s*|-\s+)$")
_PREFIX = re.compile(r"^(?:the\s+)?(?:amazon|aws)\s+", re.IGNORECASE)
_FIRST = re.compile(r"[^\W_]+")
_CONTINUES = re.compile(r"[\w-]")
_UMBRELLAS = ("aws", "amazon", "amazon web services")


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a named thing."""

    keys: frozenset[str]
    """Any of these identifies it: canonical names, or the mention itself in lower case."""
    text: str
    start: int
    end: int
    known: bool
    """Whether the alias table knows it."""

    @property
    def is_service(self) -> bool:
        """Whether it names a service or a part of one."""
        return self.known and any(key.startswith(("amazon ", "aws ")) for key in self.keys)

    def meets(self, other: Name) -> bool:
        """Whether both may mean the same thing."""
        return not self.keys.isdisjoint(other.keys)


class NameFinder:
    """Finds names by an alias table; holds nothing but that table."""

    def __init__(self, aliases: AliasTable) -> None:
        self._by_first_word: dict[str, list[tuple[str, str, tuple[Alias, ...]]]] = {}
        owners: dict[str, list[tuple[str, Alias]]] = {}
        for entry in aliases.entries:
            for name in entry.names:
                owners.setdefault(name.lower(), []).append((name, entry))
        for lower in sorted(owners, key=len, reverse=True):
            entries = tuple(entry for _, entry in owners[lower])
            first = _FIRST.match(lower)
            key = first.group() if first else lower
            self._by_first_word.setdefault(key, []).append((lower, owners[lower][0][0], entries))

    def find(self, text: str) -> tuple[Name, ...]:
        """Return the names of a plain text in order, longest first where they overlap."""
        found: list[Name] = []
        taken: list[tuple[int, int]] = []
        for name in self._candidates(text):
            if not any(start < name.end and name.start < end for start, end in taken):
                found.append(name)
                taken.append((name.start, name.end))
        return tuple(sorted(found, key=lambda name: name.start))

    def _mentions(self, text: str) -> Iterator[Name]:
        """Yield the names of the alias table, longest first at each place."""
        lowered = text.lower()
        end = 0
        for match in _FIRST.finditer(lowered):
            start = match.start()
            if start < end or (lowered[start - 1 : start] in ("-", "_") and start):
                continue
            for name, written, entries in self._by_first_word.get(match.group(), ()):
                stop = start + len(name)
                if not lowered.startswith(name, start) or _CONTINUES.match(lowered, stop):
                    continue
                mention = text[start:stop]
                meant = _meant(written, mention, entries, lowered)
                if meant and name not in _UMBRELLAS:
                    yield Name(_keys(meant), mention, start, stop, True)
                    end = stop
                    break

    def _candidates(self, text: str) -> Iterator[Name]:
        yield from self._mentions(text)
        for match in _CODE.finditer(text):
            if not re.fullmatch(r"[a-z]+(?:/[a-z]+)+", match.group()):
                yield _named(match.group(), match.start())
        for match in _PROPER.finditer(text):
            yield from _proper(match, text)


def _keys(entries: Iterable[Alias]) -> frozenset[str]:
    names = {entry.name.lower() for entry in entries}
    return frozenset(names | {_bare(name) for name in names})


def _meant(written: str, mention: str, entries: Sequence[Alias], lowered: str) -> list[Alias]:
    """Return the things that a mention may mean: acronyms keep their case, others need context."""
    if " " not in written and written.isupper() and mention != written:
        return []
    return [
        entry
        for entry in entries
        if not entry.ambiguous
        or mention.lower() == entry.name.lower()
        or any(re.search(rf"\b{re.escape(word.lower())}", lowered) for word in entry.context)
    ]


def _proper(match: re.Match[str], text: str) -> Iterator[Name]:
    """Yield a run of capitalised words, without the word that merely opens the sentence."""
    start, phrase = match.start(), match.group()
    if _SENTENCE_START.search(text[:start]):
        first, _, rest = phrase.partition(" ")
        is_acronym = len(first) > 1 and first[1:].upper() == first[1:] and first.isalpha()
        if not is_acronym and (not rest or first.lower() in STOPWORDS or True):
            start, phrase = match.end() - len(rest.lstrip()), rest.lstrip()
    phrase = _PREFIX.sub("", phrase)
    start = match.end() - len(phrase)
    if len(phrase) > 1 and phrase.lower() not in STOPWORDS | set(_UMBRELLAS):
        yield _named(phrase, start)


def _named(phrase: str, start: int) -> Name:
    key = phrase.lower()
    keys = {key, _bare(key)}
    return Name(frozenset(keys), phrase, start, start + len(phrase), False)


def _bare(key: str) -> str:
    """Return a name without its vendor's word and plural: "amazon s3 buckets" is "s3 bucket"."""
    bare = _PREFIX.sub("", key)
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") and len(bare) > 3 else bare
