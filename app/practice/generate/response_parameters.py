"""Multiple response from settings: which are required, and which values one of them takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.parameters import Setting, settings_of
from app.practice.generate.phrasing import plural
from app.practice.generate.response_pick import Choice, pick
from app.practice.generate.topics import according_to, asked_of, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


def parameter_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response questions on a page's settings."""
    settings = tuple(settings_of(page))
    tables: dict[int, list[Setting]] = {}
    for setting in settings:
        tables.setdefault(id(setting.table), []).append(setting)
    for group in tables.values():
        question = _required_question(group, shelf)
        if question is not None:
            yield question
    question = _owner_question(page, settings, shelf)
    if question is not None:
        yield question
    for setting in settings:
        question = _values_question(setting, settings, shelf)
        if question is not None:
            yield question


def _owner_question(page: Page, settings: tuple[Setting, ...], shelf: Shelf) -> Question | None:
    """Ask which settings an algorithm has; those that only others have are wrong."""
    owner = owner_of(settings[0].table.section) if settings else ""
    if not owner or settings[0].noun != "hyperparameter":
        return None
    own = {one.name.lower() for one in settings}
    place = Place(shelf, page, settings[0].table.section)
    others = {
        other.name: other
        for other in shelf.facts("settings", page, settings_of)
        if other.page is not page and other.noun == "hyperparameter"
        if other.name.lower() not in own and owner_of(other.table.section)
    }
    return pick(
        place,
        f"Which of these are hyperparameters of the {owner} algorithm?",
        [
            Choice(
                one.name, f"{one.name} is a hyperparameter of {owner}.", place.evidence(one.piece)
            )
            for one in settings
        ],
        [
            Choice(
                other.name,
                f"{other.name} is a hyperparameter of {owner_of(other.table.section)}.",
                Place(shelf, other.page, other.table.section).evidence(other.piece),
            )
            for other in others.values()
        ],
    )


def _required_question(group: list[Setting], shelf: Shelf) -> Question | None:
    place = Place(shelf, group[0].page, group[0].table.section)
    choices = {
        need: [
            Choice(one.name, f"{one.name} is {need}.", place.evidence(one.piece))
            for one in group
            if one.need == need
        ]
        for need in ("required", "optional")
    }
    noun = plural(group[0].noun)
    for need, other in (("required", "optional"), ("optional", "required")):
        question = pick(
            place,
            according_to(group[0].table.section, f"which of these {noun} are {need}?"),
            choices[need],
            choices[other],
        )
        if question is not None:
            return question
    return None


def _values_question(
    setting: Setting, settings: tuple[Setting, ...], shelf: Shelf
) -> Question | None:
    """Ask which values a setting takes; values that only others take are wrong."""
    if len(setting.choices) < 2:
        return None
    place = Place(shelf, setting.page, setting.table.section)
    own = {value.lower() for value in setting.choices}
    return pick(
        place,
        asked_of(
            setting.table.section,
            setting.noun,
            f"which of these are valid values of the {setting.noun} {setting.name}?",
        ),
        [
            Choice(
                value,
                f"{value} is among the valid values of {setting.name}.",
                place.evidence(setting.piece),
            )
            for value in setting.choices
        ],
        [
            Choice(
                value,
                f"{value} is a value of another {setting.noun}, {other.name}.",
                place.evidence(other.piece),
            )
            for other in settings
            if other is not setting
            for value in other.choices
            if value.lower() not in own
        ],
    )
