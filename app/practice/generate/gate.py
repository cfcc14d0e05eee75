"""The last gate: what is not proved word for word, or resembles another item, is not produced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.clues import tells_itself
from app.practice.generate.sound import faults_of
from app.practice.generate.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.shelf import Shelf
    from app.practice.records import Evidence, Item

TWIN = 0.85
"""Share of common stem words from which two items with one key are the same question."""


def unproved(item: Item, shelf: Shelf) -> str:
    """Return what is not proved of an item; empty when every option has its quote in place."""
    for part in item.parts:
        for evidence in (*(o.evidence for o in part.options), *(p.evidence for p in part.prompts)):
            if evidence is None:
                return "an option has no evidence"
            if not _stands(evidence, shelf):
                return "a quote does not stand where it should"
        if any(not option.rationale for option in part.options):
            return "an option has no rationale"
    return ""


def unprintable(item: Item, *, is_told: bool = False) -> str:
    """Return what an item writer would turn down; empty when nothing is found.

    The words of a told case lead to its key, and to what its wrong options get wrong.
    """
    if not is_told and tells_itself(item):
        return "the stem points at the key"
    return next((fault for part in item.parts for fault in faults_of(part)), "")


def _stands(evidence: Evidence, shelf: Shelf) -> bool:
    text = shelf.page(evidence.document_id).document.text
    found = text[evidence.start : evidence.start + 2 * len(evidence.quote) + 8]
    return " ".join(found.split()).startswith(evidence.quote)


class Twins:
    """Remembers items, to tell the same question asked twice."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._decided: set[tuple[str, ...]] = set()
        self._stems: dict[tuple[str, ...], list[frozenset[str]]] = {}

    def is_new(self, item: Item) -> bool:
        """Whether no item like it was seen; remembers it."""
        if item.id in self._ids:
            return False
        words = content_words(_asked(item))
        keys = tuple(sorted(_keys(item)))
        turns_on = (item.type, *keys, *(d for part in item.parts for d in part.deciding))
        if len(turns_on) > 1 + len(keys) and turns_on in self._decided:
            return False
        self._decided.add(turns_on)
        known = self._stems.setdefault((item.type, *keys), [])
        if any(len(words & other) >= TWIN * len(words | other) for other in known):
            return False
        self._ids.add(item.id)
        known.append(words)
        return True


def _asked(item: Item) -> str:
    prompts = (prompt.text for part in item.parts for prompt in part.prompts)
    return " ".join((item.stem, *prompts))


def _keys(item: Item) -> Iterator[str]:
    for part in item.parts:
        for place in part.key:
            yield part.options[place].text.casefold()
