"""Multiple choice from times and sizes in sentences: which value completes this statement?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_limits import ELSEWHERE, multiples_of
from app.practice.generate.clauses import form_of
from app.practice.generate.near_values import Value, value_of
from app.practice.generate.plain import LABEL
from app.practice.generate.topics import led
from app.practice.generate.words import bare_numbers, content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

BLANK = "____"
_UNIT = r"(?:milliseconds?|seconds?|minutes?|hours?|days?|months?|years?|bytes|[KMGTP]i?B)"
_VALUE = re.compile(
    rf"(?:up to|at most|a maximum of|maximum of|no more than|within|exceeds?|for) "
    rf"(?P<value>\d[\d,]* {_UNIT})(?![\w/-])"
)
_KNOWN = re.compile(
    r"\b(?:payloads?|requests?|responses?|records?|messages?|items?|objects?|invocations?|timeouts?"
    r"|time-?out|keeps?|kept|retains?|retention|expires?|processing|runs?|encrypts|endpoints?)\b",
    re.IGNORECASE,
)
"""What a candidate knows the limits of."""
_CASE = re.compile(
    r"\b(?:fits|example|suppose|assume|worked|USD|figure|screenshot|this|these|those|it|they|we"
    r"|their|here|above|below|following|compared|ratio|as of|ended?|older?|was|were|about|default"
    r"|can take|enabling|delay\w*"
    r"|quota|account|recommend\w*|minimum|free|trial|twice|once|documentation|discouraged)\b|[=|]",
    re.IGNORECASE,
)
_LIMITING = re.compile(
    r"\b(?:up to|at most|maximum|no more than|limit(?:ed)?|retain\w*|kept|keeps?|expires?"
    r"|time(?:s)? ?out|longest|largest|exceeds?|within)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"(?:so|because|since|when|if)\b")
"""How a part begins that tells why the value matters, or when it holds."""
LONGEST_SENTENCE = 220
SHORTEST_SENTENCE = 45


@dataclass(frozen=True, slots=True)
class Figure:
    """A time or a size that a sentence states."""

    page: Page
    section: Section
    piece: Piece
    value: Value
    said: str
    """The sentence."""
    about: str
    """The sentence with a blank in place of the value."""


def figures_of(page: Page) -> Iterator[Figure]:
    """Yield the limits that a page states in sentences with one number."""
    for sentence in page.statements:
        text = LABEL.sub("", sentence.text)
        if not SHORTEST_SENTENCE <= len(text) <= LONGEST_SENTENCE or _CASE.search(text):
            continue
        found = list(_VALUE.finditer(text))
        if len(found) != 1 or len(bare_numbers(text)) != 1 or not _KNOWN.search(text):
            continue
        if not _LIMITING.search(text) or not text[0].isupper() or not text.endswith("."):
            continue
        if has_second_claim(text):
            continue
        match = found[0]
        value = value_of(match["value"])
        if value:
            about = f"{text[: match.start('value')]}{BLANK}{text[match.end('value') :]}"
            yield Figure(page, sentence.section, sentence.piece, value, text, about)


def has_second_claim(sentence: str) -> bool:
    """Whether a sentence also says something of another thing: "a speed increase takes time,
    charges may apply". A reason or a consequence is no second claim."""
    parts = sentence.rstrip(".").split(", ")[1:]
    return any(
        form_of(part.removeprefix("and ")) == "clause" and not _REASON.match(part) for part in parts
    )


def number_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per figure; wrong values are those of other sentences, and multiples.

    A figure of a page without tags is for a drill, which asks for it as a blank.
    """
    everywhere = tuple(shelf.facts("figures", page, figures_of))
    for figure in figures_of(page):
        if not figure.section.bullets:
            continue
        place = Place(shelf, page, figure.section)
        question = place.choice(
            led(figure.section, f"which value completes this statement? {figure.about}"),
            Candidate(figure.value.text, figure.said, place.evidence(figure.piece)),
            _others(figure, everywhere, place),
            difficulty="easy",
            deciding=(figure.about,),
        )
        if question is not None:
            yield question


def _others(figure: Figure, everywhere: tuple[Figure, ...], place: Place) -> Iterator[Candidate]:
    subject = " ".join(sorted(content_words(figure.about) - {BLANK}))
    for other in everywhere:
        if figure.value.could_be(other.value) and not place.shelf.said_of(
            other.value.text, subject
        ):
            yield Candidate(
                other.value.text,
                f"This value belongs elsewhere: {other.said} Here: {figure.said}",
                Place(place.shelf, other.page, other.section).evidence(other.piece),
                "right service, wrong feature",
                0 if other.page is figure.page else ELSEWHERE,
            )
    fact = figure.said.rstrip(".")
    for one in multiples_of(figure.value, fact, place.evidence(figure.piece)):
        if not place.shelf.said_of(one.text, subject):
            yield one
