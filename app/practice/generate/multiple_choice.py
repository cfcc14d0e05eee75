"""Multiple choice: one maker for each thing that a page may state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.choice_cells import cell_questions, value_questions
from app.practice.generate.choice_definitions import definition_questions
from app.practice.generate.choice_limits import limit_questions
from app.practice.generate.choice_numbers import number_questions
from app.practice.generate.choice_remedies import remedy_questions
from app.practice.generate.choice_rules import case_questions, cue_questions, rule_questions
from app.practice.generate.choice_statements import deed_questions
from app.practice.generate.choice_worded import (
    worded_both_questions,
    worded_cell_questions,
    worded_row_questions,
)
from app.practice.generate.response_tables import single_questions
from app.practice.generate.tables import TableView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


def single_row_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the one row of a table that says yes, or no."""
    for table in page.tables:
        view = TableView(table)
        if shelf.wording_of(page, table) is not None:
            continue
        if view.has_unique_names and not (
            view.compares_sides or view.is_inventory or view.is_invented
        ):
            yield from single_questions(Place(shelf, page, table.section), view)


CHOICE_MAKERS: dict[str, Callable[[Page, Shelf], Iterator[Question]]] = {
    "one row": single_row_questions,
    "rule": rule_questions,
    "case of a rule": case_questions,
    "cue of a rule": cue_questions,
    "worded row": worded_row_questions,
    "worded cell": worded_cell_questions,
    "worded pair": worded_both_questions,
    "row of a cell": cell_questions,
    "cell of a row": value_questions,
    "cause and remedy": remedy_questions,
    "limit": limit_questions,
    "number": number_questions,
    "definition": definition_questions,
    "deed": deed_questions,
}
"""Makers by the name that a report calls them."""
