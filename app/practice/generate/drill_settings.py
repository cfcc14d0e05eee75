"""Drills on settings: the default among round numbers or its own values, and what is valid."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.clues import shared_parts, spells_out
from app.practice.generate.matching_sets import Pair
from app.practice.generate.near_numbers import near_values
from app.practice.generate.owners import subject_of
from app.practice.generate.pairing import pairing_questions
from app.practice.generate.parameters import LONGEST_VALID, Setting, settings_of
from app.practice.generate.phrasing import Wording
from app.practice.generate.response_pick import KEYS, WRONG
from app.practice.generate.topics import led
from app.practice.generate.words import kind_of_value, upper_first
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_SWITCH = re.compile(r".*\b(?:true|false)\b", re.IGNORECASE)
LEAST_APART = 10
APART = 0.15
"""Share of a value by which another one must differ."""
LARGEST = 100
"""The greatest bound of a range that is remembered and not looked up."""
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPAN = re.compile(r"[\[(]\s*-?[\d∞.]+,")
_NOTHING = re.compile(r"^(?:none|null|auto|-)$", re.IGNORECASE)
_LOOKED_UP = re.compile(
    r"\b(?:seeds?|random state|epsilon|eps|tol\w*|restarts?|alpha0|nthread|threads?|verbos\w*"
    r"|sketch\w*|betas?"
    r"|rho|delta|sigma|scale|moment|initiali[sz]\w*|init|prefix|image|label\w*|column|regex|path)\b",
    re.IGNORECASE,
)
"""Settings whose defaults are looked up and hardly known."""
_TINY = re.compile(r"^0?\.000")
"""Defaults of which nobody remembers how many noughts they have."""
_RULE = "the Debugger rule "
_LIMITS = re.compile(r"\b(?:threshold|patience|ratio|percent\w*)\b", re.IGNORECASE)
"""What a rule is known by."""
_KNOWN = re.compile(
    r"\b(?:epochs?|batch size|learning rate|optimizer|dropout|momentum|max depth|layers?|patience"
    r"|early stopping|eta|trees|rounds|metric)\b",
    re.IGNORECASE,
)
"""Names that say by themselves what a setting is."""


def default_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the defaults of a page's settings."""
    for setting in settings_of(page):
        if is_known(setting):
            question = _default_question(setting, shelf)
            if question is not None:
                yield question


def default_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match the settings of one table with their defaults."""
    tables: dict[int, list[Setting]] = {}
    for setting in settings_of(page):
        if setting.default and is_known(setting) and not _NOTHING.match(setting.default):
            tables.setdefault(id(setting.table), []).append(setting)
    for group in tables.values():
        place = Place(shelf, page, group[0].section)
        values = Counter(one.default for one in group)
        pairs = [
            Pair(one.name, one.default, f"{one.name} is {one.default} by default.",
                 place.evidence(one.piece))
            for one in group
            if values[one.default] == 1 and one.default.lower() not in ("true", "false")
        ]  # fmt: skip
        stem = _asked(group[0], f"match each default value with the right {group[0].noun}{{of}}.")
        yield from pairing_questions(place, pairs, stem)


def is_known(setting: Setting) -> bool:
    """Whether the default of a setting is worth knowing: that of a batch size, not of a seed."""
    told = f"{setting.name.replace('_', ' ')} {setting.meaning}"
    if subject_of(setting.section).startswith(_RULE) and not _LIMITS.search(told):
        return False
    known = setting.meaning or setting.choices or _KNOWN.search(told)
    return bool(known) and not _LOOKED_UP.search(told) and not _TINY.match(setting.default)


def valid_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the values that a page's settings may have."""
    settings = tuple(settings_of(page))
    for setting in settings:
        question = _valid_question(setting, settings, shelf)
        if question is not None:
            yield question


def _default_question(setting: Setting, shelf: Shelf) -> Question | None:
    place = Place(shelf, setting.page, setting.section)
    evidence = place.evidence(setting.piece)
    fact = f"{setting.name} is {setting.default} by default"
    if setting.default in setting.choices:
        others = tuple(value for value in setting.choices if value != setting.default)
        said = "{value} is a valid value of {name}, but the default is {default}."
    elif kind_of_value(setting.default) == "number":
        others = near_values(setting.default, random.Random(setting.name), setting.bounds)
        if any(_is_too_near(setting.default, value) for value in others):
            return None
        said = "{name} is {default} by default, not {value}."
    else:
        return None
    what = _explained(setting, shelf)
    return place.choice(
        _asked(setting, f"what is the default of the {setting.noun} {what}{{of}}?"),
        Candidate(setting.default, f"{fact}.", evidence),
        [
            Candidate(
                value,
                said.format(value=value, name=setting.name, default=setting.default),
                evidence,
                "true but beside the point",
            )
            for value in others
        ],
        difficulty="easy",
        deciding=(setting.name, subject_of(setting.section)),
    )


def _is_too_near(default: str, value: str) -> bool:
    """Whether nobody remembers one of two values and not the other: 11 for 10."""
    own, other = float(default.replace(",", "")), float(value.replace(",", ""))
    return own >= LEAST_APART and abs(own - other) < APART * own


def _valid_question(
    setting: Setting, settings: tuple[Setting, ...], shelf: Shelf
) -> Question | None:
    """Ask which values a setting may have; the values of others of another kind are wrong."""
    if not _is_askable(setting):
        return None
    place = Place(shelf, setting.page, setting.section)
    fact = f"Valid values of {setting.name}: {setting.valid}."
    what = _explained(setting, shelf)
    return place.choice(
        _asked(setting, f"which values may the {setting.noun} {what}{{of}} have?"),
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


def values_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions for two values of a setting; those of others of its table are wrong."""
    settings = [one for one in settings_of(page) if one.choices and not _SWITCH.match(one.valid)]
    for setting in settings:
        known = {value.lower() for value in setting.choices}
        own = [value for value in setting.choices if not shared_parts(setting.name, value)]
        others = {
            value: other
            for other in settings
            if other.table is setting.table
            for value in other.choices
            if value.lower() not in known
        }
        if len(own) >= KEYS and len(others) >= WRONG and len(known) == len(setting.choices):
            question = _values_question(setting, own, others, Place(shelf, page, setting.section))
            if question is not None:
                yield question


def _values_question(
    setting: Setting, own: Sequence[str], others: Mapping[str, Setting], place: Place
) -> Question | None:
    """Ask which two values a setting may have."""
    rng = random.Random(f"{place.page.document.id}{setting.section.title}{setting.name}")
    evidence = place.evidence(setting.piece)
    options = [
        Option(value, f'"{value}" is a value of {setting.name}.', evidence)
        for value in rng.sample(own, KEYS)
    ]
    for value in rng.sample(sorted(others), WRONG):
        other = others[value]
        reason = f'"{value}" is a value of {other.name}, not of {setting.name}.'
        quoted = place.evidence(other.piece)
        options.append(Option(value, reason, quoted, "right service, wrong feature"))
    rng.shuffle(options)
    key = [number for number, option in enumerate(options) if option.kind is None]
    what = _explained(setting, place.shelf)
    stem = _asked(setting, f"which two of these are values of the {setting.noun} {what}{{of}}?")
    return place.question(
        "multiple_response", stem, options, key, difficulty="easy", deciding=(setting.name,)
    )


def _explained(setting: Setting, shelf: Shelf) -> str:
    """Return a setting's name with what it is: `k (the number of required clusters)`."""
    said = Wording(shelf.is_name).inside(setting.meaning)
    return (
        f"{setting.name} ({said})" if said and not spells_out(setting.name, said) else setting.name
    )


def _asked(setting: Setting, question: str) -> str:
    """Return a question with the algorithm whose setting it is, or the heading of its table;
    `{of}` is where the algorithm is named."""
    subject = subject_of(setting.section)
    if not subject:
        return led(setting.section, question.replace("{of}", ""))
    return upper_first(question.replace("{of}", f" of {subject}"))


def _shown(setting: Setting) -> str:
    """Return valid values as an option: names in quotes, so that all lists of names look alike."""
    if not setting.choices:
        return setting.valid
    *before, last = (f'"{choice}"' for choice in setting.choices)
    return f"{', '.join(before)} or {last}"


def _is_askable(setting: Setting) -> bool:
    valid = setting.valid
    numbers = _numbers(valid)
    return (
        3 < len(valid) <= LONGEST_VALID
        and (not numbers or max(numbers) <= LARGEST)
        and (bool(_DIGITS.search(valid)) or len(setting.choices) > 1)
        and not valid.endswith(",")
        and valid.count("(") == valid.count(")")
    )


def _excludes(valid: str, other: str) -> bool:
    """Whether one set of values could be taken for another and is not: another range of numbers, or
    other names."""
    numbers, theirs = _numbers(valid), _numbers(other)
    if not numbers or not theirs:
        return not numbers and not theirs and _SPAN.search(valid) is None
    return numbers != theirs and len(numbers) == len(theirs)


def _numbers(valid: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(valid)]
