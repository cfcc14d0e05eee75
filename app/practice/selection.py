"""Choose the questions of a quiz: unseen first, weighted as the exam is, none twice."""

from __future__ import annotations

import random
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from app.practice.likeness import Chosen
from app.practice.matching import key_evidence
from app.practice.records import GRADES, CaseStudy
from index.errors import GroundworkError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.practice.blueprint import Blueprint
    from app.practice.matching import Catalogue
    from app.practice.records import Item
    from app.practice.wish import Wish

WELLS = ("bank", "model", "factory")
"""Items that a person has read come first."""


class NothingToAskError(GroundworkError):
    """No question fits what was asked for."""


@dataclass(frozen=True, slots=True)
class Past:
    """How an item went so far."""

    answered: int
    missed: int
    last_right: bool
    last: str
    """When it was last answered (ISO)."""


@dataclass(frozen=True, slots=True)
class History:
    """What has been answered, by item id."""

    items: Mapping[str, Past] = field(default_factory=dict)

    def is_missed(self, item: Item) -> bool:
        """Whether an item was wrong when it was last answered."""
        past = self.items.get(item.id)
        return past is not None and not past.last_right


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen items."""

    items: tuple[Item, ...]
    distinct: int
    """How many of them resemble no other."""
    available: int
    """How many fit the wish."""


def select(
    catalogue: Catalogue,
    wish: Wish,
    blueprint: Blueprint,
    count: int,
    seed: int,
    history: History | None = None,
    *,
    exact: bool = True,
    alike: bool = False,
    without: Iterable[Item] = (),
) -> Selection:
    """Choose `count` items; the same seed, pool and history choose the same ones.

    Unseen items come first, then those missed, then those known; items of the bank before those
    of the factory, and drills only where all of these are too few. Unless the wish names a place
    in the outline, domains get shares by the exam's weights. With `exact` a count beyond what
    exists is refused, otherwise all there is comes back. Items like those of `without` are left
    out. With `alike` a count that cannot be had otherwise is made up with items that resemble
    others, minimal pairs among them.

    Raises:
        UsageError: `count` is below one, or beyond what exists.
        NothingToAskError: nothing fits the wish.
    """
    if count < 1:
        raise UsageError(f"A quiz of {count} questions cannot be made", "Ask for 1 or more")
    past = history or History()
    found = catalogue.matching(wish)
    if wish.missed:
        found = [item for item in found if past.is_missed(item)]
    if not found:
        raise NothingToAskError(
            f"There are no {wish.describe()}", _what_there_is(catalogue, wish, past)
        )
    chosen = Chosen()
    for item in without:
        chosen.add(item)
    draws = [
        _Draw(_tiers(items, past, random.Random(seed), wish), chosen, wish, blueprint)
        for items in _by_grade(found)
    ]
    picked: list[Item] = []
    for draw in draws:
        picked += draw.pick(count - len(picked))
    distinct = len(picked)
    for draw in draws if alike else ():
        picked += draw.fill(count - len(picked))
    if not picked:
        raise NothingToAskError(
            f"There are no other {wish.describe()}", "All that fit are here already"
        )
    if exact and len(picked) < count:
        raise UsageError(
            f"{count} {wish.describe()} cannot be given",
            f"There are {len(picked)} different ones",
        )
    random.Random(f"{seed}:order").shuffle(picked)
    return Selection(tuple(picked), min(distinct, count), len(found))


def similar(
    catalogue: Catalogue,
    item: Item,
    wish: Wish,
    blueprint: Blueprint,
    seed: int,
    history: History | None = None,
    without: Iterable[Item] = (),
) -> Item:
    """Return another question like one: the same bullet and type, else as near as there is.

    Raises NothingToAskError when there is none.
    """
    base = replace(wish, domains=(), tasks=(), bullets=(), services=(), topic="", missed=False)
    base = replace(base, types=(), difficulties=())
    nearest = _nearest(item, base)
    others = [item, *without]
    for near in nearest:
        try:
            found = select(catalogue, near, blueprint, 1, seed, history, without=others)
        except NothingToAskError:
            continue
        return found.items[0]
    raise NothingToAskError(
        f"There is no other question in {_where(item)}", "All of them are here already"
    )


def _nearest(item: Item, base: Wish) -> tuple[Wish, ...]:
    """Return wishes for items like one, the nearest first."""
    if item.task is None or item.domain is None:
        paths = tuple(dict.fromkeys(e.path for p in item.parts for e in key_evidence(p)))
        return replace(base, paths=paths, types=(item.type,)), replace(base, paths=paths)
    return (
        replace(base, bullets=item.bullets[:1], types=(item.type,)),
        replace(base, bullets=item.bullets[:1]),
        replace(base, tasks=(item.task,), types=(item.type,)),
        replace(base, tasks=(item.task,)),
        replace(base, domains=(item.domain,)),
    )


def _where(item: Item) -> str:
    return "its document" if item.domain is None else f"domain {item.domain}"


def _by_grade(found: Sequence[Item]) -> list[list[Item]]:
    """Return what an exam could ask, then the drills."""
    return [[item for item in found if item.grade == grade] for grade in GRADES]


def _tiers(
    found: Sequence[Item], history: History, rng: random.Random, wish: Wish
) -> list[list[Item]]:
    """Return the items in groups, the most wanted first, each group in random order."""
    shuffled = sorted(found, key=lambda item: item.id)
    rng.shuffle(shuffled)

    def rank(item: Item) -> tuple[int, int, str]:
        well = WELLS.index(item.origin)
        past = history.items.get(item.id)
        if past is None:
            return 0, well, ""
        if wish.missed:
            return -past.missed, well, ""
        return (2, well, past.last[:10]) if past.last_right else (1, well, past.last[:10])

    shuffled.sort(key=rank)
    return [list(tier) for _, tier in groupby(shuffled, key=rank)]


class _Draw:
    """Takes items tier by tier, by shares of domains, evenly over tasks and bullets."""

    def __init__(
        self, tiers: Sequence[list[Item]], chosen: Chosen, wish: Wish, blueprint: Blueprint
    ) -> None:
        self._tiers = tiers
        self._chosen = chosen
        self._wish = wish
        self._blueprint = blueprint
        self._used: set[str] = set()
        self._per_task: Counter[str] = Counter()
        self._per_bullet: Counter[str] = Counter()

    def pick(self, count: int) -> list[Item]:
        """Return up to `count` items."""
        picked: list[Item] = []
        if not self._wish.is_placed and not self._wish.missed:
            for domain, share in shares(self._blueprint, count).items():
                picked += self._take(share, domain)
        picked += self._take(count - len(picked))
        picked += self._take(count - len(picked), strict=False)
        return picked

    def fill(self, count: int) -> list[Item]:
        """Return up to `count` more items, which resemble others but have stems of their own."""
        filled: list[Item] = []
        for item in (item for tier in self._tiers for item in tier):
            if len(filled) == count:
                break
            if not self._chosen.has(item):
                self._chosen.add(item)
                filled.append(item)
        return filled

    def _take(self, count: int, domain: int | None = None, *, strict: bool = True) -> list[Item]:
        taken: list[Item] = []
        for tier in self._tiers:
            usable = [i for i in tier if domain in (None, i.domain) and i.id not in self._used]
            taken += self._take_from(usable, count - len(taken), strict=strict)
        return taken

    def _take_from(self, tier: Sequence[Item], count: int, *, strict: bool) -> list[Item]:
        """Take items one by one, each from the task and bullet asked least so far."""
        taken: list[Item] = []
        waiting: dict[str, deque[Item]] = {}
        for item in tier:
            waiting.setdefault(_bullet(item), deque()).append(item)
        while len(taken) < count and waiting:
            bullet = min(waiting, key=self._asked)
            item = waiting[bullet].popleft()
            if not waiting[bullet]:
                del waiting[bullet]
            if self._accepts(item, strict=strict):
                self._per_task[bullet.rpartition(".")[0]] += 1
                self._per_bullet[bullet] += 1
                taken.append(item)
        return taken

    def _asked(self, bullet: str) -> tuple[int, int]:
        return self._per_task[bullet.rpartition(".")[0]], self._per_bullet[bullet]

    def _accepts(self, item: Item, *, strict: bool) -> bool:
        """Whether an item repeats nothing that was taken; what was decided for good is kept."""
        if self._chosen.repeats(item, pairs=self._wish.pairs):
            self._used.add(item.id)
            return False
        if strict and self._chosen.rests_on_same_proof(item):
            return False
        self._used.add(item.id)
        self._chosen.add(item)
        return True


def _bullet(item: Item) -> str:
    return item.bullets[0] if item.bullets else ""


def shares(blueprint: Blueprint, count: int) -> dict[int, int]:
    """Return how many of `count` questions each domain gets: weights, by largest remainder."""
    whole = sum(domain.weight for domain in blueprint.domains)
    exact = {domain.id: count * domain.weight / whole for domain in blueprint.domains}
    given = {domain: int(share) for domain, share in exact.items()}
    rest = sorted(exact, key=lambda domain: (given[domain] - exact[domain], domain))
    for domain in rest[: count - sum(given.values())]:
        given[domain] += 1
    return given


def _what_there_is(catalogue: Catalogue, wish: Wish, history: History) -> str:
    """Return what could be asked instead: the same wish without one of its limits."""
    if not catalogue.items:
        return (
            "The index holds no document that questions are made of; add the notes with "
            "`python -m ingest build`"
        )
    if wish.missed and not any(history.is_missed(item) for item in catalogue.items):
        return "Nothing is missed so far"
    kinds = Counter(item.type for item in catalogue.items)
    listed = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    looser = _looser(catalogue, wish)
    return looser or f"There are {len(catalogue.items)} questions in all ({listed})"


def _looser(catalogue: Catalogue, wish: Wish) -> str:
    everywhere = replace(wish, missed=False)
    for noun, looser in (
        ("difficulty", replace(everywhere, difficulties=())),
        ("type", replace(everywhere, types=())),
        ("origin", replace(everywhere, origins=())),
    ):
        found = catalogue.matching(looser) if looser != everywhere else []
        if found:
            return f"There are {len(found)} of another {noun}"
    return ""


def parts_of(items: Iterable[Item]) -> int:
    """Return how many questions the items ask: a case study counts its own."""
    return sum(len(item.questions) if isinstance(item, CaseStudy) else 1 for item in items)
