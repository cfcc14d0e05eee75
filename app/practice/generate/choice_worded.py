"""Multiple choice from worded tables: which row has a cell, which cell a row has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate
from app.practice.generate.choice_cells import form
from app.practice.generate.choice_limits import multiples_of
from app.practice.generate.near_values import value_of
from app.practice.generate.worded_tables import worded_tables
from app.practice.generate.words import says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.generate.worded_tables import WordedColumn, WordedTable
    from app.practice.generate.wordings import BothWording
    from app.practice.records import Question


def worded_row_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the rows of cells."""
    for column, row in _asked(page, shelf):
        template = column.wording.which_of.get(row.name, column.wording.which)
        question = _row_question(column, row, template) if template else None
        if question is not None:
            yield question


def worded_cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the cells of rows."""
    for column, row in _asked(page, shelf):
        template = column.wording.what_of.get(row.name, column.wording.what)
        question = _cell_question(column, row, template) if template else None
        if question is not None:
            yield question


def worded_both_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the row that two of its cells tell together."""
    for table in worded_tables(page, shelf):
        by_name = {column.wording.name: column for column in table.columns}
        for both in table.wording.both:
            columns = [by_name[name] for name in both.columns if name in by_name]
            if len(columns) < len(both.columns):
                continue
            first, second = columns
            for row in first.asked:
                if row in second.asked:
                    question = _both_question(table, both, (first, second), row)
                    if question is not None:
                        yield question


def _asked(page: Page, shelf: Shelf) -> Iterator[tuple[WordedColumn, Row]]:
    """Yield the worded columns of a page, each with every row that is asked about in it."""
    for table in worded_tables(page, shelf):
        for column in table.columns:
            for row in column.asked:
                yield column, row


def _row_question(column: WordedColumn, row: Row, template: str) -> Question | None:
    """Ask for the row: rows whose cell says something else are wrong."""
    own, place = column.cell(row), column.place
    if any(column.cell(other).casefold() == own.casefold() for other in column.rivals(row)):
        return None
    wrong = [
        Candidate(
            other.name,
            column.fact(other),
            place.evidence(other.line),
            column.table.kind(row, other),
        )
        for other in column.rivals(row)
        if not says_the_same(column.cell(other), own)
    ]
    stem = column.filled(template, row)
    return place.choice(
        stem,
        Candidate(row.name, column.fact(row), place.evidence(row.line)),
        wrong,
        is_true=lambda one: column.is_said(one.text, own),
        deciding=_in_stem(stem, column.table.inside(own), own),
    )


def _cell_question(column: WordedColumn, row: Row, template: str) -> Question | None:
    """Ask for the cell: cells of other rows are wrong, and of a measure its round multiples."""
    own, place = column.cell(row), column.place
    kind = form(own)
    wrong = [
        Candidate(
            column.cell(other),
            column.fact(other),
            place.evidence(other.line),
            column.table.kind(row, other),
            form(column.cell(other)) != kind,
        )
        for other in column.rivals(row)
        if not says_the_same(column.cell(other), own) and _is_like(column.cell(other), own)
    ]
    value = value_of(own)
    if value is not None:
        fact = column.fact(row)
        wrong += [
            replace(one, rationale=fact)
            for one in multiples_of(value, fact, place.evidence(row.line))
        ]
    stem = column.filled(template, row)
    return place.choice(
        stem,
        Candidate(own, column.fact(row), place.evidence(row.line)),
        wrong,
        is_true=lambda one: column.is_said(row.name, one.text),
        difficulty="easy",
        deciding=_in_stem(stem, column.table.inside(row.name), row.name),
    )


def _in_stem(stem: str, *texts: str) -> tuple[str, ...]:
    """Return the texts that a stem shows: a question of its own shows neither row nor cell."""
    return tuple(text for text in texts if text in stem)


def _is_like(cell: str, own: str) -> bool:
    """Whether a cell could be the answer by its kind: measures of one kind, or words."""
    mine, theirs = form(own), form(cell)
    return mine == theirs or not ({mine, theirs} & _MEASURES)


_MEASURES = frozenset({"time", "size", "rate", "percent", "money", "count", "number", "range"})


def _both_question(
    table: WordedTable, both: BothWording, columns: tuple[WordedColumn, WordedColumn], row: Row
) -> Question | None:
    """Ask for the row that two cells tell; a row that shares one of them is the nearest wrong."""
    place = table.place
    wrong = []
    for other in table.rows:
        differs = [not says_the_same(one.cell(other), one.cell(row)) for one in columns]
        excused = any(other.name in one.wording.not_wrong for one in columns)
        if other is row or not any(differs) or excused:
            continue
        if not all(other in one.rows for one in columns):
            continue
        facts = " ".join(one.fact(other) for one in columns)
        wrong.append(
            Candidate(
                other.name,
                facts,
                place.evidence(other.line),
                table.kind(row, other),
                int(all(differs)),
            )
        )
    asked = both.which
    for one in columns:
        asked = asked.replace(f"{{{one.wording.name}}}", table.inside(one.cell(row)))
    facts = " ".join(one.fact(row) for one in columns)
    return place.choice(
        asked,
        Candidate(row.name, facts, place.evidence(row.line)),
        wrong,
        is_true=lambda one: all(c.is_said(one.text, c.cell(row)) for c in columns),
        deciding=tuple(table.inside(one.cell(row)) for one in columns),
    )
