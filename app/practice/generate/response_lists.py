"""Multiple response from introduced lists: which of these does the list name?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.leads import Lead, lead_of
from app.practice.generate.plain import has_pronoun, is_instruction, is_plain
from app.practice.generate.response_pick import KEYS, Choice, pick
from app.practice.generate.topics import led
from app.practice.generate.words import first_sentence, overlap, says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Entry, Listing
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LONGEST_MEMBER = 100
_ODD = re.compile(r"[=:]|https?")
_TERM = re.compile(r"^(?P<term>[^:—–]{2,58}?)(?: \([^)]*\))?(?::| [-—–] |[—–])\s*\S")
_LABEL = re.compile(
    r"^(?:note|tip|important|warning|example|optional|default|type|required)\b", re.I
)


_VAGUE = re.compile(r"\bkey to\b|\bunderstand|\bimportant\b")
"""What a lead says of entries that are no answer to anything."""


@dataclass(frozen=True, slots=True)
class Told:
    """A list whose lead is a question, with the entries that answer it."""

    page: Page
    listing: Listing
    lead: Lead
    members: tuple[tuple[str, Entry], ...]
    form: str
    """`act` where the entries are instructions, `code` for identifiers, `command` for those with
    hyphens, `name` for "ModelLatency", `word` for a single word in lower case, else `noun`."""


def list_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per introduced list."""
    for told in told_lists(page):
        question = _lead_question(told, shelf)
        if question is not None and not _VAGUE.search(told.lead.asked):
            yield question


def told_lists(page: Page) -> Iterator[Told]:
    """Yield the lists of a page whose lead asks for their entries."""
    for listing in page.listings:
        if listing.ordered or listing.lead is None:
            continue
        lead = lead_of(listing.lead.text)
        members = tuple(members_of(listing)) if lead else ()
        if lead and len(members) >= KEYS and len(members) >= 0.75 * len(listing.entries):
            form, kept = of_one_form(members)
            if len(kept) >= KEYS:
                yield Told(page, listing, lead, kept, form)


def of_one_form(
    members: Sequence[tuple[str, Entry]],
) -> tuple[str, tuple[tuple[str, Entry], ...]]:
    """Return the commonest form of the entries of a list, the first of equals, and those that have
    it."""
    forms = [form_of_member(text) for text, _ in members]
    form = max(dict.fromkeys(forms), key=forms.count, default="")
    return form, tuple(one for one, own in zip(members, forms, strict=True) if own == form)


def members_of(listing: Listing) -> Iterator[tuple[str, Entry]]:
    """Yield the entries as options: the term where an explanation goes with it."""
    for entry in listing.entries:
        match = _TERM.match(entry.text)
        text = match["term"].strip() if match else first_sentence(entry.text).rstrip(";,")
        text = re.sub(r"\s+\((?:optional|required)\)$", "", text, flags=re.IGNORECASE)
        if (
            1 < len(text) <= LONGEST_MEMBER
            and is_plain(text, 1, 18)
            and not has_pronoun(text)
            and not _LABEL.match(text)
            and ". " not in text
            and (match or not _ODD.search(text))
        ):
            yield text, entry


def form_of_member(text: str) -> str:
    """Return what an entry looks like as an option: `act`, `code`, `command`, `clause`, `noun`."""
    if len(text.split()) > 1 and is_instruction(text):
        return "act"
    first = text.split()[0]
    if " " not in text and "-" in text and text.islower():
        return "command"
    if " " not in text and "_" in first:
        return "code"
    if " " not in text and any(c.isupper() for c in first[2:]):
        return "name"
    return (
        "clause"
        if re.match(r"(?:you|the|an?|your) .* (?:is|are|has|have|can|must|do)\b", text.lower())
        else "word"
        if " " not in text and text.islower()
        else "noun"
    )


def _lead_question(told: Told, shelf: Shelf) -> Question | None:
    """Ask what the lead asks; entries of lists that answer something else are wrong."""
    place = Place(shelf, told.page, told.listing.section)
    own = [text for text, _ in told.members]
    subject = told.lead.subject or told.listing.section.title
    ranked: list[tuple[int, Choice]] = []
    for other in shelf.facts("lists", told.page, told_lists):
        distance = _distance(told, other)
        if distance is None:
            continue
        for text, entry in other.members:
            if any(says_the_same(text, mine) or overlap(text, mine) > 0.3 for mine in own):
                continue
            if text.lower() in told.lead.asked.lower() or shelf.said_of(subject, text):
                continue
            ranked.append(
                (
                    distance,
                    Choice(
                        text,
                        f'"{text}" stands in the list that answers another question:'
                        f" {other.lead.asked}",
                        Place(shelf, other.page, other.listing.section).evidence(entry.line),
                        "true but beside the point",
                    ),
                )
            )
    ranked.sort(key=lambda one: one[0])
    return pick(
        place,
        led(told.listing.section, told.lead.asked),
        [
            Choice(
                text,
                f'The list below "{told.listing.section.title}" names "{text}".',
                place.evidence(e.line),
            )
            for text, e in told.members
        ],
        [choice for _, choice in ranked[:12]],
    )


def _distance(told: Told, other: Told) -> int | None:
    """Return how far another list is, or None when its entries are of another kind or may answer
    the same question: a join type is told from a scaler without knowing either."""
    if other.listing is told.listing or other.form != told.form:
        return None
    if other.page is told.page and other.listing.section is told.listing.section:
        return None
    if other.lead.asked == told.lead.asked:
        return None
    mine, theirs = told.lead.noun.split()[-1:], other.lead.noun.split()[-1:]
    if not mine or mine != theirs:
        return None
    return 0 if other.page is told.page else 1
