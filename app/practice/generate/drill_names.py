"""Drills on what belongs to what: which of these is a hyperparameter of K-Means?"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_definitions import is_of_example
from app.practice.generate.clues import shared_parts
from app.practice.generate.definitions import definitions_of
from app.practice.generate.owners import subject_of
from app.practice.generate.phrasing import is_identifier, plural
from app.practice.generate.response_pick import KEYS, WRONG
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.terms import DESCRIBES
from app.practice.generate.topics import is_untold, topic
from app.practice.records import Option, Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_NAMES = re.compile(r"^(?:hyperparameter|parameter|metric|attribute)$")
_LISTED = re.compile(
    r"^(?:metric|status|state|rule|field|attribute|transform|operator|operation|error|exception"
    r"|variable|method|function|policy|parameter|property|dimension|event|permission|key|argument)$"
)
"""Nouns of names that a heading may own."""
_ALGORITHM = re.compile(r"^the (?P<name>.+?) algorithm(?: \(.*\))?$")
_MOST = {"hyperparameter": 3, "metric": 2}
"""Questions of one form about one owner; of other nouns one."""
MATCHED = 4
_EVERYWHERE = 3
"""Owners that share a name from which on it tells nothing of one."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A name in a table or list of what something has."""

    page: Page
    section: Section
    subject: str
    noun: str
    name: str
    piece: Piece

    @property
    def owner(self) -> str:
        """The subject without the part of it that the section is about."""
        match = _ALGORITHM.match(self.subject)
        return match["name"] if match else self.subject

    @property
    def bare(self) -> str:
        """The name without the data set that it is of, and however it is written."""
        return re.sub(r"[\W_]", "", self.name.casefold().rpartition(":")[2])

    @property
    def says(self) -> str:
        """The fact as a reason."""
        if self.subject.startswith('"'):
            return f"{self.name} is listed under {self.subject}."
        article = "an" if self.noun[0] in "aeiou" else "a"
        return f"{self.name} is {article} {self.noun} of {self.subject}."

    @property
    def asked(self) -> str:
        """What two names are, as a stem asks for it."""
        if self.subject.startswith('"'):
            return f"Which two of these {plural(self.noun)} are listed under {self.subject}?"
        return f"Which two of these are {plural(self.noun)} of {self.subject}?"


def belongings_of(page: Page) -> Iterator[Belonging]:
    """Yield the settings, metrics and attributes that a page lists for a named owner."""
    for table in page.tables:
        subject, view = subject_of(table.section), TableView(table)
        known = _NAMES if subject else _LISTED
        subject = subject or f'"{topic(table.section)}"'
        if not known.match(view.kind) or not view.has_unique_names or view.is_inventory:
            continue
        if is_of_example(page, table.section) or is_untold(table.section):
            continue
        if "Release" in subject or not any(
            DESCRIBES.match(header) for header in table.header.cells
        ):
            continue
        for row in table.rows:
            if names_one_thing(row) and " " not in row.name:
                yield Belonging(page, table.section, subject, view.kind, row.name, row.line)
    for one in definitions_of(page):
        if one.verb or not _LISTED.match(one.noun) or is_of_example(page, one.section):
            continue
        subject = subject_of(one.section) or f'"{topic(one.section)}"'
        is_code = " " not in one.term and is_identifier(one.term)
        if (is_code or not subject.startswith('"')) and not is_untold(one.section):
            yield Belonging(page, one.section, subject, one.noun, one.term, one.piece)


@dataclass(frozen=True, slots=True)
class _Owner:
    """What one owner has, and what others have that it has not."""

    own: tuple[Belonging, ...]
    others: tuple[Belonging, ...]

    @property
    def most(self) -> int:
        """Questions of one form."""
        return _MOST.get(self.own[0].noun, 1)


def _owners(page: Page, shelf: Shelf) -> Iterator[_Owner]:
    everything = tuple(shelf.facts("drill names", page, belongings_of))
    mine = [one for one in everything if one.page is page]
    for subject, noun in dict.fromkeys((one.subject, one.noun) for one in mine):
        own = [one for one in mine if (one.subject, one.noun) == (subject, noun)]
        owner = own[0].owner
        alike = [one for one in everything if one.noun == noun]
        theirs = {one.bare for one in alike if one.owner == owner}
        others: dict[str, Belonging] = {}
        for one in alike:
            absent = one.page is page or one.name not in page.document.text
            if one.owner != owner and one.bare not in theirs and absent:
                others.setdefault(one.bare, one)
        spread = {name: len({one.owner for one in alike if one.bare == name}) for name in theirs}
        telling = [
            one
            for one in own
            if spread[one.bare] < _EVERYWHERE and not shared_parts(subject, one.name)
        ]
        random.Random(f"{page.document.id}{subject}{noun}").shuffle(telling)
        if telling and len(others) >= WRONG:
            yield _Owner(tuple(telling), tuple(others.values()))


def belonging_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for two names that one owner has; three of others are wrong."""
    for owner in _owners(page, shelf):
        for number in range(owner.most):
            right = owner.own[number * KEYS :][:KEYS]
            rng = random.Random(f"{page.document.id}{owner.own[0].subject}{number}")
            wrong = _strangers(owner, right, rng) if len(right) == KEYS else ()
            if wrong:
                question = _question(right, wrong, shelf, rng)
                if question is not None:
                    yield question


def _strangers(
    owner: _Owner, right: Sequence[Belonging], rng: random.Random
) -> Sequence[Belonging]:
    """Return three names of others that look like those asked for."""
    alike = [one for one in owner.others if _look(one.name) == _look(right[0].name)]
    return rng.sample(alike, WRONG) if len(alike) >= WRONG else ()


def _look(name: str) -> tuple[bool, bool]:
    return "_" in name or "-" in name, " " in name or is_identifier(name)


def _question(
    right: Sequence[Belonging], wrong: Sequence[Belonging], shelf: Shelf, rng: random.Random
) -> Question | None:
    first = right[0]
    options = [
        *(Option(one.name, one.says, _place(one, shelf).evidence(one.piece)) for one in right),
        *(
            Option(one.name, one.says, _place(one, shelf).evidence(one.piece), "wrong service")
            for one in wrong
        ),
    ]
    rng.shuffle(options)
    key = [number for number, option in enumerate(options) if option.kind is None]
    return _place(first, shelf).question(
        "multiple_response", first.asked, options, key, difficulty="easy"
    )


def owner_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for the owner of a name that it alone has among those shown."""
    known = {(one.owner, one.bare) for one in shelf.facts("drill names", page, belongings_of)}
    for owner in _owners(page, shelf):
        first = owner.own[0]
        if first.subject.startswith('"'):
            continue
        noun = _owner_noun(first)
        rivals: dict[str, Belonging] = {}
        for one in owner.others:
            rivals.setdefault(one.owner, one)
        made = 0
        for one in owner.own[KEYS:]:
            if made == owner.most:
                continue
            question = _place(one, shelf).choice(
                f"Which {noun} has the {one.noun} {one.name}?",
                Candidate(_shown(one), one.says, _place(one, shelf).evidence(one.piece)),
                [
                    Candidate(
                        _shown(other),
                        f"{other.says} {one.says}",
                        _place(other, shelf).evidence(other.piece),
                        "wrong service",
                    )
                    for other in rivals.values()
                    if one.name not in _text_of(other, page)
                    and (other.owner, one.bare) not in known
                ],
                difficulty="easy",
                deciding=(one.name,),
            )
            if question is not None:
                made += 1
                yield question


def owner_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match names with their owners, one of them an owner of this page."""
    everything = tuple(shelf.facts("drill names", page, belongings_of))
    for owner in _owners(page, shelf):
        first = owner.own[0]
        if first.subject.startswith('"'):
            continue
        rng = random.Random(f"match{page.document.id}{first.subject}{first.noun}")
        theirs: dict[str, set[str]] = {}
        for one in everything:
            if one.noun == first.noun:
                theirs.setdefault(one.owner, set()).add(one.bare)
        left = list(owner.others)
        for one in reversed(owner.own[-owner.most :]):
            rng.shuffle(left)
            chosen = [one]
            for other in left:
                if len(chosen) < MATCHED and _is_apart(other, chosen, theirs):
                    chosen.append(other)
            left = [other for other in left if other not in chosen]
            question = _matching(chosen, shelf, rng) if len(chosen) == MATCHED else None
            if question is not None:
                yield question


def _is_apart(other: Belonging, chosen: Sequence[Belonging], theirs: dict[str, set[str]]) -> bool:
    """Whether a name belongs to its owner alone among those chosen, and the others to theirs."""
    return not shared_parts(other.subject, other.name) and all(
        other.owner != one.owner
        and other.bare not in theirs[one.owner]
        and one.bare not in theirs[other.owner]
        and other.name not in _text_of(one, other.page)
        and one.name not in _text_of(other, one.page)
        for one in chosen
    )


def _matching(chosen: Sequence[Belonging], shelf: Shelf, rng: random.Random) -> Question | None:
    first = chosen[0]
    order = list(range(len(chosen)))
    rng.shuffle(order)
    evidence = [_place(one, shelf).evidence(one.piece) for one in chosen]
    options = [Option(_shown(one), one.says, evidence[n]) for n, one in enumerate(chosen)]
    prompts = [Prompt(one.name, one.says, evidence[n]) for n, one in enumerate(chosen)]
    owners = {_owner_noun(one) for one in chosen}
    if len(owners) > 1:
        return None
    return _place(first, shelf).question(
        "matching",
        f"Match each {first.noun} with the {owners.pop()} that has it.",
        [options[n] for n in order],
        [order.index(n) for n in range(len(chosen))],
        prompts=prompts,
        difficulty="easy",
    )


def _owner_noun(one: Belonging) -> str:
    """Return what an owner is: an algorithm, or the first words of another one."""
    if _ALGORITHM.match(one.subject):
        return "built-in algorithm"
    return " ".join(one.subject.split()[1:3])


def _text_of(other: Belonging, page: Page) -> str:
    """Return the text of another owner's page: nothing where it stands on the same one."""
    return "" if other.page is page else other.page.document.text


def _shown(one: Belonging) -> str:
    match = _ALGORITHM.match(one.subject)
    return match["name"] if match else one.subject.rpartition(" ")[2]


def _place(one: Belonging, shelf: Shelf) -> Place:
    return Place(shelf, one.page, one.section)
