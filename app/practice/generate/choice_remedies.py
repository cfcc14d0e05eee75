"""Multiple choice from tables of symptoms: which remedy does this cause call for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_cells import form, is_askable, shown_cell, unworded_tables
from app.practice.generate.clauses import form_of
from app.practice.generate.gate import unprintable
from app.practice.generate.phrasing import Wording, singular
from app.practice.generate.row_stems import RowStems
from app.practice.generate.topics import led
from app.practice.generate.words import overlap, says_the_same, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LEAST_WORDS = 2
SAME_CAUSE = 0.3
"""Share of common words from which the remedy of one cause may also help with the other."""


def remedy_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield a question for each row that tells a cause and what to do about it."""
    words = Wording(shelf.is_name)
    for view in unworded_tables(page, shelf):
        place = Place(shelf, page, view.table.section)
        stems = RowStems(place.section, view, words)
        kinds = {
            reading.kind: number
            for number in view.askable
            if (reading := stems.reading(number)) is not None
        }
        if "cause" not in kinds or "act" not in kinds:
            continue
        for row in view.table.rows:
            question = _question(place, stems, row, kinds["cause"], kinds["act"])
            if question is not None:
                yield question


def _question(place: Place, stems: RowStems, row: Row, cause: int, act: int) -> Question | None:
    why, remedy = shown_cell(row, cause), shown_cell(row, act)
    if not is_askable(why) or not is_askable(remedy) or len(why.split()) < LEAST_WORDS:
        return None
    inside = stems.words.inside(why)
    is_clause = form_of(why) == "clause"
    told = f"found out that {inside}" if is_clause else f"found this cause: {inside}"
    stems_told = [f'a team observes "{row.name}". The team has {told}.']
    if stems.is_situation(row.name):
        stems_told = [f"{stems.situation(row.name)} The team has {told}."]
    elif is_clause:
        stems_told.append(f"a team has {told}.")
    wrong = [
        Candidate(
            theirs,
            f"{_fact(stems, other, cause, act)} {_fact(stems, row, cause, act)}",
            place.evidence(other.line),
            "right service, wrong feature",
        )
        for other in stems.view.table.rows
        if other is not row
        and is_askable(theirs := shown_cell(other, act))
        and is_askable(shown_cell(other, cause))
        and form(theirs) == form(remedy)
        and not says_the_same(shown_cell(other, cause), why)
        and overlap(shown_cell(other, cause), why) < SAME_CAUSE
    ]
    asked = (
        place.choice(
            _led(place.section, f"{said} What should the team do?"),
            Candidate(remedy, _fact(stems, row, cause, act), place.evidence(row.line)),
            wrong,
            is_true=lambda one: place.shelf.said_of(why, one.text),
            deciding=(why, inside),
        )
        for said in stems_told
    )
    return next((one for one in asked if one is not None and not unprintable(one)), None)


def _led(section: Section, asked: str) -> str:
    """Return a question with its heading, but for a page without tags: its headings name no
    service, and the cause says what is asked about."""
    return led(section, asked) if section.bullets else upper_first(asked)


def _fact(stems: RowStems, row: Row, cause: int, act: int) -> str:
    why = stems.words.inside(shown_cell(row, cause))
    return f'"{row.name}" points to this cause: {why}; the {singular(stems.header(act))} is this:' \
           f" {stems.words.inside(shown_cell(row, act))}."  # fmt: skip
