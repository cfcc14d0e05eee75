"""Multiple response: from tables, comparisons, introduced lists and settings of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.response_lists import list_questions
from app.practice.generate.response_parameters import parameter_responses
from app.practice.generate.response_sides import side_questions, support_questions
from app.practice.generate.response_tables import table_responses
from app.practice.generate.tables import TableView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


def response_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response questions of a page."""
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names or view.is_inventory:
            continue
        place = Place(shelf, page, table.section)
        if view.compares_sides:
            yield from side_questions(place, view)
            yield from support_questions(place, view)
        elif not view.limits_of:
            yield from table_responses(place, view)
    yield from list_questions(page, shelf)
    yield from parameter_responses(page, shelf)
