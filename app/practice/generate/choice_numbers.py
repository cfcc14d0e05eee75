"""Multiple choice from numbers in sentences: limits and defaults."""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.blanks import LABEL
from app.practice.generate.near_values import EVERYTHING, near_values
from app.practice.generate.parameters import noun_of
from app.practice.generate.tables import TableView
from app.practice.generate.topics import according_to, asked_of
from app.practice.generate.words import (
    bare_numbers,
    content_words,
    kind_of_value,
    magnitude,
    overlap,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

BLANK = "____"
_UNIT = (
    r"(?:milliseconds?|ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bytes?"
    r"|[KMGTP]i?B|percent|characters|instances|models|containers|records|requests|rows|columns"
    r"|objects|files|jobs|labels|classes|workers|shards|variants|images|steps|tags|pipelines"
    r"|tokens|partitions|epochs|attempts|retries|nodes|GPUs|vCPUs|clusters|endpoints|layers|versions"
    r"|policies|subnets|streams|events|items|entries|rules|statements|metrics|dimensions|categories"
    r"|iterations|keys|topics|samples|observations|documents|pages|languages|words|users|accounts"
    r"|projects|notebooks|queries|connections|concurrent requests|invocations)"
)
_VALUE = re.compile(
    rf"(?:(?P<cue>up to|at most|at least|a maximum of|maximum of|a minimum of|minimum of"
    rf"|no more than|within|after|every|for|is|of|exceeds?|default(?:s)? to|about|than|between) )"
    rf"(?P<value>\d[\d,]*(?:\.\d+)?(?: to \d[\d,]*)? ?{_UNIT}|\d[\d,.]*%)(?![\w-])",
)
_LIMITING = re.compile(
    r"\b(?:up to|at most|at least|maximum|minimum|no more than|limit(?:ed)?|default|within|quota"
    r"|every|retain\w*|kept|expires?|time(?:s)? ?out|longest|shortest|largest|smallest|exceeds?)\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\b(?:fits|example|suppose|assume|worked|USD|figure|screenshot|this|these|those|it"
    r"|they|we"
    r"|their|here|above|below|following|image shows|compared|ratio|as of|ended?)\b|[=|]",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"\bDefault(?: value)?: ?(?P<value>[^\s,;()\"“]+(?: [a-z]+)?)(?=$|\.?\s*$|[.;,] )"
)
_FLAG = re.compile(r"\b0 or 1\b|\b0/1\b|\b1 or 0\b|\btrue or false\b", re.IGNORECASE)
_RANGE = re.compile(r"[\[(] ?(?P<least>[^,\[\]()\s]{1,10}), ?(?P<most>[^,\[\]()\s]{1,10}) ?[\])]")
_IN_A_WINDOW = re.compile(
    r"^(?:choose|select|enter|click|type|for [A-Z]|in the|on the|under|if you|run|open|see)\b",
    re.IGNORECASE,
)
"""How a step in a console begins."""
LEAST_APART = 0.06
"""Powers of ten between two numbers: 900 seconds and 15 minutes are one, 1 MB and 1 MiB nearly."""
FARTHEST = 1.1
"""Powers of ten up to which another number could be taken for the right one."""
SAME_ABOUT = 0.5
LONGEST_SENTENCE = 230
SHORTEST_SENTENCE = 45


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence or a cell states."""

    page: Page
    section: Section
    piece: Piece
    value: str
    about: str
    """The sentence with a blank in place of the value, or the name whose default it is."""
    is_default: bool = False
    noun: str = "parameter"
    """What a named default is the default of."""
    bounds: tuple[float, float] = EVERYTHING
    """Between which values a named default may lie."""

    @property
    def kind(self) -> str:
        """What the value measures; for counts, what is counted."""
        kind = kind_of_value(self.value)
        unit = self.value.split()[-1].rstrip("s") if kind == "count" else ""
        return f"{kind} {unit}".strip()


def figures_of(page: Page) -> Iterator[Figure]:
    """Yield the limits and defaults that a page states in numbers."""
    for sentence in page.statements:
        text = LABEL.sub("", sentence.text)
        if _IN_A_WINDOW.match(text) or text.startswith("Some "):
            continue
        if not SHORTEST_SENTENCE <= len(text) <= LONGEST_SENTENCE or _CASE.search(text):
            continue
        found = list(_VALUE.finditer(text))
        if len(found) == 1 and len(bare_numbers(text)) == len(bare_numbers(found[0]["value"])):
            if not _LIMITING.search(text) or not text[0].isupper() or text[-1] not in ".":
                continue
            match = found[0]
            about = f"{text[: match.start('value')]}{BLANK}{text[match.end('value') :]}"
            yield Figure(page, sentence.section, sentence.piece, match["value"], about)
    for table in page.tables:
        if TableView(table).is_inventory:
            continue
        for row in table.rows:
            default = _DEFAULT.search(row.cells[-1])
            if default and len(row.name) <= 60 and " " not in row.name:
                value = default["value"].rstrip(".")
                if kind_of_value(value) == "number":
                    yield Figure(
                        page,
                        table.section,
                        row.line,
                        value,
                        row.name,
                        is_default=True,
                        noun=noun_of(page, table),
                        bounds=_bounds(row.cells[-1]),
                    )


def _bounds(told: str) -> tuple[float, float]:
    """Return the least and the greatest valid value that a description states."""
    if _FLAG.search(told):
        return (0, 1)
    match = _RANGE.search(told)
    if match is None:
        return EVERYTHING
    least, most = match["least"], match["most"]
    return (float(least) if _is_number(least) else -math.inf,
            float(most) if _is_number(most) else math.inf)  # fmt: skip


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text) is not None


def number_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per figure; wrong numbers are other figures of the same page and unit,
    and the round numbers nearby."""
    own = tuple(figures_of(page))
    for figure in own:
        place = Place(shelf, page, figure.section)
        question = place.choice(
            _stem(figure),
            Candidate(figure.value, _reason(figure), place.evidence(figure.piece)),
            _others(figure, own, place),
            difficulty="easy",
            deciding=(figure.about,),
        )
        if question is not None:
            yield question


def _stem(figure: Figure) -> str:
    if figure.is_default:
        asked = f"what is the default value of the {figure.noun} {figure.about}?"
        return asked_of(figure.section, figure.noun, asked)
    said = figure.about
    return f"{according_to(figure.section, 'which value completes this statement?')} {said}"


def _reason(figure: Figure) -> str:
    if figure.is_default:
        return f"The default value of {figure.about} is {figure.value}."
    return f"{figure.about.replace(BLANK, figure.value)}"


def _others(figure: Figure, own: tuple[Figure, ...], place: Place) -> Iterator[Candidate]:
    subject = " ".join(sorted(content_words(figure.about) - {BLANK}))
    evidence = place.evidence(figure.piece)
    for other in own:
        if not _could_be_taken(figure, other) or _true_too(subject, other.value, place.shelf):
            continue
        yield Candidate(
            other.value,
            f"This number belongs elsewhere: {_reason(other)}",
            Place(place.shelf, other.page, other.section).evidence(other.piece),
            "right service, wrong feature",
        )
    for value in near_values(figure.value, random.Random(figure.about), figure.bounds):
        if not _true_too(subject, value, place.shelf):
            yield Candidate(
                value,
                f"The text says otherwise: {_reason(figure)}",
                evidence,
                "true but beside the point",
                distance=1,
            )


def _could_be_taken(figure: Figure, other: Figure) -> bool:
    """Whether another figure of the page measures the same in the same unit and is not far off."""
    if other.piece is figure.piece or other.is_default != figure.is_default:
        return False
    if other.kind != figure.kind or other.value == figure.value or figure.is_default:
        return False
    if len(bare_numbers(other.value)) != len(bare_numbers(figure.value)):
        return False
    near = abs(magnitude(other.value) - magnitude(figure.value))
    return (
        overlap(other.about, figure.about) <= SAME_ABOUT
        and LEAST_APART <= near <= FARTHEST
        and _unit(other.value) == _unit(figure.value)
    )


def _unit(value: str) -> str:
    return value.rstrip("s").rpartition(" ")[2] if " " in value else value[-1:]


def _true_too(subject: str, value: str, shelf: Shelf) -> bool:
    """Whether a sentence about the same things states the other value."""
    return shelf.said_of(value, subject)
