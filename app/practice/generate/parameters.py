"""The settings that a page's tables describe: which values are valid, and the default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.clauses import form_of
from app.practice.generate.near_numbers import EVERYTHING
from app.practice.generate.plain import has_pronoun, is_plain
from app.practice.generate.tables import TableView
from app.practice.generate.words import RESIDUE, first_sentence
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Row, Section, Table

_NAME_HEADER = re.compile(
    r"^(?:hyper)?(?:parameter|argument|setting|option|field|key|item)s?(?: name)?,?$", re.IGNORECASE
)
_VALID = re.compile(
    r"Valid values?: ?(?P<valid>.{3,160}?)"
    r"(?=\.?\s*(?:Default|Suggested|Dependenc|Conditional)|\.?\s*$)",
)
_DEFAULT = re.compile(r"Default(?: value)?s?: ?(?P<default>[^\s,;()]{1,40})\.?\s*$")
_FLAG = re.compile(r"\b0 or 1\b|\b0/1\b|\b1 or 0\b|\btrue or false\b", re.IGNORECASE)
_RANGE = re.compile(r"[\[(] ?(?P<least>[^,\[\]()\s]{1,10}), ?(?P<most>[^,\[\]()\s]{1,10}) ?[\])]")
_BOUND = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_ANY = re.compile(
    r"^(?:string|str)?[,.:]?\s*(?:any of the following|one of|either|any of)?[:,]?\s*", re.I
)
_CHOICE = re.compile(r"^[\"“'(]*(?P<value>[A-Za-z][\w.-]{1,30})[\"”')]*$")
_MUST = re.compile(r"(?:^|[.)\s])(Required|Optional)(?=$|\.| Valid| Default| Allowed)")
_TYPES = words(
    """
    string integer float boolean double number list dictionary positive negative json true false
    floating-point nonnegative non-negative comma-separated int bool
    """
)
LONGEST_VALID = 60
LONGEST_MEANING = 16
"""Words of what a setting is, beside its name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of a table of settings."""

    page: Page
    table: Table
    piece: Piece
    name: str
    valid: str
    """What its values may be, as written."""
    choices: tuple[str, ...]
    """The values by name, where the text lists them."""
    default: str
    bounds: tuple[float, float]
    """Between which values it may lie."""
    meaning: str = ""
    """What its description says that it is, in a few words; empty where it says more or less."""
    is_required: bool | None = None
    """Whether the text says that it must be set; None where it says neither."""

    @property
    def section(self) -> Section:
        """Where its table stands."""
        return self.table.section

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
        for row in table.rows:
            told = row.cells[-1]
            valid = _VALID.search(told)
            default = _DEFAULT.search(told)
            if " " in row.name or len(row.name) > 50:
                continue
            values = valid["valid"].strip().rstrip(".") if valid else ""
            yield Setting(
                page,
                table,
                row.line,
                row.name,
                values,
                choices_of(values),
                default["default"].rstrip(".").strip("\"“”'") if default else "",
                _bounds(told),
                _meaning(row.name, told),
                _required(row, header),
            )


def _meaning(name: str, told: str) -> str:
    """Return the first sentence of a description where it tells what a setting is."""
    said = first_sentence(RESIDUE.split(told, maxsplit=1)[0]).strip().rstrip(".")
    bare = said[:1].lower() + said[1:]
    fits = (
        is_plain(bare, 2, LONGEST_MEANING)
        and not has_pronoun(said)
        and form_of(said) == "phrase"
        and name.lower() not in said.lower()
        and not said.lower().startswith(("set ", "for ", "used ", "if ", "when "))
    )
    return said if fits else ""


def _required(row: Row, header: list[str]) -> bool | None:
    """Return what a row says of whether its setting must be set."""
    if "required" in header:
        said = row.cells[header.index("required")].lower()
        return {"yes": True, "no": False}.get(said)
    found = {match.lower() for match in _MUST.findall(row.cells[-1])}
    return found == {"required"} if len(found) == 1 else None


def choices_of(valid: str) -> tuple[str, ...]:
    """Return the values that a text names one by one; none for a type or a range."""
    bare = _ANY.sub("", valid).strip("() ")
    parts = [part for part in re.split(r",\s*(?:and |or )?|\s+or\s+|\s+and\s+", bare) if part]
    found = [_CHOICE.match(part.strip()) for part in parts]
    if len(found) < 2 or not all(found):
        return ()
    values = tuple(match["value"] for match in found if match)
    return () if any(value.lower() in _TYPES for value in values) else values


def _bounds(told: str) -> tuple[float, float]:
    """Return the least and the greatest valid value that a description states."""
    if _FLAG.search(told):
        return 0, 1
    match = _RANGE.search(told)
    if match is None:
        return EVERYTHING
    least, most = (
        float(end) if _BOUND.fullmatch(end) else other
        for end, other in zip((match["least"], match["most"]), EVERYTHING, strict=True)
    )
    return least, most
