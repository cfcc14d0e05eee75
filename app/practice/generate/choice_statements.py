"""Multiple choice from what named things do: which capability does this?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.articles import is_smooth
from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import definitions_of
from app.practice.generate.plain import is_cut_off
from app.practice.generate.shelf import core_words
from app.practice.generate.statements import Statement, statements_of
from app.practice.generate.topics import led
from app.practice.generate.words import content_words, overlap, upper_first
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

SAME_SAID = 0.2
"""Share of common words from which two things may do the same."""
_SPEAKS_FOR_ALL = re.compile(r"^(?:(?:Amazon |AWS )?SageMaker(?: AI)?|Inference)$")
"""Names of what everything else belongs to."""
_FULL_NAME = re.compile(r"^(?:Amazon|AWS|SageMaker) ")
_DETAIL = re.compile(r"\d\d|\byou (?:selected|specified|provide)\b")
_MODAL = re.compile(r"(?:must|can|may|should|will|are|is|have|has)\b")
"""How what follows a noun begins that looked like a verb: "requests must"."""
_SHARED = re.compile(r"\b(?:the same|both|this|no longer|no other)\b")
"""What sets a thing against others instead of telling what it does."""
_DETAILS = words("knows skips cancels denies handles controls populates")
"""Verbs of what a thing does among much else: it is not there for it."""
_SIDE_MATTER = re.compile(
    r"^(?:limits?|quotas?|security|pricing|costs?|troubleshooting|status)\b", re.IGNORECASE
)
"""Headings below which a thing's details stand, not what it is there for."""
SAME_TOLD = 0.4
"""Share of common words from which two pages tell the same of a thing."""
LEAST_WORDS = 8
"""Words of what a service does, from which its name can be told."""
_NAMED = {"capability": "SageMaker capability", "service": "AWS service"}


def statement_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per statement; other things of the same kind are wrong."""
    for statement in told_of(page, shelf):
        place = Place(shelf, page, statement.section)
        kind = _NAMED.get(statement.kind, statement.kind)
        if statement.kind in _NAMED and not is_deed(statement):
            continue
        if _is_told_before(statement, shelf):
            continue
        if not statement.section.bullets and statement.kind not in _NAMED:
            continue
        asked = f"which {kind} {statement.said}?"
        known = statement.kind in _NAMED or statement.kind == "API operation"
        stem = upper_first(asked) if known else led(statement.section, asked)
        question = place.choice(
            stem,
            Candidate(shown(statement, shelf), _reason(statement), place.evidence(statement.piece)),
            (*_others(statement, shelf), *_sibling_services(statement, shelf)),
            is_true=partial(_is_said, statement, shelf),
            deciding=(statement.said,),
        )
        if question is not None:
            yield question


def told_of(page: Page, shelf: Shelf) -> Iterator[Statement]:
    """Yield the statements of a page about one thing that others could be taken for.

    On pages of documentation a sentence that introduces a thing calls it by its full name; others
    tell details of the page's own case.
    """
    for statement in statements_of(page, shelf):
        if _SPEAKS_FOR_ALL.search(statement.name) or _MODAL.match(statement.rest):
            continue
        if _SHARED.search(statement.said) or is_cut_off(statement.said):
            continue
        if not is_smooth(statement.said) or _has_second_clause(statement.said):
            continue
        if statement.kind in _NAMED and not _is_introduced(statement):
            continue
        named = statement.kind not in _NAMED or _FULL_NAME.match(statement.name)
        if statement.section.bullets or (named and not _DETAIL.search(statement.rest)):
            yield statement


def _has_second_clause(said: str) -> bool:
    """Whether a statement goes on about something else: "routes a request, a queue keeps it"."""
    parts = said.split(", ")[1:]
    return any(form_of(part.removeprefix("and ")) == "clause" for part in parts)


def _is_introduced(statement: Statement) -> bool:
    """Whether a statement tells what a thing is there for: on pages of documentation, one below a
    heading that names it."""
    if statement.verb in _DETAILS or _SIDE_MATTER.match(statement.section.title):
        return False
    titles = " ".join((statement.page.title, *statement.section.titles))
    return bool(statement.section.bullets) or core_words(statement.name) <= content_words(titles)


def _is_told_before(statement: Statement, shelf: Shelf) -> bool:
    """Whether a page before tells the same of a thing, and asks for it."""
    own = core_words(statement.name)
    here = (statement.page.document.source.path, statement.piece.start)
    return any(
        core_words(other.name) == own
        and (other.page.document.source.path, other.piece.start) < here
        and overlap(other.said, statement.said) > SAME_TOLD
        for other in shelf.facts("statements", statement.page, lambda page: told_of(page, shelf))
    )


def deed_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per statement about a service or capability for what it does."""
    for statement in told_of(page, shelf):
        if statement.kind not in _NAMED or not is_deed(statement):
            continue
        if _is_told_before(statement, shelf):
            continue
        place = Place(shelf, page, statement.section)
        name = shown(statement, shelf)
        question = place.choice(
            f"Which of these does {name} do?",
            Candidate(_deed(statement), _reason(statement), place.evidence(statement.piece)),
            [
                Candidate(
                    _deed(other),
                    f"{_reason(other)} {_reason(statement)}",
                    Place(shelf, other.page, other.section).evidence(other.piece),
                    "wrong service",
                    farness(statement, other, shelf),
                    other.name,
                )
                for other in rivals(statement, shelf)
                if is_deed(other)
            ],
            is_true=partial(_is_done_by, statement.name, shelf),
            deciding=(name,),
        )
        if question is not None:
            yield question


def is_deed(statement: Statement) -> bool:
    """Whether what is said of a thing tells it from others: enough words, and none that lean."""
    return (
        is_smooth(statement.said)
        and len(statement.said.split()) >= LEAST_WORDS
        and not _SHARED.search(statement.said)
    )


def _is_done_by(name: str, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(name, one.text)


def _deed(statement: Statement) -> str:
    return upper_first(statement.said)


def _is_said(statement: Statement, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(one.text, statement.said)


def _sibling_services(statement: Statement, shelf: Shelf) -> Iterator[Candidate]:
    """Yield the services of the same category that a page near it defines."""
    mine = shelf.catalog.named(statement.name)
    if statement.kind != "service" or mine is None:
        return
    found = shelf.facts(
        "definitions", statement.page, lambda page: ((page, d) for d in definitions_of(page))
    )
    for there, other in found:
        theirs = shelf.catalog.named(other.term)
        if theirs is None or theirs is mine or theirs.category != mine.category or not other.verb:
            continue
        if not is_smooth(other.meaning):
            continue
        yield Candidate(
            theirs.name,
            f"{other.term} {other.verb} {other.meaning}. {_reason(statement)}",
            Place(shelf, there, other.section).evidence(other.piece),
            "wrong service",
            2,
        )


def _is_sibling(statement: Statement, other: Statement, shelf: Shelf) -> bool:
    """Whether two services could be taken for each other: of one category, or set against each
    other by the notes."""
    mine, theirs = shelf.catalog.named(statement.name), shelf.catalog.named(other.name)
    if not mine or not theirs:
        return False
    return mine.category == theirs.category or theirs.name in shelf.named_beside(mine)


def shown(statement: Statement, shelf: Shelf) -> str:
    """Return the name of a statement as an option."""
    service = shelf.catalog.named(statement.name) if statement.kind == "service" else None
    if service:
        return service.name
    if statement.kind == "capability":
        bare = statement.name.removeprefix("Amazon ").removeprefix("AWS ")
        return bare if bare.startswith("SageMaker ") else f"SageMaker {bare}"
    return statement.name


def _reason(statement: Statement) -> str:
    return f"{statement.name} {statement.said}."


def rivals(statement: Statement, shelf: Shelf) -> Iterator[Statement]:
    """Yield what is said of other things of the same kind."""
    own = core_words(statement.name)
    for other in shelf.facts("statements", statement.page, lambda page: told_of(page, shelf)):
        theirs = core_words(other.name)
        if other.kind != statement.kind or own <= theirs or theirs <= own:
            continue
        if statement.kind == "service" and not _is_sibling(statement, other, shelf):
            continue
        if overlap(other.said, statement.said) > SAME_SAID:
            continue
        yield other


def farness(statement: Statement, other: Statement, shelf: Shelf) -> int:
    """Return how far another thing is: nearest are services that the notes set against it."""
    mine, theirs = shelf.catalog.named(statement.name), shelf.catalog.named(other.name)
    if statement.kind == "service" and mine and theirs:
        beside = theirs.name in shelf.named_beside(mine) or mine.name in shelf.named_beside(theirs)
        return 0 if beside else 3
    return shelf.remoteness(statement.page, other.page)


def _others(statement: Statement, shelf: Shelf) -> Iterator[Candidate]:
    for other in rivals(statement, shelf):
        yield Candidate(
            shown(other, shelf),
            f"{_reason(other)} {_reason(statement)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "wrong service" if statement.kind == "service" else "right service, wrong feature",
            farness(statement, other, shelf),
        )
