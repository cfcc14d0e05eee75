"""Drills on tuning: which settings of an algorithm are among those that are tuned?"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.drill_names import Belonging, belongings_of
from app.practice.generate.owners import subject_of
from app.practice.generate.parameters import Setting, settings_of
from app.practice.generate.response_pick import KEYS, WRONG
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_TUNABLE = re.compile(r"^Tunable\b")
MOST = 2
"""Questions of one form about one algorithm."""


@dataclass(frozen=True, slots=True)
class _Tuning:
    """The settings that are tuned, and others of the same algorithm."""

    place: Place
    subject: str
    tuned: tuple[Setting, ...]
    fixed: tuple[Belonging, ...]

    def option(self, one: Setting) -> Option:
        """Return a setting that is tuned as an option."""
        return Option(one.name, self.says(one), self.place.evidence(one.piece))

    def says(self, one: Setting) -> str:
        """Return why a setting is right."""
        return f'{one.name} is listed under "{self.place.section.title}".'

    def lacks(self, one: Belonging) -> str:
        """Return why a setting is wrong."""
        return f'{one.says} It is not listed under "{self.place.section.title}".'


def _tunings(page: Page, shelf: Shelf) -> Iterator[_Tuning]:
    tables: dict[int, list[Setting]] = {}
    for setting in settings_of(page):
        if _TUNABLE.match(setting.section.title):
            tables.setdefault(id(setting.table), []).append(setting)
    for tuned in tables.values():
        section = tuned[0].section
        subject = subject_of(section)
        listed = page.document.text
        fixed = [
            one
            for one in shelf.facts("drill names", page, belongings_of)
            if one.subject == subject and one.noun == "hyperparameter" and one.name not in listed
        ]
        if subject and len(fixed) >= WRONG:
            rng = random.Random(page.document.id + subject)
            rng.shuffle(fixed)
            yield _Tuning(Place(shelf, page, section), subject, tuple(tuned), tuple(fixed))


def tunable_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for two settings that are tuned; three of the same algorithm are wrong."""
    for tuning in _tunings(page, shelf):
        for number in range(MOST):
            right = tuning.tuned[number * KEYS :][:KEYS]
            wrong = tuning.fixed[number * WRONG :][:WRONG]
            if len(right) == KEYS and len(wrong) == WRONG:
                question = _question(tuning, right, wrong, shelf)
                if question is not None:
                    yield question


def _question(
    tuning: _Tuning, right: Sequence[Setting], wrong: Sequence[Belonging], shelf: Shelf
) -> Question | None:
    options = [tuning.option(one) for one in right]
    for one in wrong:
        evidence = Place(shelf, one.page, one.section).evidence(one.piece)
        options.append(
            Option(one.name, tuning.lacks(one), evidence, "right service, wrong feature")
        )
    random.Random(right[0].name + tuning.subject).shuffle(options)
    key = [number for number, option in enumerate(options) if option.kind is None]
    stem = f"Which two of these hyperparameters of {tuning.subject} are among its tunable ones?"
    return tuning.place.question("multiple_response", stem, options, key, difficulty="easy")


def tuned_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for one setting that is tuned."""
    for tuning in _tunings(page, shelf):
        for one in tuning.tuned[MOST * KEYS :][:MOST]:
            question = tuning.place.choice(
                f"Which hyperparameter of {tuning.subject} is among its tunable ones?",
                Candidate(one.name, tuning.says(one), tuning.place.evidence(one.piece)),
                [
                    Candidate(
                        other.name,
                        tuning.lacks(other),
                        Place(shelf, other.page, other.section).evidence(other.piece),
                        "right service, wrong feature",
                    )
                    for other in tuning.fixed
                ],
                difficulty="easy",
            )
            if question is not None:
                yield question
