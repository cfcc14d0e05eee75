"""Drills on settings: the default among round numbers or its own values, and what is valid."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.near_numbers import near_values
from app.practice.generate.parameters import LONGEST_VALID, Setting, settings_of
from app.practice.generate.topics import led, owner_of
from app.practice.generate.words import kind_of_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPAN = re.compile(r"[\[(]\s*-?[\d∞.]+,")
_KIND = re.compile(r"\b(?P<kind>integer|float\w*|double|string|boolean|list|dictionary|json)", re.I)


def default_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the defaults of a page's settings."""
    for setting in settings_of(page):
        question = _default_question(setting, shelf)
        if question is not None:
            yield question


def valid_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the values that a page's settings may have."""
    settings = tuple(settings_of(page))
    for setting in settings:
        question = _valid_question(setting, settings, shelf)
        if question is not None:
            yield question


def _default_question(setting: Setting, shelf: Shelf) -> Question | None:
    place = Place(shelf, setting.page, setting.table.section)
    evidence = place.evidence(setting.piece)
    fact = f"{setting.name} is {setting.default} by default."
    if setting.default in setting.choices:
        others = tuple(value for value in setting.choices if value != setting.default)
        said = "{value} is a valid value of {name}, but its default is another: {fact}"
    elif kind_of_value(setting.default) == "number":
        others = near_values(setting.default, random.Random(setting.name), setting.bounds)
        said = "The text says otherwise: {fact}"
    else:
        return None
    return place.choice(
        _asked(setting, f"what is the default value of the {setting.noun} {setting.name}?"),
        Candidate(setting.default, fact, evidence),
        [
            Candidate(
                value,
                said.format(value=value, name=setting.name, fact=fact),
                evidence,
                "true but beside the point",
            )
            for value in others
        ],
        difficulty="easy",
        deciding=(setting.name,),
    )


def _valid_question(
    setting: Setting, settings: tuple[Setting, ...], shelf: Shelf
) -> Question | None:
    """Ask which values a setting may have; the values of others of another kind are wrong."""
    if not _is_askable(setting):
        return None
    place = Place(shelf, setting.page, setting.table.section)
    fact = f"Valid values of {setting.name}: {setting.valid}."
    return place.choice(
        _asked(setting, f"which values are valid for the {setting.noun} {setting.name}?"),
        Candidate(_shown(setting), fact, place.evidence(setting.piece)),
        [
            Candidate(
                _shown(other),
                f"These are the values of another {setting.noun}, {other.name}. {fact}",
                place.evidence(other.piece),
                "right service, wrong feature",
                0 if other.table is setting.table else 1,
            )
            for other in settings
            if _is_askable(other) and _excludes(setting.valid, other.valid)
        ],
        difficulty="easy",
        deciding=(setting.name,),
    )


def _asked(setting: Setting, question: str) -> str:
    """Return a question with the algorithm whose setting it is, or the heading of its table."""
    section: Section = setting.table.section
    owner = owner_of(section)
    return f"For the {owner} algorithm, {question}" if owner else led(section, question)


def _shown(setting: Setting) -> str:
    """Return valid values as an option: names in quotes, so that all lists of names look alike."""
    if not setting.choices:
        return setting.valid
    *before, last = (f'"{choice}"' for choice in setting.choices)
    return f"{', '.join(before)} or {last}"


def _is_askable(setting: Setting) -> bool:
    valid = setting.valid
    return (
        3 < len(valid) <= LONGEST_VALID
        and (bool(_DIGITS.search(valid)) or len(setting.choices) > 1)
        and not valid.endswith(",")
        and valid.count("(") == valid.count(")")
    )


def _excludes(valid: str, other: str) -> bool:
    """Whether one set of values could be taken for another and is not: another range of numbers of
    the same kind, or other names."""
    numbers, theirs = _numbers(valid), _numbers(other)
    if not numbers or not theirs:
        return not numbers and not theirs and _SPAN.search(valid) is None
    return _kind(valid) == _kind(other) and numbers != theirs and len(numbers) == len(theirs)


def _numbers(valid: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(valid)]


def _kind(valid: str) -> str:
    match = _KIND.search(valid)
    return match["kind"].lower()[:5] if match else ""
