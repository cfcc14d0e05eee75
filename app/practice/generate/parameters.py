"""The settings that a page's tables describe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.tables import TableView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Table

_NAME_HEADER = re.compile(
    r"^(?:hyper)?(?:parameter|argument|setting|option|field|key|item)s?(?: name)?,?$", re.IGNORECASE
)
LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of a table of settings."""

    page: Page
    table: Table
    piece: Piece
    name: str

    @property
    def noun(self) -> str:
        """What it is called: a hyperparameter on a page of those, else a parameter."""
        told = f"{self.page.title} {self.table.section.title} {self.table.header.name}".lower()
        return "hyperparameter" if "hyperparameter" in told else "parameter"


def settings_of(page: Page) -> Iterator[Setting]:
    """Yield the settings that a page describes."""
    for table in page.tables:
        view = TableView(table)
        named = _NAME_HEADER.match(table.header.name)
        if not named or not view.has_unique_names or view.is_inventory:
            continue
        for row in table.rows:
            if " " not in row.name and len(row.name) <= LONGEST_NAME:
                yield Setting(page, table, row.line, row.name)
