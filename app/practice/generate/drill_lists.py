"""Drills on lists: which of these stand in the list that a sentence introduces?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.plain import has_pronoun
from app.practice.generate.response_lists import form_of_member, members_of
from app.practice.generate.response_pick import KEYS, Choice, pick
from app.practice.generate.topics import topic
from app.practice.generate.words import overlap, says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Entry, Listing
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LEAST_MEMBERS = 3
LONGEST_LEAD = 150
LEAST_LEAD = 4
"""Words of a sentence that says what its list holds."""
ALIKE = 0.3
"""Share of common words from which an entry of another list may belong in this one too."""
MOST_WRONG = 12
_LAST_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_NOUN = re.compile(r"\b(?P<noun>[A-Za-z]{3,}s)(?: \([^)]*\))?(?: are| is| include|:|$)")
_NO_MEMBER = re.compile(r"(?:for|to|in|if|when|on) |\W|\d", re.IGNORECASE)
"""Entries that are no names: instructions for a case, figures."""
_UNTOLD = re.compile(
    r"\b(?:topics?|sections?|pages?|links?|see|resources|example|examples|code|command|commands"
    r"|steps?|procedure|blogs?|notebooks?|above|below|this|these|it|they|instructions|tabs?"
    r"|do (?:one|the following)|as follows|guides?|provide the following values|placeholders?"
    r"|prerequisites|more information|learn|tutorial|image|figure)\b"
    r"|[<>{}`|\\$\[\]=]|\w\(|::|https?|/\w+/",
    re.IGNORECASE,
)
"""Leads of navigation and code, and those that lean on the text before them."""


@dataclass(frozen=True, slots=True)
class Group:
    """A list with the sentence that introduces it and the entries that can be asked about."""

    page: Page
    listing: Listing
    lead: str
    members: tuple[tuple[str, Entry], ...]
    form: str

    @property
    def noun(self) -> str:
        """What the entries are: the last word of the lead before its colon or after its head."""
        match = _NOUN.search(self.lead)
        return match["noun"].lower() if match else ""

    @property
    def place_title(self) -> str:
        """The heading above it."""
        return topic(self.listing.section)


def groups_of(page: Page) -> Iterator[Group]:
    """Yield the introduced lists of a page whose entries have one form."""
    for listing in page.listings:
        if listing.ordered or listing.lead is None:
            continue
        lead = _LAST_SENTENCE.split(" ".join(listing.lead.text.split()))[-1]
        if (
            not lead.endswith(":")
            or not len(lead.split()) >= LEAST_LEAD
            or len(lead) > LONGEST_LEAD
            or _UNTOLD.search(lead)
            or has_pronoun(lead)
            or '"' in lead
        ):
            continue
        members = tuple(one for one in members_of(listing) if not _NO_MEMBER.match(one[0]))
        forms = [form_of_member(text) for text, _ in members]
        form = max(set(forms), key=forms.count, default="")
        kept = tuple(one for one, own in zip(members, forms, strict=True) if own == form)
        if len(kept) >= LEAST_MEMBERS and len(members) >= 0.75 * len(listing.entries):
            yield Group(page, listing, lead, kept, form)


def member_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield up to two questions per list: which one of these stands in it?"""
    for group in groups_of(page):
        place = Place(shelf, page, group.listing.section)
        wrong = [
            Candidate(c.text, c.reason, c.evidence, c.kind, distance)
            for distance, c in _strangers(group, shelf)
        ]
        made = 0
        for text, entry in group.members:
            question = place.choice(
                _asked(group, "Which of these stands in that list?"),
                Candidate(text, _reason(group, text), place.evidence(entry.line)),
                wrong,
                difficulty="easy",
            )
            if question is not None:
                made += 1
                yield question
            if made == KEYS:
                break


def members_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per list: which two or three of these stand in it?"""
    for group in groups_of(page):
        place = Place(shelf, page, group.listing.section)
        keys = [
            Choice(text, _reason(group, text), place.evidence(entry.line))
            for text, entry in group.members
        ]
        wrong = [choice for _, choice in _strangers(group, shelf)[:MOST_WRONG]]
        question = pick(place, _asked(group, "Which of these stand in that list?"), keys, wrong)
        if question is not None:
            yield question


def _asked(group: Group, question: str) -> str:
    return f'A list of "{group.place_title}" begins with the words "{group.lead}" {question}'


def _reason(group: Group, text: str) -> str:
    return f'"{text}" stands in the list behind "{group.lead}"'


def _strangers(group: Group, shelf: Shelf) -> list[tuple[int, Choice]]:
    """Return entries of other lists that are like none of this one, those of its page first."""
    found: list[tuple[int, Choice]] = []
    own = [text for text, _ in group.members]
    whole = " ".join(entry.text for entry in group.listing.entries).casefold()
    for other in shelf.facts("drill lists", group.page, groups_of):
        if other.listing is group.listing or other.form != group.form:
            continue
        if overlap(other.lead, group.lead) > ALIKE * 2:
            continue
        if other.page is not group.page and (not group.noun or other.noun != group.noun):
            continue
        for text, entry in other.members:
            if (
                text.casefold() in whole
                or text.casefold() in group.lead.casefold()
                or any(says_the_same(text, mine) or overlap(text, mine) > ALIKE for mine in own)
                or shelf.said_of(group.listing.section.title, text)
            ):
                continue
            reason = f'This stands in another list, behind "{other.lead}"'
            evidence = Place(shelf, other.page, other.listing.section).evidence(entry.line)
            distance = 0 if other.page is group.page else 1
            found.append((distance, Choice(text, reason, evidence, "true but beside the point")))
    found.sort(key=lambda one: one[0])
    return found
