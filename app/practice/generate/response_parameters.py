"""Multiple response from settings: which hyperparameters does an algorithm have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.parameters import Setting, settings_of
from app.practice.generate.response_pick import Choice, pick
from app.practice.generate.topics import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


def parameter_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response question on the hyperparameters of a page's algorithm."""
    question = _owner_question(page, tuple(settings_of(page)), shelf)
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
                f"{other.name} is a hyperparameter of {owner_of(other.table.section)} and not of"
                f" {owner}.",
                Place(shelf, other.page, other.table.section).evidence(other.piece),
            )
            for other in others.values()
        ],
    )
