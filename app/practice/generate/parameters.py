"""The settings that a page's tables describe: what is required, which values are valid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.tables import TableView
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Table

_NAME_HEADER = re.compile(
    r"^(?:hyper)?(?:parameter|argument|setting|option|field|key|item)s?(?: name)?,?$", re.IGNORECASE
)
_NEED = re.compile(r"(?:^|[.\s])(?P<need>Required|Optional)\b(?=\s+(?:Valid|Default)|\s*$|\.)")
_VALID = re.compile(
    r"Valid values?: ?(?P<valid>.{3,160}?)"
    r"(?=\.?\s*(?:Default|Suggested|Dependenc|Conditional)|\.?\s*$)",
)
_DEFAULT = re.compile(r"Default(?: value)?s?: ?(?P<default>[^\s,;()]{1,40})\.?\s*$")
_ANY = re.compile(
    r"^(?:string|str)?[,.:]?\s*(?:any of the following|one of|either|any of)?[:,]?\s*", re.I
)
_CHOICE = re.compile(r"^[\"“'(]*(?P<value>[A-Za-z][\w.-]{1,30})[\"”')]*$")
_TYPES = words(
    """
    string integer float boolean double number list dictionary positive negative json true false
    floating-point nonnegative non-negative comma-separated int bool
    """
)
LONGEST_VALID = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of a table of settings."""

    page: Page
    table: Table
    piece: Piece
    name: str
    need: str
    """`required`, `optional`, or empty where nothing is said."""
    valid: str
    """What its values may be, as written."""
    choices: tuple[str, ...]
    """The values by name, where the text lists them."""
    default: str

    @property
    def noun(self) -> str:
        """What it is called: a hyperparameter on a page of those, else a parameter."""
        return noun_of(self.page, self.table)


def noun_of(page: Page, table: Table) -> str:
    """Return what the rows of a table of settings are called."""
    told = f"{page.title} {table.section.title} {table.header.name}".lower()
    return "hyperparameter" if "hyperparameter" in told else "parameter"


def settings_of(page: Page) -> Iterator[Setting]:
    """Yield the settings that a page describes."""
    for table in page.tables:
        header = [head.lower() for head in table.header.cells]
        view = TableView(table)
        if not _NAME_HEADER.match(header[0]) or not view.has_unique_names or view.is_inventory:
            continue
        needs = header.index("required") if "required" in header else None
        for row in table.rows:
            told = row.cells[-1]
            valid = _VALID.search(told)
            default = _DEFAULT.search(told)
            need = _NEED.search(told)
            if needs is not None:
                said = row.cells[needs].lower()
                required = {"yes": "required", "no": "optional"}.get(said, "")
            else:
                required = need["need"].lower() if need else ""
            if " " in row.name or len(row.name) > 50:
                continue
            values = valid["valid"].strip().rstrip(".") if valid else ""
            yield Setting(
                page,
                table,
                row.line,
                row.name,
                required,
                values,
                choices_of(values),
                default["default"].strip("\"“”'.") if default else "",
            )


def choices_of(valid: str) -> tuple[str, ...]:
    """Return the values that a text names one by one; none for a type or a range."""
    bare = _ANY.sub("", valid).strip("() ")
    parts = [part for part in re.split(r",\s*(?:and |or )?|\s+or\s+|\s+and\s+", bare) if part]
    found = [_CHOICE.match(part.strip()) for part in parts]
    if len(found) < 2 or not all(found):
        return ()
    values = tuple(match["value"] for match in found if match)
    return () if any(value.lower() in _TYPES for value in values) else values
