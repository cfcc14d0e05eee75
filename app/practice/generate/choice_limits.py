"""Multiple choice from tables of limits: how large or how long may it be?"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.articles import articled, is_smooth
from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.near_values import Value, multiples, value_of
from app.practice.generate.phrasing import Wording
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import led

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Evidence, Question

LEAST_WORDS = 2
"""Words of a label that names no owner: "payload" alone does not say of what."""
_COUNTED = re.compile(r"\bquotas?\b|\bdefault\b", re.IGNORECASE)
"""Tables of what an account is allowed, which is looked up."""
_KNOWN = re.compile(
    r"\b(?:payload|request|response|record|message|image|file|size|time|timeout|duration|window"
    r"|retention|kept|life|age|history|processing)\b",
    re.IGNORECASE,
)
"""What a candidate knows the limits of."""
_MEASURED = re.compile(
    r"^[\w -]*\b(?:size|time|timeout|duration|window|retention|life|age|history)\b"
)
"""A label that begins with what is limited, of which there is one."""
MOST_MULTIPLES = 2
"""Wrong values that no row states."""
ELSEWHERE = 3
"""How far the values of other pages are: farther than those of the table, and than multiples."""
_IS_LIMIT = re.compile(r"^(?:maximum|minimum|longest|largest|shortest|smallest|highest)\b", re.I)
"""How a label begins that says what kind of limit it is."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One row of a table of limits: a time or a size."""

    page: Page
    table: Table
    row: Row
    owner: str
    value: Value

    @property
    def of(self) -> str:
        """Whose limit it is, behind its label; empty where the heading says so."""
        return "" if self.owner == self.table.section.title else f" of {self.owner}"


def limits_of(page: Page) -> Iterator[Limit]:
    """Yield the times and sizes that a page's tables of limits list."""
    for table in page.tables:
        view = TableView(table)
        told = f"{table.section.title} {table.header.name}"
        if not view.limits_of or view.is_invented or _COUNTED.search(told):
            continue
        for row in table.rows:
            value = value_of(row.cells[1])
            known = view.limits_of != table.section.title or _KNOWN.search(row.name)
            if value and known and names_one_thing(row) and not _COUNTED.search(row.name):
                yield Limit(page, table, row, view.limits_of, value)


def limit_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question for each limit; wrong values are other limits, and round multiples."""
    everywhere = tuple(shelf.facts("limits", page, limits_of))
    words = Wording(shelf.is_name)
    for limit in limits_of(page):
        if shelf.wording_of(page, limit.table) is not None:
            continue
        place = Place(shelf, page, limit.table.section)
        label = words.inside(limit.row.name)
        if (not limit.of and len(label.split()) < LEAST_WORDS) or not is_smooth(label):
            continue
        limits = f"the {label}" if _IS_LIMIT.match(label) else f"the limit for {_one(label)}"
        question = place.choice(
            led(limit.table.section, f"what is {limits}?"),
            Candidate(limit.value.text, f"{_fact(limit, words)}.", place.evidence(limit.row.line)),
            wrong_values(limit, everywhere, words, shelf),
            difficulty="easy",
            deciding=(label,),
        )
        if question is not None:
            yield question


def _one(label: str) -> str:
    """Return a label with its article: "an image sent as bytes", "the record size"."""
    phrase = articled(label)
    return f"the {label}" if phrase == label or _MEASURED.search(label) else phrase


def wrong_values(
    limit: Limit, everywhere: tuple[Limit, ...], words: Wording, shelf: Shelf
) -> list[Candidate]:
    """Return what other rows state in the same unit, and at most two multiples of the value."""
    fact = _fact(limit, words)
    own = {one.value.number for one in everywhere if one.row.name == limit.row.name}
    stated = [
        Candidate(
            other.value.text,
            f"{_fact(other, words)}; {fact}.",
            Place(shelf, other.page, other.table.section).evidence(other.row.line),
            "right service, wrong feature"
            if other.owner == limit.owner
            else "true but beside the point",
            0 if other.table is limit.table else ELSEWHERE,
        )
        for other in everywhere
        if limit.value.could_be(other.value) and other.value.number not in own
    ]
    place = Place(shelf, limit.page, limit.table.section)
    return [*stated, *multiples_of(limit.value, fact, place.evidence(limit.row.line))]


def multiples_of(value: Value, fact: str, evidence: Evidence) -> list[Candidate]:
    """Return wrong values that no text states: each with how it relates to the right one."""
    found = [
        Candidate(
            other.text,
            f"{other.text} would be {called} the right value: {fact}.",
            evidence,
            "true but beside the point",
            2,
        )
        for other, called in multiples(value)
    ]
    return random.Random(fact).sample(found, min(MOST_MULTIPLES, len(found)))


def _fact(limit: Limit, words: Wording) -> str:
    return f"{limit.row.name}{limit.of}: {words.inside(limit.row.cells[1])}"
