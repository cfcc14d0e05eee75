"""Drills on what parts the rows of a table in kinds: required settings, metrics to maximize."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.clues import points_at
from app.practice.generate.owners import subject_of
from app.practice.generate.parameters import Setting, settings_of
from app.practice.generate.phrasing import plural
from app.practice.generate.response_pick import KEYS, WRONG
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import led
from app.practice.generate.words import upper_first
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
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
"""Questions for several rows about one kind of a table; those for one row are half as many."""
_VALUES = (
    (re.compile(r"\bintegers?\b", re.I), "set to an integer"),
    (re.compile(r"\b(?:floats?|double|floating-point|decimal)\b", re.I), "set to a float"),
)
_NO_VALUE = re.compile(r"\b(?:auto|string|list|array|none|comma|json|map|dictionary|or)\b", re.I)
"""Valid values of several types, or of none that is plain."""
_STATES = re.compile(r"^(?:auto|none)$", re.IGNORECASE)
"""Defaults that several settings of one table share."""


_EVERYWHERE = frozenset({"base_trial"})
"""What every rule requires."""


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
        """What is said of one row or another and can be asked for, in the order of the table."""
        told = dict.fromkeys(one.told for one in self.members)
        return tuple(one for one in told if not one.startswith(_UNASKED))


_UNASKED = "by default "
"""How the kind of a row begins that only serves as a wrong option."""


def kinds_of(page: Page) -> Iterator[Kinds]:
    """Yield the tables of a page whose rows are of different kinds, once for each way to part
    them."""
    settings: dict[int, list[Setting]] = {}
    for setting in settings_of(page):
        settings.setdefault(id(setting.table), []).append(setting)
    for group in settings.values():
        section, noun = group[0].section, group[0].noun
        for kind in (_need, _type, _state):
            members = [Member(one.name, kind(one), one.piece) for one in group if kind(one)]
            yield Kinds(section, noun, tuple(members))
        switches = [one for one in group if one.default.lower() in ("true", "false")]
        yield Kinds(section, noun, tuple(Member(m.name, _switch(m), m.piece) for m in switches))
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
            if members and view.has_unique_names and not view.is_inventory:
                yield Kinds(table.section, view.kind, tuple(members))


def _need(setting: Setting) -> str:
    if setting.is_required is None:
        return ""
    return "required" if setting.is_required else "optional"


def _type(setting: Setting) -> str:
    """Return of which type the values of a setting are; empty for several types."""
    if setting.choices:
        choices = {choice.lower() for choice in setting.choices}
        return (
            "set to true or false" if choices == {"true", "false"} else "set to one of a few names"
        )
    if _NO_VALUE.search(setting.valid):
        return ""
    told = [told for form, told in _VALUES if form.search(setting.valid)]
    return told[0] if len(told) == 1 else ""


def _switch(setting: Setting) -> str:
    return f'"{setting.default.capitalize()}" by default'


def _state(setting: Setting) -> str:
    """Return what a setting is by default: a state that others share, or a value of its own."""
    if not setting.default or setting.default.lower() in ("true", "false"):
        return ""
    if _STATES.match(setting.default):
        return f'"{setting.default}" by default'
    return f"{_UNASKED}{setting.default}"


def kind_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for one row of a kind; rows of other kinds are wrong."""
    for kinds in kinds_of(page):
        place = Place(shelf, page, kinds.section)
        for told in kinds.told:
            own = [one for one in kinds.members if one.told == told]
            others = [one for one in kinds.members if one.told != told]
            made = 0
            for one in own[MOST * KEYS :] or own[:1]:
                if one.name in _EVERYWHERE:
                    continue
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
                if made == MOST // 2:
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
            Option(
                one.name, _reason(one), place.evidence(one.piece), "right service, wrong feature"
            )
            for one in wrong
        ),
    ]
    rng.shuffle(options)
    key = [number for number, option in enumerate(options) if option.kind is None]
    stem = _asked(kinds, f"which two of these {{kinds}} are {told}?")
    return place.question("multiple_response", stem, options, key, difficulty="easy")


def _reason(one: Member) -> str:
    if one.told.startswith(_UNASKED):
        return f"{one.name} is {one.told.removeprefix(_UNASKED)} by default."
    return f"{one.name} is {one.told}."


def _asked(kinds: Kinds, asked: str) -> str:
    noun = kinds.noun if kinds.noun != "entry" else "setting"
    subject = subject_of(kinds.section)
    of = f" of {subject}" if subject else ""
    filled = asked.replace("{kinds}", plural(noun) + of).replace("{kind}", noun + of)
    return upper_first(filled) if subject else led(kinds.section, filled)
