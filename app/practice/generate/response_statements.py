"""Multiple response from statements: what is true of a service or a capability?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.choice_statements import farness, is_deed, rivals, shown, told_of
from app.practice.generate.response_pick import WRONG, Choice, pick
from app.practice.generate.shelf import core_words
from app.practice.generate.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.generate.statements import Statement
    from app.practice.records import Question

SAME_SAID = 0.3
"""Share of common words from which two statements say the same."""
_KINDS = frozenset({"service", "capability"})


def statement_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield a question for each statement of a page and one of a page near it on the same thing."""
    for statement in told_of(page, shelf):
        if statement.kind not in _KINDS or not is_deed(statement):
            continue
        if _is_asked_before(statement, shelf):
            continue
        second = _second(statement, shelf)
        if second is None:
            continue
        place = Place(shelf, page, statement.section)
        name = shown(statement, shelf)
        wrong: list[Choice] = []
        for other in sorted(
            rivals(statement, shelf), key=lambda one: farness(statement, one, shelf)
        ):
            if len(wrong) == 2 * WRONG:
                break
            if any(overlap(f"It {other.said}", one.text) > SAME_SAID for one in wrong):
                continue
            if is_deed(other) and not shelf.said_of(statement.name, other.said):
                wrong.append(_choice(other, shelf))
        question = pick(
            place,
            f"Which statements are true of {name}?",
            [_choice(statement, shelf), _choice(second, shelf)],
            wrong,
        )
        if question is not None:
            yield question


def _is_asked_before(statement: Statement, shelf: Shelf) -> bool:
    """Whether a question on the same thing begins with a statement before this one."""
    own = core_words(statement.name)
    here = (statement.page.document.id, statement.piece.start)
    return any(
        core_words(other.name) == own
        and other.kind == statement.kind
        and is_deed(other)
        and (other.page.document.id, other.piece.start) < here
        for other in shelf.facts("statements", statement.page, lambda page: told_of(page, shelf))
    )


def _second(statement: Statement, shelf: Shelf) -> Statement | None:
    """Return another statement about the same thing that says something else."""
    own = core_words(statement.name)
    for other in shelf.facts("statements", statement.page, lambda page: told_of(page, shelf)):
        if (
            core_words(other.name) == own
            and other.kind == statement.kind
            and is_deed(other)
            and (other.page.document.id, other.piece.start)
            > (statement.page.document.id, statement.piece.start)
            and overlap(other.said, statement.said) < SAME_SAID
        ):
            return other
    return None


def _choice(statement: Statement, shelf: Shelf) -> Choice:
    place = Place(shelf, statement.page, statement.section)
    return Choice(
        f"It {statement.said}",
        f"{statement.name} {statement.said}.",
        place.evidence(statement.piece),
        "wrong service",
    )
