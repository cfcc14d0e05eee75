"""Multiple choice from conditions: what is done, or what happens, in this case?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.conditions import Condition, conditions_of
from app.practice.generate.topics import topic
from app.practice.generate.words import content_words, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

SAME_CASE = 0.3
"""Share of common words from which two cases may call for each other's outcome."""
_ASKED = {
    "do": "what should be done",
    "must": "what must you do",
    "can": "what can you do",
    "clause": "what is true",
}


def condition_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per condition; the outcomes of other cases are wrong."""
    for condition in conditions_of(page):
        place = Place(shelf, page, condition.section)
        question = place.choice(
            _stem(condition),
            Candidate(outcome_shown(condition), told(condition), place.evidence(condition.piece)),
            _others(condition, shelf),
            is_true=partial(_is_said, condition, shelf),
            deciding=(condition.case,),
        )
        if question is not None:
            yield question


def _is_said(condition: Condition, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(condition.case, one.text)


def _stem(condition: Condition) -> str:
    case = f"{condition.link} {condition.case}"
    return f'On "{topic(condition.section)}": {_ASKED[condition.form]} {case}?'


def outcome_shown(condition: Condition) -> str:
    """Return an outcome as an option; what begins with an identifier keeps it as it is."""
    outcome = condition.outcome
    is_code = re.match(r"[a-z]+(?:[A-Z_]|\.\w)", outcome)
    return outcome if is_code else outcome[0].upper() + outcome[1:]


def told(condition: Condition) -> str:
    """Return a condition as a sentence."""
    link, outcome = condition.link.capitalize(), condition.outcome
    said = {"must": f"you must {outcome}", "can": f"you can {outcome}"}.get(condition.form, outcome)
    return f"{link} {condition.case}, {said}."


def _others(condition: Condition, shelf: Shelf) -> Iterator[Candidate]:
    for other in shelf.facts("conditions", condition.page, conditions_of):
        if other.piece is condition.piece and other.page is condition.page:
            continue
        if condition.section.bullets and other.page is not condition.page:
            continue
        if _form(other) != _form(condition) or other.outcome == condition.outcome:
            continue
        if overlap(other.case, condition.case) > SAME_CASE:
            continue
        yield Candidate(
            outcome_shown(other),
            f"This belongs to another case: {told(other)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "true but beside the point",
            _distance(condition, other, shelf) + (0 if _common(condition, other) else 2),
        )


def _form(condition: Condition) -> str:
    """Return the grammar of an outcome: what is to be done reads alike in all three forms."""
    return "clause" if condition.form == "clause" else "act"


def _common(condition: Condition, other: Condition) -> frozenset[str]:
    """Return what an outcome has in common with the case it is to be wrong for."""
    about = f"{condition.section.title} {condition.case} {condition.outcome}"
    return content_words(other.outcome) & content_words(about)


def _distance(condition: Condition, other: Condition, shelf: Shelf) -> int:
    same = other.section is condition.section
    return 0 if same else 1 + shelf.remoteness(condition.page, other.page)
