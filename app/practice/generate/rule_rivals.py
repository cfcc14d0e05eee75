"""Which things are rivals: what the sources set against each other, or services of one kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from app.practice.generate.rules import rules_of
from app.practice.generate.shelf import core_words
from app.practice.generate.words import content_words, overlap, says_the_same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.practice.generate.catalog import Service
    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Section
    from app.practice.generate.rules import Rule
    from app.practice.generate.shelf import Shelf

BESIDE = 1
"""Distance up to which the sources set two things against each other: 0 in one section."""
KIN = 2
"""Distance of services of one category that have a rival in common."""
STRANGER = 9
"""Distance of services that have only their category in common: more than that of any three."""
MOST_STRANGERS = 1
"""Wrong options of an item that may be strangers."""
SMALL_CATEGORY = 8
"""Services with a page up to which those of one category are alike enough to be strangers."""
ROWS = 3
"""Things of a section from which its heading names what they are."""
LIKE = 0.34
"""Share of common words from which on two cases may hold for one thing."""
_OWNERS = frozenset({"amazon", "aws", "ai"})

Thing = frozenset[str]


@dataclass(frozen=True, slots=True)
class Rivals:
    """The rules near a page, and which of the things that they choose are rivals."""

    shelf: Shelf
    rules: tuple[Rule, ...]
    beside: Mapping[Thing, frozenset[Thing]]
    """What some section sets against a thing."""
    owners: Mapping[Thing, str]
    """The service that a thing is a part of: AWS Organizations for a service control policy."""
    homes: Mapping[Thing, str]
    """The service on whose page alone a thing is chosen: Amazon RDS for Aurora."""
    served: frozenset[int]
    """The sections that choose services: their cases stand alone, without a heading."""

    @classmethod
    def near(cls, page: Page, shelf: Shelf) -> Rivals:
        """Return the rules of a page and of those near it, found once for all that ask."""
        (found,) = shelf.fact("rivals", page, lambda one: (cls._near(one, shelf),))
        return found

    @classmethod
    def _near(cls, page: Page, shelf: Shelf) -> Rivals:
        rules = tuple(shelf.facts("rules", page, rules_of))
        sections: dict[int, list[Rule]] = defaultdict(list)
        for rule in rules:
            sections[id(rule.section)].append(rule)
        beside: dict[Thing, set[Thing]] = defaultdict(set)
        owners: dict[Thing, str] = {}
        homes: dict[Thing, str] = {}
        served: set[int] = set()
        for number, section in sections.items():
            if any(shelf.catalog.named(one.name) for one in section):
                served.add(number)
            owner = _service_of(section[0].page, shelf)
            for one, other in permutations(section, 2):
                if _sets_apart(one, other, owner, shelf):
                    beside[thing(one.name, shelf)].add(thing(other.name, shelf))
                    beside[thing(other.name, shelf)].add(thing(one.name, shelf))
            for one in section:
                name = owner.name if owner else ""
                if homes.setdefault(thing(one.name, shelf), name) != name:
                    homes[thing(one.name, shelf)] = ""
                if owner and one.link == "cue" and not shelf.catalog.named(one.name):
                    owners[thing(one.name, shelf)] = name
        apart = {one: frozenset(others) for one, others in beside.items()}
        return cls(shelf, rules, apart, owners, homes, frozenset(served))

    def service(self, rule: Rule) -> Service | None:
        """Return the service that a rule chooses; None for what is no service by itself."""
        return self.shelf.catalog.named(rule.name)

    def distance(self, rule: Rule, other: Rule) -> int | None:
        """Return how far apart the things of two rules are; None for things that are no rivals."""
        if other.section is rule.section:
            return 0
        alone = self.has_services(rule)
        if alone != self.has_services(other) or (not alone and rule.section.tasks):
            return None
        mine, theirs = self.service(rule), self.service(other)
        one, two = thing(rule.name, self.shelf), thing(other.name, self.shelf)
        if self._is_variant(rule, theirs) or self._is_variant(other, mine):
            return None
        if two in self.beside.get(one, ()):
            return BESIDE
        if mine is None or theirs is None:
            return self._distance_of_choices(rule, other) if mine is theirs else None
        mine_beside, theirs_beside = map(self.shelf.named_beside, (mine, theirs))
        named = (theirs.name in mine_beside) + (mine.name in theirs_beside)
        if named and (named == 2 or mine.category == theirs.category):
            return BESIDE
        if mine.category != theirs.category:
            return None
        shared = self.beside.get(one, frozenset()) & self.beside.get(two, frozenset())
        if shared:
            return KIN
        paged = sum(1 for one in self.shelf.catalog.siblings(mine) if one.page)
        return STRANGER if paged < SMALL_CATEGORY else None

    def _is_variant(self, rule: Rule, service: Service | None) -> bool:
        """Whether only the page of a service chooses a thing: elsewhere both may be right."""
        if service is None or self.service(rule):
            return False
        return self.homes.get(thing(rule.name, self.shelf)) == service.name

    def _distance_of_choices(self, rule: Rule, other: Rule) -> int | None:
        """Return the distance of what is no service: it is known only where nothing is tagged."""
        if rule.section.tasks:
            return None
        if other.page is rule.page:
            return BESIDE
        alike = rule.link == other.link and self.shelf.are_alike(rule.page, other.page)
        return BESIDE if alike else None

    def are_one(self, rule: Rule, other: Rule) -> bool:
        """Whether two rules choose one thing, or one a part of the other: CloudWatch and an alarm
        of it."""
        if self.service(rule) and self.service(other):
            return self.service(rule) == self.service(other)
        for one, two in ((rule, other), (other, rule)):
            owner, service = self.owners.get(thing(one.name, self.shelf)), self.service(two)
            if owner and service and owner == service.name:
                return True
        return _is_part(rule.name, other.name)

    def fits_too(self, other: Rule, rule: Rule) -> bool:
        """Whether what another rule chooses may be right in the case of a rule as well."""
        cases = rule.cues or (rule.case,)
        if any(self.shelf.said_of(other.name, case) for case in cases):
            return True
        chosen = thing(other.name, self.shelf)
        return any(
            are_alike(one.case, rule.case)
            for one in self.rules
            if thing(one.name, self.shelf) == chosen
        )

    def named_rule(self, rule: Rule) -> Rule | None:
        """Return a rule for the rival that a rule names, that of its own section first."""
        if not rule.rival:
            return None
        wanted = thing(rule.rival, self.shelf)
        found = [one for one in self.rules if thing(one.name, self.shelf) == wanted]
        return min(found, key=lambda one: one.section is not rule.section, default=None)

    def are_rows(self, section: Section) -> bool:
        """Whether a heading may name what its rules choose: it has several of them, and names them
        alone."""
        chosen = {thing(one.name, self.shelf) for one in self.rules if one.section is section}
        several = len(chosen) >= ROWS and " and " not in section.title.split(":")[0]
        return several and not section.title.lower().startswith("the ")

    def has_services(self, rule: Rule) -> bool:
        """Whether the section of a rule chooses services."""
        return id(rule.section) in self.served


def are_alike(case: str, other: str) -> bool:
    """Whether what is right in one case may be right in the other as well."""
    return says_the_same(case, other) or overlap(case, other) >= LIKE


def thing(name: str, shelf: Shelf) -> Thing:
    """Return what stands for a thing, however its name is written."""
    service = shelf.catalog.named(name)
    return frozenset({service.name}) if service else core_words(name)


def _service_of(page: Page, shelf: Shelf) -> Service | None:
    """Return the service that a page is about."""
    path = page.document.source.path
    services = shelf.catalog.services
    return next((one for one in services if one.page and path.endswith(one.page)), None)


def _sets_apart(one: Rule, other: Rule, owner: Service | None, shelf: Shelf) -> bool:
    """Whether a section makes two things rivals elsewhere too: the page of a service sets others
    against it; other sections set services of one category apart."""
    if owner:
        return _is_part(one.name, owner.name)
    mine, theirs = shelf.catalog.named(one.name), shelf.catalog.named(other.name)
    return not mine or not theirs or mine.category == theirs.category


def _is_part(name: str, other: str) -> bool:
    mine, theirs = _own_words(name), _own_words(other)
    return mine <= theirs or theirs <= mine


def _own_words(name: str) -> frozenset[str]:
    return content_words(name) - _OWNERS
