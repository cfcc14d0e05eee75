"""The company that names keep: the words around them on a page and the pages near it.

"You shall know a word by the company it keeps" (Firth, 1957): a sentence can be completed by a
reader who knows the library when its words stand near the name elsewhere, and a name that seldom
stands near them does not complete it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.blanks import named_on, termed_on
from app.practice.generate.noun_terms import number_of
from app.practice.generate.standing import stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.blanks import Blank
    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf

OF_ITS_PAGE = frozenset(
    {"identifier", "setting", "variable", "key", "property", "object", "name", "acronym"}
    | {"term one", "term several", "request", "field", "attribute", "column"}
)
"""Names of many kinds, which only their own page and those like it tell apart."""
COPY = 0.75
"""Share of a sentence's words from which another one is its copy."""
MOST_MENTIONS = 12
"""Mentions of a name that are looked at."""
SIGNPOST = re.compile(
    r"^For (?:more|further|example|instance|information|details)\b"
    r"|^To (?:try|learn|get started|see)\b"
    r"|^(?:See|Note|Learn|Visit|Refer|Follow|If you are (?:new|setting))\b"
    r"|, see\b|\bsee (?:the|how|also)\b|\bfor the first time\b|\b[Ff]or more information\b"
    r"|\bGetting Started\b|\bfollow the [\w ]*instructions\b"
)
"""A sentence that points elsewhere and says nothing itself."""
_DEFINES = re.compile(
    r"^(?:The |An? )?(?:Amazon |AWS |SageMaker )*____(?: \([^)]*\)| [a-z]+)?,?"
    r" (?:(?:is|are) (?:an?|the|used|designed|built|based)\b|can (?:help|be used)\b"
    r"|(?:also )?(?:helps?|lets?|provides?|enables?"
    r"|creates?|specif\w+|defines?|determines?|controls?|contains?|stores?|computes?|measures?"
    r"|automatically)\b)"
)
"""A sentence that says what the name is or does."""
SUPPORTING = 2
"""Telling words that two sentences share from which one supports what the other says."""
SHORT = 110
"""Characters of a sentence that serves well as a reason."""


@dataclass
class Known:
    """A name of one kind and where it is mentioned."""

    name: str
    distance: int
    mentions: list[Blank] = field(default_factory=list)
    telling: list[Blank] = field(default_factory=list)
    """Further mentions, which are looked at only for what says best what the name is."""

    @cached_property
    def slots(self) -> frozenset[str]:
        """How the name stands in its sentences."""
        return frozenset(one.slot for one in self.mentions)

    @cached_property
    def governors(self) -> frozenset[str]:
        """The words that the name depends on."""
        return frozenset(one.governor for one in self.mentions)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that stand around the name."""
        return frozenset().union(*(one.company for one in self.mentions))

    def likeness(self, other: Known) -> float:
        """Return how alike the company of two names is, from 0 to 1."""
        shared = len(self.words & other.words)
        return shared / math.sqrt(len(self.words) * len(other.words)) if shared else 0.0

    @cached_property
    def number(self) -> str:
        """Whether the name is one thing or several."""
        return number_of(self.name)

    @cached_property
    def _told(self) -> tuple[Blank, ...]:
        """The mentions, those that say best what the name is first."""
        return tuple(sorted((*self.mentions, *self.telling), key=_helpfulness))

    @property
    def is_told(self) -> bool:
        """Whether a mention says something of the name."""
        return not SIGNPOST.search(self._told[0].whole)

    def told_beside(self, company: frozenset[str]) -> Blank:
        """Return the mention that says best what the name is; one that supports it among the words
        of a sentence only where there is no other."""
        told = [one for one in self._told if not SIGNPOST.search(one.whole)] or self._told
        return next((one for one in told if len(one.company & company) < SUPPORTING), told[0])


class Company:
    """The names of a page and the pages near it, by kind."""

    def __init__(self, page: Page, shelf: Shelf) -> None:
        self._page = page
        self._shelf = shelf
        self._near = shelf.near(page)
        self._known: dict[str, dict[str, Known]] = {}

    @property
    def pages(self) -> int:
        """How many pages are looked at."""
        return len(self._near)

    def of(self, kind: str) -> Iterator[Known]:
        """Yield the names of a kind."""
        yield from self._of(kind).values()

    def known(self, blank: Blank) -> Known | None:
        """Return what is known of the name that was taken out."""
        return self._of(blank.kind).get(blank.name.casefold())

    def fitness(self, blank: Blank) -> float:
        """Return how well the name that was taken out fits what is left, by its other mentions."""
        known = self.known(blank)
        return self.fitness_of(known, blank) if known else 0.0

    def fitness_of(self, known: Known, blank: Blank) -> float:
        """Return how well a name fits a sentence: which of its rarer words stand near the name
        elsewhere, and how often."""
        wanted = blank.company
        total, count = 0.0, 1
        for one in known.mentions:
            shared = wanted & one.company
            if len(shared) >= COPY * len(wanted):
                continue
            count += 1
            total += sum(map(self._shelf.rarity, shared))
        return total / count

    def _of(self, kind: str) -> dict[str, Known]:
        if kind not in self._known:
            found: dict[str, Known] = {}
            for page in self._near:
                if kind in OF_ITS_PAGE and not (
                    page is self._page or self._shelf.are_alike(self._page, page)
                ):
                    continue
                distance = self._shelf.remoteness(self._page, page)
                for one in _of_kind(kind, page, self._shelf):
                    key = one.name.casefold()
                    if key not in found:
                        found[key] = Known(one.name, distance)
                    if len(found[key].mentions) < MOST_MENTIONS:
                        found[key].mentions.append(one)
                    elif _DEFINES.match(one.about):
                        found[key].telling.append(one)
            self._known[kind] = found
        return self._known[kind]


def _of_kind(kind: str, page: Page, shelf: Shelf) -> Sequence[Blank]:
    """Return the mentions on a page of names of one kind; terms are looked for where they are
    wanted only."""
    is_term = kind == "name" or kind.startswith("term")
    found = termed_on if is_term else named_on

    def grouped(page: Page) -> Iterator[dict[str, list[Blank]]]:
        kinds: dict[str, list[Blank]] = {}
        for one in found(page, shelf):
            kinds.setdefault(one.kind, []).append(one)
        yield kinds

    return shelf.fact(f"{found.__name__} by kind", page, grouped)[0].get(kind, ())


def _helpfulness(blank: Blank) -> tuple[bool, bool, bool, bool, bool, int]:
    """Return how well a sentence tells what its name is; the least is best."""
    return (
        bool(SIGNPOST.search(blank.whole)),
        not stands_alone(blank.whole),
        not _DEFINES.match(blank.about),
        not blank.about.startswith("____"),
        len(blank.whole) > SHORT,
        len(blank.whole),
    )
