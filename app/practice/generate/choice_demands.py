"""Multiple choice from demands: which requirement, limitation or recommendation applies here?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.demands import Demand, demands_of
from app.practice.generate.topics import according_to
from app.practice.generate.words import content_words, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

MOST_PER_SECTION = 2
"""Questions of one section: more would ask the same with other words."""
SAME_SAID = 0.25
"""Share of common words from which two demands may hold in the same place."""
_ASKED = {
    "requirement": "which requirement applies?",
    "limitation": "which limitation applies?",
    "recommendation": "which practice is recommended?",
}


def demand_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions on what a page demands; what other pages demand is wrong.

    Pages that an outline tells apart name their subjects: what another demands shows at once.
    """
    made: dict[int, int] = {}
    for demand in demands_of(page):
        if demand.section.bullets or made.get(id(demand.section), 0) >= MOST_PER_SECTION:
            continue
        place = Place(shelf, page, demand.section)
        question = place.choice(
            according_to(demand.section, _ASKED[demand.tone]),
            Candidate(demand.said, _reason(demand), place.evidence(demand.piece)),
            _others(demand, shelf),
            is_true=partial(_is_said, demand, shelf),
        )
        if question is not None:
            made[id(demand.section)] = made.get(id(demand.section), 0) + 1
            yield question


def _is_said(demand: Demand, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(demand.section.title, one.text)


def _reason(demand: Demand) -> str:
    return f'A {demand.tone} stated under "{demand.section.title}": {demand.said}.'


def _others(demand: Demand, shelf: Shelf) -> Iterator[Candidate]:
    """Yield demands of the same tone of other pages, that their own page alone states."""
    heading = content_words(" ".join(demand.section.titles))
    stated = [one.said for one in demands_of(demand.page)]
    for other in shelf.facts("demands", demand.page, demands_of):
        if other.page is demand.page or other.tone != demand.tone:
            continue
        if any(overlap(other.said, said) > SAME_SAID for said in stated):
            continue
        near = len(content_words(other.said) & heading)
        yield Candidate(
            other.said,
            f'This belongs to another subject, "{other.section.title}".',
            Place(shelf, other.page, other.section).evidence(other.piece),
            "true but beside the point",
            shelf.remoteness(demand.page, other.page) + (0 if near else 2),
        )
