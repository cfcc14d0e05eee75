"""Tell questions that a reader would call the same: alike in words, or in what they turn on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.practice.matching import key_evidence
from app.practice.sameness import SAME_DECISION, Gist, gists
from index.duplicates import shingles

if TYPE_CHECKING:
    from app.practice.records import Item

Feature = tuple[str, ...]

STEM_WORDS = 3
ALIKE = 0.55
"""Resemblance of stem and options from which two questions are told to be the same."""


class Chosen:
    """The questions of a quiz so far, and whether another one would repeat one of them."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._stems: set[str] = set()
        self._pairs: set[str] = set()
        self._proofs: set[tuple[str, ...]] = set()
        self._sizes: list[int] = []
        self._holders: dict[Feature, list[int]] = {}
        self._gists: list[Gist] = []

    def add(self, item: Item) -> None:
        """Count an item among the chosen ones."""
        features = _features(item)
        number = len(self._sizes)
        self._sizes.append(len(features))
        for feature in features:
            self._holders.setdefault(feature, []).append(number)
        self._ids.add(item.id)
        self._stems.add(plain(item.stem))
        self._pairs.update(part.pair for part in item.parts if part.pair)
        self._proofs.update(_proofs(item))
        self._gists += gists(item)

    def repeats(self, item: Item, *, pairs: bool = False) -> bool:
        """Whether an item is, or is nearly, one of the chosen ones, or its minimal pair.

        One that turns on the same decision under another scenario counts as nearly the same.
        With `pairs` the other half of a minimal pair, which must be alike, is let in.
        """
        if self.has(item):
            return True
        halves = {part.id for part in item.parts} | {item.id}
        if self._pairs & halves:
            return not pairs
        return self._likeness(item) >= ALIKE or self._turns_on_the_same(item)

    def has(self, item: Item) -> bool:
        """Whether an item, or one with the very same stem, is among the chosen ones."""
        return item.id in self._ids or plain(item.stem) in self._stems

    def rests_on_same_proof(self, item: Item) -> bool:
        """Whether a chosen item asks after the same answer with the same quotes."""
        return bool(self._proofs.intersection(_proofs(item)))

    def _turns_on_the_same(self, item: Item) -> bool:
        return any(
            gist.sameness(other) >= SAME_DECISION for gist in gists(item) for other in self._gists
        )

    def _likeness(self, item: Item) -> float:
        features = _features(item)
        shared: Counter[int] = Counter()
        for feature in features:
            shared.update(self._holders.get(feature, ()))
        return max((n / (len(features) + self._sizes[i] - n) for i, n in shared.items()), default=0)


def _features(item: Item) -> frozenset[Feature]:
    """Return runs of words of the stems, and each option as a whole, which counts twice."""
    found: set[Feature] = set(shingles(item.stem, STEM_WORDS))
    for part in item.parts:
        found |= shingles(part.stem, STEM_WORDS)
        for weight in ("option", "again"):
            found |= {(weight, plain(option.text)) for option in part.options}
        found |= {("prompt", plain(prompt.text)) for prompt in part.prompts}
    return frozenset(found)


def _proofs(item: Item) -> set[tuple[str, ...]]:
    return {tuple(sorted(e.quote for e in key_evidence(part))) for part in item.parts}


def plain(text: str) -> str:
    """Return a text without differences of case and white space."""
    return " ".join(text.casefold().split())
