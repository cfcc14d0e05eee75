"""Drills on what a named thing has by a list below its heading: which permissions does a policy
include, which resources does a template provide?"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.plain import has_pronoun, is_bare_verb, is_plain
from app.practice.generate.response_pick import KEYS, WRONG, Choice, pick
from app.practice.generate.words import first_sentence, overlap, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Entry, Listing
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

MOST = 3
"""Questions of one form about one thing."""
ALIKE = 0.35
"""Share of common words from which what one thing has may be what another has too."""
SHORTEST = 3
LONGEST = 120
"""Characters of what is shown as an option."""
_LEAD = re.compile(
    r"^This (?:AWS managed )?(?P<kind>[a-z]+) (?P<verb>include|provide|support|contain|grant"
    r"|require)s the following (?P<nouns>(?:[a-z]+ ){0,2}[a-z]+s)[.:]$"
)
_NAME = re.compile(r"^(?:AWS managed policy: )?(?P<name>[A-Z]\w+(?:-\w+)*)$")
_PERMISSION = re.compile(r"^(?P<label>[a-z][\w-]*) ?[–—-] ?(?P<said>[A-Z].*)$")
"""A permission behind the service that it is for."""
_ACTOR = re.compile(r"^Allows? (?:principals|the role|the console|AWS Service Catalog) to ")


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing of a list, and the service that it is for."""

    entry: Entry
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Granted:
    """A named thing and what it has."""

    page: Page
    listing: Listing
    kind: str
    name: str
    verb: str
    nouns: str
    grants: tuple[Grant, ...]

    @property
    def labels(self) -> frozenset[str]:
        """The services of all its entries, those included that are not asked about."""
        matches = (_PERMISSION.match(entry.text) for entry in self.listing.entries)
        return frozenset(match["label"] for match in matches if match)

    @property
    def subject(self) -> str:
        """What has them, inside a sentence."""
        return f"the {self.kind} {self.name}"


def granted_of(page: Page) -> Iterator[Granted]:
    """Yield the named things of a page whose entries each say for which service they are."""
    for listing in page.listings:
        lead = _LEAD.match(" ".join(listing.lead.text.split())) if listing.lead else None
        name = _name_of(listing)
        if lead is None or not name or listing.ordered:
            continue
        grants = tuple(_grants(listing))
        if grants:
            yield Granted(page, listing, lead["kind"], name, lead["verb"], lead["nouns"], grants)


def _name_of(listing: Listing) -> str:
    """Return the innermost heading that is a name."""
    found = (_NAME.match(title) for title in reversed(listing.section.titles))
    return next((match["name"] for match in found if match and _is_joined(match["name"])), "")


def _is_joined(name: str) -> bool:
    """Whether a name is one that no sentence has by chance: "AmazonSageMakerFullAccess"."""
    return sum(letter.isupper() for letter in name) > 1


def _grants(listing: Listing) -> Iterator[Grant]:
    for entry in listing.entries:
        match = _PERMISSION.match(entry.text)
        if match is None:
            continue
        said = first_sentence(match["said"]).rstrip(".")
        text = upper_first(_ACTOR.sub("", said))
        if (
            len(text) <= LONGEST
            and not entry.nested
            and is_bare_verb(text.split()[0].lower())
            and not text.startswith("Allow")
            and is_plain(text, SHORTEST)
            and not has_pronoun(text)
            and ";" not in text
        ):
            yield Grant(entry, match["label"], text)


def granted_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for two of the things that something named has."""
    for granted in shelf.fact("granted", page, granted_of):
        place = Place(shelf, page, granted.listing.section)
        wrong = [Choice(c.text, c.rationale, c.evidence, c.kind) for c in _wrong(granted, shelf)]
        stem = f"Which two of these {granted.nouns} does {granted.subject} {granted.verb}?"
        for number, keys in enumerate(_pairs(granted)):
            turned = _turned(wrong, number * WRONG)
            choices = [
                Choice(one.text, _reason(granted, one), place.evidence(one.entry.line))
                for one in keys
            ]
            question = pick(place, stem, choices, turned[: WRONG * 2])
            if question is not None:
                yield replace(question, difficulty="easy")


def granted_choices(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for one of the things that something named has."""
    for granted in shelf.fact("granted", page, granted_of):
        place = Place(shelf, page, granted.listing.section)
        wrong = _wrong(granted, shelf)
        made = 0
        for one in _shuffled(granted):
            question = place.choice(
                f"Which of these {granted.nouns} does {granted.subject} {granted.verb}?",
                Candidate(one.text, _reason(granted, one), place.evidence(one.entry.line)),
                wrong,
                difficulty="easy",
            )
            if question is not None:
                made += 1
                yield question
            if made == MOST:
                break


def _reason(granted: Granted, one: Grant) -> str:
    return f"{upper_first(granted.subject)} lists it for {one.label}: {one.text}."


def _shuffled(granted: Granted) -> list[Grant]:
    grants = list(granted.grants)
    random.Random(granted.name).shuffle(grants)
    return grants


def _pairs(granted: Granted) -> Iterator[Sequence[Grant]]:
    """Yield two of the things at a time, none of them twice."""
    grants = _shuffled(granted)
    for number in range(min(MOST, len(grants) // KEYS)):
        yield grants[number * KEYS :][:KEYS]


def _turned(choices: Sequence[Choice], first: int) -> list[Choice]:
    start = first % len(choices) if choices else 0
    return [*choices[start:], *choices[:start]]


def _wrong(granted: Granted, shelf: Shelf) -> list[Candidate]:
    """Return what others of its kind have for services that it has nothing for."""
    found: list[Candidate] = []
    whole = " ".join(entry.text for entry in granted.listing.entries).lower().split()
    for other in shelf.facts("granted", granted.page, granted_of):
        if other.kind != granted.kind or other.name == granted.name:
            continue
        place = Place(shelf, other.page, other.listing.section)
        for one in other.grants:
            if (
                any(one.label.split("-")[0] == label.split("-")[0] for label in granted.labels)
                or one.label in whole
                or any(overlap(one.text, mine.text) > ALIKE for mine in granted.grants)
                or any(overlap(one.text, taken.text) > ALIKE for taken in found)
            ):
                continue
            reason = (
                f"{upper_first(granted.subject)} lists nothing for {one.label};"
                f" {other.subject} does: {one.text}."
            )
            evidence = place.evidence(one.entry.line)
            distance = 0 if other.page is granted.page else 1
            found.append(
                Candidate(one.text, reason, evidence, "right service, wrong feature", distance)
            )
    random.Random(granted.name).shuffle(found)
    return found
