"""Which items a wish means: by their labels, and by what they are about."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.practice.records import Evidence, Item, Question
    from app.practice.wish import Wish
    from index.aliases import AliasTable

ENOUGH = 0.6
"""Share of a topic's words (by rarity) that an item must hold when no item holds them all."""


class Catalogue:
    """The items of a pool with the words that they turn on, to be searched by wishes."""

    def __init__(self, items: Sequence[Item], aliases: AliasTable) -> None:
        self.items = tuple(items)
        self._aliases = aliases

    def matching(self, wish: Wish) -> list[Item]:
        """Return the items that a wish means, in the order of the pool."""
        labelled = [i for i, item in enumerate(self.items) if self._is_labelled(i, item, wish)]
        if not wish.topic:
            return [self.items[i] for i in labelled]
        return [self.items[i] for i in self._about(wish.topic, labelled)]

    def is_plainly_meant(self, item: Item, wish: Wish) -> bool:
        """Whether an item of another well is meant by a wish that names no service or topic."""
        return self._is_labelled(-1, item, replace(wish, services=()))

    def _is_labelled(self, number: int, item: Item, wish: Wish) -> bool:
        bullets = item.bullets
        tasks = {part.task for part in item.parts}
        return (
            (not wish.exam or item.exam == wish.exam)
            and (not wish.domains or any(_domain(b) in wish.domains for b in bullets[:1]))
            and (not wish.tasks or bool(tasks.intersection(wish.tasks)))
            and (not wish.bullets or bool(set(bullets).intersection(wish.bullets)))
            and (not wish.types or item.type in wish.types)
            and (not wish.difficulties or item.difficulty in wish.difficulties)
            and (not wish.origins or item.origin in wish.origins)
            and (not wish.grades or item.grade in wish.grades)
            and (not wish.paths or any(_stands_in(part, wish.paths) for part in item.parts))
            and (not wish.services or any(self._names(number, s) for s in wish.services))
        )

    def _names(self, number: int, service: str) -> bool:
        """Whether most questions of an item name a service, or a feature in their text.

        A case study with one question on Feature Store is not about Feature Store.
        """
        parts = self.items[number].parts
        if service in self._services:
            naming = [service in part.services for part in parts]
        else:
            naming = [service in mentioned for mentioned in self._mentions[number]]
        return 2 * sum(naming) > len(parts)

    @cached_property
    def _services(self) -> frozenset[str]:
        return frozenset(service for item in self.items for service in item.services)

    @cached_property
    def _mentions(self) -> list[list[frozenset[str]]]:
        """The names that each question of each item mentions."""
        return [[self._mentioned(part) for part in item.parts] for item in self.items]

    def _mentioned(self, part: Question) -> frozenset[str]:
        text = "\n".join(_texts(part))
        return frozenset(entry.name for _, _, entry in self._aliases.mentions(text))

    def _about(self, topic: str, numbers: Sequence[int]) -> list[int]:
        """Return the items that hold all words of a topic; when none does, most of them."""
        words = frozenset(tokenize(self._aliases.expand(topic).text))
        if not words:
            return []
        weights = {word: self._rarity(word) for word in words}
        whole = sum(weights.values())
        shares = {
            i: sum(weights[w] for w in words & self._stems[i]) / whole if whole else 0.0
            for i in numbers
        }
        full = [i for i in numbers if words <= self._stems[i]]
        return full or [i for i in numbers if shares[i] >= ENOUGH]

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        expand = self._aliases.expand
        return [frozenset(tokenize(expand(subject(item)).text)) for item in self.items]

    @cached_property
    def _holding(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for stems in self._stems:
            for stem in stems:
                counts[stem] = counts.get(stem, 0) + 1
        return counts

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self.items) / (1 + self._holding.get(word, 0)))


def subject(item: Item) -> str:
    """Return the texts that an item turns on: its stems, keys, and where its proof stands."""
    return "\n".join(text for part in item.parts for text in _texts(part))


def _texts(question: Question) -> Iterator[str]:
    yield question.stem
    yield from question.services
    yield from (prompt.text for prompt in question.prompts)
    keys = dict.fromkeys(question.key)
    yield from (question.options[k].text for k in keys)
    for evidence in key_evidence(question):
        yield from (evidence.title, *evidence.heading_path)


def key_evidence(question: Question) -> list[Evidence]:
    """Return the evidence that settles a question, each quote once."""
    given: Iterable[Evidence | None] = (
        [prompt.evidence for prompt in question.prompts]
        if question.prompts
        else [question.options[k].evidence for k in question.key]
    )
    return list({e.quote: e for e in given if e is not None}.values())


def _stands_in(part: Question, paths: Sequence[str]) -> bool:
    return any(evidence.path.startswith(tuple(paths)) for evidence in key_evidence(part))


def _domain(bullet: str) -> int:
    return int(bullet.partition(".")[0])
