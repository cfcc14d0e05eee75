"""Multiple response: from tables, comparisons, introduced lists and settings of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.response_lists import list_questions
from app.practice.generate.response_sides import side_questions, support_questions
from app.practice.generate.response_statements import statement_responses
from app.practice.generate.response_tables import table_responses
from app.practice.generate.response_worded import worded_responses
from app.practice.generate.tables import TableView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


def row_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response questions of tables whose rows are things."""
    for view in _views(page):
        if shelf.wording_of(page, view.table) is not None:
            continue
        if not view.compares_sides and not view.limits_of:
            yield from table_responses(Place(shelf, page, view.table.section), view)


def side_responses(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response questions of tables whose columns are things."""
    for view in _views(page):
        if view.compares_sides:
            place = Place(shelf, page, view.table.section)
            yield from side_questions(place, view)
            yield from support_questions(place, view)


def _views(page: Page) -> Iterator[TableView]:
    for table in page.tables:
        view = TableView(table)
        if not view.is_invented and view.has_unique_names and not view.is_inventory:
            yield view


RESPONSE_MAKERS: dict[str, Callable[[Page, Shelf], Iterator[Question]]] = {
    "worded table": worded_responses,
    "rows of a cell": row_responses,
    "side": side_responses,
    "statements": statement_responses,
    "list": list_questions,
}
"""Makers by the name that a report calls them."""
