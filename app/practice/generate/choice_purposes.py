"""Multiple choice from purposes: what is used for this aim?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.purposes import Purpose, purposes_of
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import topic
from app.practice.generate.words import overlap, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

SAME_AIM = 0.25
"""Share of common words from which two aims may be served by each other's tool."""
_ADDED = re.compile(
    r"\s(?:as|on|in|from|with|for|and|or|to)\s|^\(|\b(?:page|tab|button|list|icon)\b"
)
"""A tool with something said of it, or a part of a window."""
_ARTICLE = re.compile(r"^(?:the|an?|your) ", re.IGNORECASE)


def purpose_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per purpose; what serves other aims is wrong."""
    for purpose in purposes_of(page):
        kind = looks(purpose.tool)
        if kind == "noun" or _ADDED.search(purpose.tool):
            continue
        if kind == "name" and not purpose.section.bullets:
            continue
        place = Place(shelf, page, purpose.section)
        stem = f'On "{topic(purpose.section)}": what is used {purpose.link} {purpose.aim}?'
        question = place.choice(
            stem,
            Candidate(shown(purpose), _reason(purpose), place.evidence(purpose.piece)),
            _others(purpose, shelf),
            is_true=partial(_is_said, purpose, shelf),
            deciding=(purpose.aim,),
        )
        if question is not None:
            yield question


def _is_said(purpose: Purpose, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(one.text, purpose.aim)


def shown(purpose: Purpose) -> str:
    """Return a tool as an option."""
    tool = purpose.tool
    bare = _ARTICLE.sub("", tool)
    return bare if bare[:1].isupper() else tool


def looks(tool: str) -> str:
    """Return what a tool looks like: an identifier, a name, or a description."""
    bare = _ARTICLE.sub("", tool)
    first = bare.split()[0]
    if "_" in bare or "." in bare or any(c.isupper() for c in first[2:] if not first.isupper()):
        return "code"
    return "name" if bare[:1].isupper() else "noun"


def _reason(purpose: Purpose) -> str:
    tool = upper_first(purpose.tool)
    return f"{tool}: used {purpose.link} {purpose.aim}."


def _others(purpose: Purpose, shelf: Shelf) -> Iterator[Candidate]:
    own = core_words(purpose.tool)
    for other in shelf.facts("purposes", purpose.page, purposes_of):
        theirs = core_words(other.tool)
        if _ADDED.search(other.tool) or not shelf.are_alike(purpose.page, other.page):
            continue
        if own <= theirs or theirs <= own or looks(other.tool) != looks(purpose.tool):
            continue
        if overlap(other.aim, purpose.aim) > SAME_AIM:
            continue
        yield Candidate(
            shown(other),
            _reason(other),
            Place(shelf, other.page, other.section).evidence(other.piece),
            "right service, wrong feature",
            0
            if other.section is purpose.section
            else 1 + shelf.remoteness(purpose.page, other.page),
        )
