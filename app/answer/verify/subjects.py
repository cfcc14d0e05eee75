"""Whose fact it is: a sentence may not give one thing what a place says of another.

A place has several subjects where its clauses turn, where its table has other rows, and where the
columns of its table are things that are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.answer.verify.statement import CLAUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.answer.verify.evidence import Evidence, Place
    from app.answer.verify.statement import Statement

_LEAST_CROSSING = 4
"""Content stems from which a sentence can take its subject from one clause, the rest of another."""


def subject_faults(said: Statement, place: Place, evidence: Evidence) -> Iterator[str]:
    """Yield a subject that the place, or another row of the table, gives other things to."""
    if place.is_row:
        if _another_row(said, place, evidence):
            yield "the cited table says this in the row of something else"
        if _another_column(said, place, evidence):
            yield "the cited table says this in the column of something else"
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


def _split(said: Statement) -> list[str]:
    return [part for part in CLAUSE.split(said.text) if part and part.strip()]


def _another_row(said: Statement, place: Place, evidence: Evidence) -> bool:
    mine = place.head
    if not mine or any(stem in said.stems for stem in mine):
        return False
    return any(
        other.is_row and other.head and other.head <= said.stems and not (other.head <= mine)
        for other in evidence.places
        if other is not place
    )


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
