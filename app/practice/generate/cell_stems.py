"""How a drill asks for a cell, or for the row that has it: as a question about the thing, and not
about the table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.choice_cells import shown_cell
from app.practice.generate.owners import subject_of
from app.practice.generate.phrasing import singular
from app.practice.generate.plain import is_bare_verb, is_third_person
from app.practice.generate.row_stems import RowStems
from app.practice.generate.topics import led
from app.practice.generate.words import kind_of_value, upper_first

if TYPE_CHECKING:
    from app.practice.generate.phrasing import Wording
    from app.practice.generate.pieces import Row, Section
    from app.practice.generate.tables import TableView

_RANGES = re.compile(r"^recommended ranges?(?: (?:and|or) values)?$", re.IGNORECASE)
_LEAST_MOST = re.compile(r"^MinValue: ?(?P<least>[\d.e-]+), ?MaxValue: ?(?P<most>[\d.e-]+)$")
_SPAN = re.compile(r"^\[(?P<least>[\d.e-]+?) ?[-–] ?(?P<most>[\d.e-]+)\]$")
_NAMES = re.compile(r"^\[.*[A-Za-z'\"]")
_VALUE = re.compile(r"^(?:default )?(?:value|limit|quota)s?$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\b(?:by|for|to|in|on|with|from|of|when|if|it|you|them|that|which|what|how|who|why|where"
    r"|is|are|and|or|can|must|named)\b|[?:/=%]|\bkey terms\b|^(?:ml|sagemaker ai) example$",
    re.IGNORECASE,
)
"""Headers that cannot stand in "what is the ... of": "Merged into", "Choose it when"."""
_COUNTED = re.compile(r"^(?:v?[CG]PU|core)s?$")
_THING = re.compile(r"^(?:algorithm|service|tool|framework|feature|method|model)$", re.IGNORECASE)
"""Headers of what a row goes with and does not have."""
_DONE = re.compile(
    r"^\w{3,}(?:ed|en|wn|nt|lt|de) (?:by|from|to|in|for|with|on|at|as)$", re.IGNORECASE
)
"""Headers that are said of a row with a cell behind them: "Founded by"."""
_USED = re.compile(r"\b(?:used|needed|required|recommended|involved|taken|given)$", re.IGNORECASE)
"""Headers of what is done for a row: "Ash used"."""
_UNIT = re.compile(r"\s*\([^)]*\)$")
_PLURAL = re.compile(r"^[\w ]*[a-zA-Z]s$")
LONGEST_HEADER = 4
"""Words of a header that is one noun."""
PAIR = 2
"""Words of which the first may end in -ing and be no verb: "loading gear"."""


@dataclass(frozen=True)
class CellStems:
    """Asks about one column of a table."""

    section: Section
    view: TableView
    number: int
    words: Wording

    @cached_property
    def header(self) -> str:
        """The header inside a sentence."""
        return self.words.header(self.view.table.header.cells[self.number])

    @cached_property
    def are_ranges(self) -> bool:
        """Whether the column holds ranges in which settings are tuned."""
        return bool(_RANGES.match(self.view.table.header.cells[self.number]))

    @cached_property
    def kind(self) -> str:
        """What a row is."""
        return self.view.kind

    @cached_property
    def _of(self) -> str:
        subject = subject_of(self.section)
        return f" of {subject}" if subject else ""

    @cached_property
    def _rows(self) -> RowStems:
        return RowStems(self.section, self.view, self.words)

    @cached_property
    def _is_noun(self) -> bool:
        head = _UNIT.sub("", self.view.table.header.cells[self.number])
        tokens = head.lower().split()
        return (
            0 < len(tokens) <= LONGEST_HEADER
            and not _NO_NOUN.search(head)
            and not is_third_person(tokens[0])
            and not (len(tokens) > 1 and is_bare_verb(tokens[0]))
            and not (len(tokens) != PAIR and tokens[0].endswith("ing"))
        )

    @property
    def is_asked(self) -> bool:
        """Whether cells of this column can be asked for."""
        known = self.are_ranges or self._rows.reading(self.number) is not None
        return known or self._is_noun or self._is_said

    @cached_property
    def _is_said(self) -> bool:
        return bool(_DONE.match(self.view.table.header.cells[self.number]))

    def shown(self, row: Row) -> str:
        """Return a cell as it is shown: a range in words."""
        cell = shown_cell(row, self.number)
        match = _LEAST_MOST.match(cell) or (_SPAN.match(cell) if self.are_ranges else None)
        return f"from {match['least']} to {match['most']}" if match else cell

    def fact(self, row: Row) -> str:
        """Return what the table says of a row, without a full stop."""
        cell = self.shown(row)
        if self.are_ranges:
            return f"recommended for tuning {row.name}: {cell}"
        if self._rows.reading(self.number) is None:
            if self._is_said:
                return f"{row.name} is {self.header.lower()} {self.words.inside(cell)}"
            return f"{self.header} of {row.name}: {cell}"
        said = self._rows.sentence(self.number, row.name, cell)
        return said or f"{row.name}: {self.words.inside(cell)}"

    def for_cell(self, row: Row) -> str:
        """Return the question for a cell, or nothing."""
        header = self.view.table.header.cells[self.number]
        if self.are_ranges:
            what = "values are" if _NAMES.match(self.shown(row)) else "range is"
            return self._told(f"which {what} recommended for tuning {self._named(row)}?")
        if self._rows.reading(self.number) is not None:
            return self._rows.for_cell(self.number, row)
        if _VALUE.match(header):
            return led(self.section, f'what is the {singular(self.header)} for "{row.name}"?')
        if not self._is_noun:
            return ""
        if _USED.search(self.header):
            return self._told(f"what is the {self.header} for {self._named(row)}?")
        if _COUNTED.match(header):
            return self._told(f"how many {singular(header)}s does {self._named(row)} have?")
        what = "are" if _PLURAL.match(_UNIT.sub("", self.header)) else "is"
        return self._told(f"what {what} the {self.header} of {self._named(row)}?")

    def for_row(self, row: Row) -> str:
        """Return the question for the row that has a cell, or nothing."""
        cell = self.shown(row)
        if self.are_ranges or self.kind == "entry":
            return ""
        if self._rows.reading(self.number) is not None:
            return self._rows.for_row(self.number, cell)
        if self._is_said:
            inside = self.words.inside(cell)
            return self._told(f"which {self.kind}{self._of} is {self.header.lower()} {inside}?")
        if not self._is_noun or _VALUE.match(self.view.table.header.cells[self.number]):
            return ""
        if kind_of_value(cell) == "number":
            if not _PLURAL.match(self.header):
                return ""
            return self._told(f"which {self.kind}{self._of} has {cell} {self.header}?")
        said = cell.replace('"', "'")
        if _USED.search(self.header):
            return self._told(f'for which {self.kind}{self._of} is the {self.header} "{said}"?')
        if _THING.match(self.header):
            return self._told(f'which {self.kind}{self._of} goes with the {self.header} "{said}"?')
        return self._told(f'which {self.kind}{self._of} has the {self.header} "{said}"?')

    def for_pairs(self) -> str:
        """Return the question that matches cells with their rows, or nothing."""
        kind = "name" if self.kind == "entry" else self.kind
        if self._is_said:
            said = self.header.lower()
            return self._told(f"match each of these with the {kind} that is {said} it.")
        reading = self._rows.reading(self.number)
        if self.are_ranges:
            what = "range recommended for tuning"
        elif reading is not None:
            what = singular(reading.what.replace("{h}", self.header))
            what = "" if what == "explanation" else what
        else:
            what = "" if _PLURAL.match(self.header) else self.header
        return self._told(f"match each {what} with the right {kind}{self._of}.") if what else ""

    def _named(self, row: Row) -> str:
        return self.words.row(self.kind, row.name) + self._of

    def _told(self, asked: str) -> str:
        return upper_first(asked) if self._of else led(self.section, asked)
