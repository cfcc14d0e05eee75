"""Whose fact it is: a sentence may not give one thing what a place says of another.

A place has several subjects where its clauses turn, where its table has other rows, and where the
columns of its table are things that are compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.answer.verify.statement import CLAUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.answer.verify.evidence import Evidence, Place
    from app.answer.verify.statement import Statement

_OPENING = re.compile(
    r"(?:in|on|for|with|within|inside|under)\s+(?:an?|the)\s+[^,.;:]{2,60},", re.I
)
_LEAST_CROSSING = 4
"""Content stems from which a sentence can take its subject from one clause, the rest of another."""


def subject_faults(
    said: Statement, sentence: Statement, place: Place, evidence: Evidence
) -> Iterator[str]:
    """Yield a subject that the place, or another row of the table, gives other things to.

    `said` may be a clause of the `sentence`, which names the row that all its clauses are about.
    """
    if _opens_elsewhere(said, place, evidence):
        yield "the cited passage does not say this of what the sentence opens with"
    if place.is_row:
        if _another_row(sentence, place, evidence):
            yield "the cited table says this in the row of something else"
        if _another_column(said, place, evidence):
            yield "the cited table says this in the column of something else"
        if _names_columns_alone(said, place, evidence):
            yield "the cited row does not say what is said of it"
        return
    parts = place.clauses
    subject = next((w.stem for w in said.words if w.is_content), "")
    if len(parts) < 2 or not subject or len(said.content) < _LEAST_CROSSING:
        return
    own = [part for part in parts if subject in part]
    if len(own) != 1 or len(_split(said)) > 1:
        return
    rest = [s for s in said.content if s != subject]
    here = sum(s in own[0] for s in rest)
    for other in parts:
        if other is not own[0]:
            there = sum(s in other and s not in own[0] for s in rest)
            if there > 2 * sum(s in own[0] and s not in other for s in rest) and there > here:
                yield "the cited passage says this of something else"
                return


def _opens_elsewhere(said: Statement, place: Place, evidence: Evidence) -> bool:
    """Whether a sentence is put into surroundings that the place does not know: "In a container
    image, X stores passwords"."""
    opening = _OPENING.match(said.text)
    if not opening:
        return False
    content = [w for w in said.words if w.is_content]
    inside = sum(w.start < opening.end() for w in content)
    words = content[: inside + 1]  # with who or what is said to be there
    near = (place.statement, evidence.headings, *evidence.before(place))
    known = frozenset().union(*(one.stems for one in near))
    return inside < len(content) and any(w.stem not in known for w in words)


def _split(said: Statement) -> list[str]:
    return [part for part in CLAUSE.split(said.text) if part and part.strip()]


def _another_row(said: Statement, place: Place, evidence: Evidence) -> bool:
    """Whether a sentence names the head of another row, and that of its own less or not at all."""
    mine = place.head
    if not mine or mine <= said.stems:
        return False
    return any(
        other.is_row and other.head and other.head <= said.stems and not (other.head <= mine)
        for other in evidence.places
        if other is not place
    )


def _names_columns_alone(said: Statement, place: Place, evidence: Evidence) -> bool:
    """Whether a sentence says of a row nothing that stands in its cells: "In X, how it moves"."""
    if not place.cells or "|" in said.text:
        return False
    around = place.head | evidence.headings.stems
    behind = place.statement.text.find("|")
    numbers = any(
        q.agrees(e) for q in said.quantities for e in place.statement.quantities if e.start > behind
    )
    return not numbers and not (said.stems & (place.cells - around))


def _another_column(said: Statement, place: Place, evidence: Evidence) -> bool:
    """Whether a sentence about one of the compared things takes words of another one's cell."""
    if "|" in said.text:
        return False
    named = [column for column in place.columns if column.name and column.name <= said.stems]
    if not named or len(named) == len(place.columns):
        return False
    own = place.head | evidence.headings.stems
    own = own.union(*(column.name | column.cell for column in named))
    return any((column.cell & said.stems) - own for column in place.columns if column not in named)
