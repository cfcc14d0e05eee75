"""Drills on what parts the rows of a table in kinds: required settings, metrics to maximize."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.clues import points_at
from app.practice.generate.owners import subject_of
from app.practice.generate.parameters import settings_of
from app.practice.generate.phrasing import plural
from app.practice.generate.response_pick import KEYS, WRONG
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import led
from app.practice.generate.words import upper_first
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_TYPE = re.compile(r"^(?:hyper)?parameter type$", re.IGNORECASE)
_DIRECTION = re.compile(r"^optimization direction$", re.IGNORECASE)
_TOLD = (
    (_TYPE, re.compile(r"^ContinuousParameterRanges?$"), "tuned over a continuous range"),
    (_TYPE, re.compile(r"^IntegerParameterRanges?$"), "tuned over a range of integers"),
    (_TYPE, re.compile(r"^CategoricalParameterRanges?$"), "tuned over a list of categories"),
    (_DIRECTION, re.compile(r"^Maximi[sz]e$", re.IGNORECASE), "maximized by a tuning job"),
    (_DIRECTION, re.compile(r"^Minimi[sz]e$", re.IGNORECASE), "minimized by a tuning job"),
)
"""Headers, cells, and what a row is said to be."""
MOST = 2
"""Questions of one type about one kind of a table."""


@dataclass(frozen=True, slots=True)
class Member:
    """A row with the kind that it is of."""

    name: str
    told: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Kinds:
    """The rows of one table, parted by what is said of them."""

    section: Section
    noun: str
    members: tuple[Member, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """What is said of one row or another, in the order of the table."""
        return tuple(dict.fromkeys(one.told for one in self.members))


def kinds_of(page: Page) -> Iterator[Kinds]:
    """Yield the tables of a page whose rows are of different kinds."""
    tables: dict[int, tuple[Table, str, list[Member]]] = {}
    for setting in settings_of(page):
        told = {True: "required", False: "optional"}.get(setting.is_required is True)
        if told and setting.is_required is not None:
            known = tables.setdefault(id(setting.table), (setting.table, setting.noun, []))
            known[2].append(Member(setting.name, told, setting.piece))
    for table, noun, members in tables.values():
        yield Kinds(table.section, noun, tuple(members))
    for table in page.tables:
        view = TableView(table)
        for number, header in enumerate(table.header.cells):
            members = [
                Member(row.name, told, row.line)
                for row in table.rows
                if names_one_thing(row)
                for head, cell, told in _TOLD
                if head.match(header) and cell.match(row.cells[number])
            ]
            if members and view.has_unique_names:
                yield Kinds(table.section, view.kind, tuple(members))


def kind_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for one row of a kind; rows of other kinds are wrong."""
    for kinds in kinds_of(page):
        place = Place(shelf, page, kinds.section)
        for told in kinds.told:
            own = [one for one in kinds.members if one.told == told]
            others = [one for one in kinds.members if one.told != told]
            if told == "optional" or (told == "required" and len(own) == 1 and len(others) < WRONG):
                continue
            made = 0
            for one in own[KEYS:] or own[:1]:
                question = place.choice(
                    _asked(kinds, f"which {{kind}} is {told}?"),
                    Candidate(one.name, _reason(one), place.evidence(one.piece)),
                    [
                        Candidate(other.name, _reason(other), place.evidence(other.piece),
                                  "right service, wrong feature")
                        for other in others
                    ],
                    difficulty="easy",
                )  # fmt: skip
                if question is not None:
                    made += 1
                    yield question
                if made == MOST:
                    break


def kinds_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for two rows of a kind; rows of other kinds are wrong."""
    for kinds in kinds_of(page):
        for told in kinds.told:
            rng = random.Random(f"{page.document.id}{kinds.section.title}{told}")
            own = [one for one in kinds.members if one.told == told]
            others = [one for one in kinds.members if one.told != told]
            rng.shuffle(others)
            for number in range(MOST):
                right, left = own[number * KEYS :][:KEYS], others[number * WRONG :][:WRONG]
                if len(left) < WRONG:
                    left = others[:WRONG]
                if len(right) == KEYS and len(left) == WRONG:
                    question = _question(Place(shelf, page, kinds.section), kinds, right, left, rng)
                    if question is not None:
                        yield question


def _question(
    place: Place, kinds: Kinds, right: Sequence[Member], wrong: Sequence[Member], rng: random.Random
) -> Question | None:
    told = right[0].told
    if any(points_at(told, one.name, [other.name for other in wrong]) for one in right):
        return None
    options = [
        *(Option(one.name, _reason(one), place.evidence(one.piece)) for one in right),
        *(
            Option(one.name, _reason(one), place.evidence(one.piece), "right service, wrong feature")
            for one in wrong
        ),
    ]
    rng.shuffle(options)
    key = [number for number, option in enumerate(options) if option.kind is None]
    stem = _asked(kinds, f"which two of these {{kinds}} are {told}?")
    return place.question("multiple_response", stem, options, key, difficulty="easy")


def _reason(one: Member) -> str:
    return f"{one.name} is {one.told}."


def _asked(kinds: Kinds, asked: str) -> str:
    noun = kinds.noun if kinds.noun != "entry" else "setting"
    subject = subject_of(kinds.section)
    of = f" of {subject}" if subject else ""
    filled = asked.replace("{kinds}", plural(noun) + of).replace("{kind}", noun + of)
    return upper_first(filled) if subject else led(kinds.section, filled)
