"""Drills on lists: which of these stand in the list that a sentence introduces?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_definitions import is_of_example
from app.practice.generate.leads import lead_of
from app.practice.generate.plain import has_pronoun
from app.practice.generate.response_lists import form_of_member, members_of, of_one_form
from app.practice.generate.response_pick import KEYS, WRONG, Choice, pick
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import led, topic
from app.practice.generate.words import overlap, says_the_same
from app.verbs import is_base_verb, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Entry, Listing, Piece, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LEAST_MEMBERS = 2
LONGEST_LEAD = 170
LEAST_LEAD = 4
"""Words of a sentence that says what its list holds."""
ALIKE = 0.3
"""Share of common words from which an entry of another list may belong in this one too."""
SAME_LEAD = 0.5
"""Share of common words from which two lists may hold the same."""
LEAST_SHARED = 2
"""Entries that two lists have in common where both hold plain words."""
MOST_WRONG = 12
MOST_MADE = 2
"""Questions for one entry about one list."""
_LAST_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_INTRODUCES = re.compile(
    r"\b(?:the|these) following\b|\bincluding:$|\binclude:$|\bare:$|\b(?:two|three|four|five|six"
    r"|several) (?:[a-z-]+ ){0,3}[a-z]+s\b[^,]*[.:]$"
)
"""How a sentence announces a list."""
_AFTER = re.compile(r"\bfollowing (?:[\w-]+ ){0,4}?(\w+s)\b")
_LAST_NOUN = re.compile(r"(\w+s)(?: are| include)?:?$")
"""The noun of a heading, or the one right before a list."""
_NO_MEMBER = re.compile(r"(?:for|to|in|if|when|on|under|from|with) |\W|\d", re.IGNORECASE)
"""Entries that are no names: instructions for a case, figures."""
_UNTOLD = re.compile(
    r"\b(?:topics?|sections?|pages?|links?|see|resources|examples?|code|command|commands"
    r"|which|steps(?! types)|step(?! types)|procedures?|blogs?|notebooks?|above|below"
    r"|this|these|it|they"
    r"|instructions|tabs?|menus?|panes?|dialog|banner|menu|window"
    r"|do (?:one|the following)|as follows|guides?|provide the following values|placeholders?"
    r"|prerequisites|more information|learn|tutorials?|image shows|figure|we|lines|try|consider"
    r"|your dataset"
    r"|note|choose|select|enter|specify|information|details|definitions|meanings?|tips|aware)\b"
    r"|[<>{}`|\\$\[\]=]|\w\(|::|https?|/\w+/",
    re.IGNORECASE,
)
"""Leads of navigation and code, and those that lean on the text before them."""
_CLASSES = tuple(
    words(line)
    for line in (
        "formats encodings extensions",
        "statuses states values",
        "algorithms models learners",
        "frameworks libraries packages kernels images tools toolkits",
        "services platforms",
        "sources stores",
        "targets destinations locations",
        "permissions policies roles actions operations apis calls",
        "parameters fields arguments attributes properties variables keys inputs elements columns"
        " hyperparameters conditionparameters",
        "metrics measures statistics quantities",
        "transforms operators methods techniques strategies functions encoders approaches analyses",
        "resources objects entities artifacts components files outputs",
        "benefits features capabilities advantages functionalities",
        "requirements conditions criteria restrictions limitations exclusions",
        "reasons situations cases circumstances scenarios uses",
        "rules exceptions errors events",
        "instances devices regions",
    )
)
"""Nouns of leads whose lists hold things of one kind."""
_LOOSE = frozenset((6, 10, 11, 12, 13, 14))
"""Classes so wide that their lists hold things of one kind only under one noun of one page."""
_ORDERS = re.compile(r"^(?:\(Optional\) |Optional: )?(?P<first>[A-Z][a-z]+) ")
_UNASKABLE = re.compile(r"^Each |\bmust have\b")
"""Leads that make no question."""
_COUNTED = re.compile(r"\bwhich (?=\w+(?: \w+)*? (?:are|have|do|can|cannot)\b|of these\b)")


def kind_of(lead: str) -> int | None:
    """Return of which class things are, by the noun that their lead announces; where it announces
    none, by the last of its nouns that is known."""
    told = [word.lower() for word in re.findall(r"[A-Za-z]{3,}s\b|[a-z]+a\b", lead)]
    after = [word.lower() for word in _AFTER.findall(lead)]
    for word in after or reversed(told):
        found = next((n for n, nouns in enumerate(_CLASSES) if word in nouns), None)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Group:
    """A list with the sentence that introduces it and the entries that can be asked about."""

    page: Page
    listing: Listing
    lead: str
    members: tuple[tuple[str, Entry], ...]
    form: str

    @property
    def kind(self) -> int | None:
        """Of which class the entries are."""
        return kind_of(self.lead)

    @property
    def place_title(self) -> str:
        """The heading above it."""
        return topic(self.listing.section)


@dataclass(frozen=True, slots=True)
class Source:
    """Things of one kind that a page names together: in a list, or in the rows of a table."""

    page: Page
    section: Section
    lead: str
    noun: str
    """What they are called, in lower case; empty where nothing says so."""
    form: str
    members: tuple[tuple[str, Piece], ...]
    where: str
    """Where they stand, as the end of a reason."""


def sources_of(page: Page) -> Iterator[Source]:
    """Yield the lists and table columns of a page from which wrong options may come."""
    for listing in page.listings:
        if listing.ordered or is_of_example(page, listing.section):
            continue
        lead = _LAST_SENTENCE.split(" ".join(listing.lead.text.split()))[-1] if listing.lead else ""
        title = listing.section.title
        said = f'behind "{lead}"' if lead and len(lead) <= LONGEST_LEAD and '"' not in lead else ""
        yield from _sources(
            page,
            listing.section,
            lead or title,
            [(text, entry.line) for text, entry in members_of(listing)],
            f"named elsewhere, {said or _under(title)}",
        )
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or view.is_inventory or not view.has_unique_names:
            continue
        yield from _sources(
            page,
            table.section,
            f"{view.kind}s",
            [(row.name, row.line) for row in table.rows if names_one_thing(row)],
            f"named elsewhere, in the table {_under(table.section.title)}",
        )


def _under(title: str) -> str:
    return f'under "{title}"'


def _sources(
    page: Page, section: Section, lead: str, found: list[tuple[str, Piece]], where: str
) -> Iterator[Source]:
    """Yield what is named together, parted by form."""
    forms: dict[str, list[tuple[str, Piece]]] = {}
    for text, line in found:
        if not _NO_MEMBER.match(text):
            forms.setdefault(form_of_member(text), []).append((text, line))
    for form, members in forms.items():
        yield Source(page, section, lead, _noun_of(lead), form, tuple(members), where)


def _noun_of(lead: str) -> str:
    """Return what a lead says that its entries are: "formats" of "the following formats:"."""
    announced = _AFTER.search(lead) or _LAST_NOUN.search(lead)
    return announced[1].lower() if announced else ""


def groups_of(page: Page) -> Iterator[Group]:
    """Yield the introduced lists of a page whose entries have one form."""
    for listing in page.listings:
        if listing.ordered or listing.lead is None:
            continue
        lead = _LAST_SENTENCE.split(" ".join(listing.lead.text.split()))[-1]
        if not _is_lead(lead) or is_of_example(page, listing.section):
            continue
        members = tuple(one for one in members_of(listing) if not _NO_MEMBER.match(one[0]))
        form, kept = of_one_form(members)
        if len(kept) >= LEAST_MEMBERS and len(members) >= 0.75 * len(listing.entries):
            yield Group(page, listing, lead, kept, form)


def _is_lead(lead: str) -> bool:
    """Whether a sentence says by itself what the list behind it holds."""
    orders = _ORDERS.match(lead)
    return (
        lead.endswith((":", "."))
        and bool(_INTRODUCES.search(lead))
        and len(lead.split()) >= LEAST_LEAD
        and len(lead) <= LONGEST_LEAD
        and not _UNTOLD.search(lead)
        and not has_pronoun(lead)
        and not (orders and is_base_verb(orders["first"].lower()))
        and '"' not in lead
    )


def member_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield up to two questions per list: which one of these stands in it?"""
    for group in groups_of(page):
        place = Place(shelf, page, group.listing.section)
        wrong = [
            Candidate(c.text, c.reason, c.evidence, c.kind, distance)
            for distance, c in _strangers(group, shelf)
        ]
        made = 0
        for text, entry in group.members[KEYS:]:
            question = place.choice(
                _asked(group, several=False),
                Candidate(text, _reason(group, text), place.evidence(entry.line)),
                wrong,
                difficulty="easy",
            )
            if question is not None:
                made += 1
                yield question
            if made == MOST_MADE:
                break


def members_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per list: which two of these stand in it?"""
    for group in groups_of(page):
        place = Place(shelf, page, group.listing.section)
        wrong = [choice for _, choice in _strangers(group, shelf)[:MOST_WRONG]]
        if len(wrong) < WRONG:
            continue
        keys = [
            Choice(text, _reason(group, text), place.evidence(entry.line))
            for text, entry in group.members
        ]
        question = pick(place, _asked(group, several=True), keys, wrong)
        if question is not None:
            yield replace(question, difficulty="easy")


def _asked(group: Group, *, several: bool) -> str:
    """Return the question that the lead of a list answers, or one that quotes it."""
    told = lead_of(group.lead) if group.lead.endswith(":") else None
    if told is None or not told.asked.startswith("which ") or _UNASKABLE.search(group.lead):
        which = "Which two of these" if several else "Which of these"
        return f'The text on "{group.place_title}" says: "{group.lead[:-1]}:" {which} does it name?'
    asked = told.asked
    if not several and not asked.startswith("which of these"):
        asked = asked.replace("which ", "which of these ", 1)
    elif several and not _COUNTED.search(asked):
        asked = asked.replace("which ", "which two ", 1)
    return led(group.listing.section, asked)


def _reason(group: Group, text: str) -> str:
    return f'{text}: named behind "{group.lead}"'


def _are_of_one_kind(group: Group, other: Source) -> bool:
    """Whether the entries of two lists are things of one kind: their leads call them alike, or some
    entries stand in both."""
    if other.noun and group.kind is not None and group.kind == kind_of(other.noun):
        return group.kind not in _LOOSE or (
            other.noun in group.lead.casefold() and other.page is group.page
        )
    if group.form in ("name", "code", "command") and other.page is group.page:
        return True
    mine = {text.casefold() for text, _ in group.members}
    shared = {text.casefold() for text, _ in other.members} & mine
    return len(shared) >= (LEAST_SHARED if group.form == "noun" else 1)


def _strangers(group: Group, shelf: Shelf) -> list[tuple[int, Choice]]:
    """Return entries of other lists that are like none of this one, those of its page first."""
    found: list[tuple[int, Choice]] = []
    own = [text for text, _ in group.members]
    whole = " ".join(entry.text for entry in group.listing.entries).casefold()
    around = group.page.document.text.casefold()
    for other in shelf.facts("list sources", group.page, sources_of):
        if other.section is group.listing.section or other.form != group.form:
            continue
        here = other.page is group.page
        if not _are_of_one_kind(group, other):
            continue
        if overlap(other.lead, group.lead) > SAME_LEAD or other.lead == group.lead:
            continue
        for text, line in other.members:
            if (
                text.casefold() in whole
                or (not here and text.casefold() in around)
                or text.casefold() in group.lead.casefold()
                or any(says_the_same(text, mine) or overlap(text, mine) > ALIKE for mine in own)
                or any(text == choice.text for _, choice in found)
                or shelf.said_of(group.listing.section.title, text)
            ):
                continue
            reason = f"{text}: {other.where}"
            evidence = Place(shelf, other.page, other.section).evidence(line)
            distance = 0 if here else 1
            found.append((distance, Choice(text, reason, evidence, "true but beside the point")))
    found.sort(key=lambda one: one[0])
    return found
