"""Multiple choice from settings: the default among its own values, and the values it may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.parameters import LONGEST_VALID, Setting, settings_of
from app.practice.generate.topics import asked_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPAN = re.compile(r"[\[(]\s*-?[\d∞.]+,")
_KIND = re.compile(r"\b(?P<kind>integer|float\w*|double|string|boolean|list|dictionary|json)", re.I)


def parameter_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions on defaults and valid values of a page's settings."""
    settings = tuple(settings_of(page))
    for setting in settings:
        question = _default_question(setting, shelf)
        if question is not None:
            yield question
        question = _valid_question(setting, settings, shelf)
        if question is not None:
            yield question


def _default_question(setting: Setting, shelf: Shelf) -> Question | None:
    """Ask which of a setting's own values is its default."""
    if setting.default not in setting.choices:
        return None
    place = Place(shelf, setting.page, setting.table.section)
    evidence = place.evidence(setting.piece)
    return place.choice(
        asked_of(
            setting.table.section,
            setting.noun,
            f"what is the default value of the {setting.noun} {setting.name}?",
        ),
        Candidate(setting.default, f"{setting.name} is {setting.default} by default.", evidence),
        [
            Candidate(
                value,
                f"{value} is a valid value of {setting.name}, but its default is"
                f" {setting.default}.",
                evidence,
                "true but beside the point",
            )
            for value in setting.choices
            if value != setting.default
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
    evidence = place.evidence(setting.piece)
    return place.choice(
        asked_of(
            setting.table.section,
            setting.noun,
            f"which values are valid for the {setting.noun} {setting.name}?",
        ),
        Candidate(_shown(setting), f"Valid values of {setting.name}: {setting.valid}.", evidence),
        [
            Candidate(
                _shown(other),
                f"These are the values of another {setting.noun}, {other.name}.",
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


def _shown(setting: Setting) -> str:
    """Return valid values as an option: the names alone, so that all lists of names look alike."""
    if not setting.choices:
        return setting.valid
    return f"{', '.join(setting.choices[:-1])} or {setting.choices[-1]}"


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
