"""Stems about the rows of a table: a situation and a question, in whole sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.articles import agrees, articled, is_smooth
from app.practice.generate.clauses import form_of
from app.practice.generate.header_stems import (
    MESSAGE_MEANS,
    Reading,
    are_measures,
    is_measure,
    reading_of,
)
from app.practice.generate.phrasing import SETS, described, is_identifier, plural, singular
from app.practice.generate.response_words import as_one, asks_which, is_no, is_yes
from app.practice.generate.topics import is_topic, led, owner_of, qualified
from app.practice.generate.wordings import filled
from app.practice.generate.words import upper_first

if TYPE_CHECKING:
    from app.practice.generate.phrasing import Wording
    from app.practice.generate.pieces import Row, Section
    from app.practice.generate.tables import TableView
    from app.practice.generate.wordings import TableWording

_OBSERVED = re.compile(
    r"\b(?:symptom|finding|observation|curve|failure|problem|issue|signal|where .* stops)\b",
    re.IGNORECASE,
)
_MESSAGE = re.compile(r"\b(?:error|message|violation|exception|status code)\b", re.IGNORECASE)
_NEEDED = re.compile(r"\b(?:need|goal|task|wanted)\b", re.IGNORECASE)
_REQUIRED = re.compile(r"\b(?:requirement|constraint)\b", re.IGNORECASE)
LISTED = 3
"""Rows named by a heading from which it is a list of them."""
_DOERS = re.compile(r"\b(?:service|tool|trigger|action type|feature|metric)$")
"""Things that an example shows at work and is none of."""
SHORTEST_SITUATION = 5
"""Words of a case that says by itself what it is about."""
_YOURS = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_MARKS = '"“” '
_CASE = re.compile(r"^(?:scenario|situation|case|.*\bquestion|caller|cause|event)$", re.IGNORECASE)


@dataclass(frozen=True)
class RowStems:
    """Asks about the rows of one table."""

    section: Section
    view: TableView
    words: Wording
    wording: TableWording | None = None
    """Sentences that were written for the table."""

    @cached_property
    def kind(self) -> str:
        """What a row is called in a stem: with the qualifiers of the heading where it has some."""
        owner = owner_of(self.section)
        if owner and self.view.kind in ("hyperparameter", "parameter"):
            return f"{self.view.kind} of the {owner} algorithm"
        said = qualified(self.section, self.view.kind) or self.view.kind
        return said if self.section.bullets else self.words.common(said, self.view.kind)

    @cached_property
    def is_told(self) -> bool:
        """Whether the name of the rows says by itself what is asked about."""
        if self.kind != self.view.kind or is_topic(self.section, self.view.kind):
            return True
        head = self.section.title.split(": ")[0].lower()
        named = [row.name for row in self.view.table.rows if _core(row.name) in head]
        return self.view.kind != "entry" and len(named) >= LISTED

    @property
    def stands_alone(self) -> bool:
        """Whether a question needs no heading before it: of pages without tags only such ones are
        asked in an exam, for their headings are names of pages and not of services."""
        return self.is_told or bool(self.section.bullets)

    @cached_property
    def header_name(self) -> str:
        """The header of the first column."""
        return self.view.table.header.name

    @cached_property
    def are_cases(self) -> bool:
        """Whether the rows are situations, and the cells what is said of them."""
        header = self.header_name
        return any(
            pattern.search(header) for pattern in (_OBSERVED, _MESSAGE, _NEEDED, _REQUIRED, _CASE)
        )

    def reading(self, number: int) -> Reading | None:
        """Return how a column becomes sentences, or None."""
        header = self.view.table.header.cells[number]
        found = reading_of(header)
        cells = self.view.table.column(number)
        if found is None or not is_measure(found, cells):
            return None
        if found.kind in ("cause", "choice") and not self.are_cases:
            return None
        if found.kind in ("cause", "act") and are_measures(cells):
            return None
        if self.are_cases and found.what == "meaning":
            return MESSAGE_MEANS
        if self.are_cases and found.kind == "noun" and found.what != "example":
            return None
        if found.what == "example" and _DOERS.search(self.view.kind):
            return None
        return found

    def header(self, number: int) -> str:
        """Return a header inside a sentence."""
        return re.sub(r"\s*\([^)]*\)$", "", self.words.header(self.view.table.header.cells[number]))

    def for_row(self, number: int, cell: str) -> str:
        """Return the question for the row that a cell belongs to, or nothing."""
        reading = self.reading(number)
        template = reading.row_question(cell) if reading else ""
        if not template:
            return ""
        if reading is not None and reading.describes:
            asked = described(self.kind, self.words.inside(cell))
        else:
            asked = self._filled(template, number, cell=cell)
        if self.view.kind == "entry":
            asked = re.sub(r"\b([Ww])hich entry\b", r"\1hich of these", asked)
        return self.told(asked)

    def told(self, asked: str) -> str:
        """Return a question with what it is about before it, where the kind does not say so."""
        is_told = self.is_told or (self.are_cases and not self.section.bullets)
        return upper_first(asked) if is_told else led(self.section, asked)

    def for_cell(self, number: int, row: Row) -> str:
        """Return the question for a cell of a row, or nothing."""
        reading = self.reading(number)
        if reading is None or not reading.cell:
            return ""
        name = self.named(row.name)
        if reading.kind in ("cause", "act", "choice"):
            told = self.situation(row.name)
            if told:
                asked = self._filled(reading.cell, number)
                asked = _first_or_second(asked, self.header(number))
                asked = f"{told} {upper_first(asked)}"
                if self.is_situation(row.name):
                    return asked
                return led(self.section, asked)
            if reading.kind == "act":
                return led(self.section, f"what is the {self.header(number)} for {name}?")
            return ""
        template = reading.cell
        asked = self._filled(template, number, name=name)
        return self.told(asked)

    def of_choice(self, number: int) -> str:
        """Return the question for a cell of a row that is not named: "that storage class"."""
        reading = self.reading(number)
        if reading is None or not reading.cell or reading.kind != "noun":
            return ""
        asked = self._filled(reading.cell, number, name=f"that {self.view.kind}")
        return upper_first(asked)

    def predicate(self, number: int, cell: str) -> str:
        """Return what a cell says of its row, from the verb on; nothing where no sentence fits."""
        header = self.view.table.header.cells[number]
        if self.view.is_yes_no(number):
            if not (is_yes(cell) or is_no(cell)):
                return ""
            kind = "thing"
            asked = as_one(
                asks_which(plural(kind), self.words.header(header), holds=is_yes(cell)), kind
            )
            before, found, after = asked.partition(f"which {kind} ")
            return after.rstrip("?") if found and not before else ""
        reading = self.reading(number)
        template = reading.predicate(cell) if reading else ""
        if template == "has {xh} of {c}" and cell.lower() in ("none", "no"):
            return f"has no {self.header(number)}"
        return self._filled(template, number, cell=cell) if template else ""

    def fact(self, number: int, name: str, cell: str) -> str:
        """Return what a cell says of its row, without a full stop: as a sentence where one fits."""
        said = self.sentence(number, name, cell)
        if said:
            return said
        header = self.view.table.header.cells[number]
        shown = cell.strip(_MARKS).rstrip(".").replace('"', "'")
        return f'The entry of {name} under "{header}" reads "{shown}"'

    def sentence(self, number: int, name: str, cell: str) -> str:
        """Return a cell as a sentence about its row, without a full stop; empty where none fits."""
        header = self.view.table.header.cells[number]
        written = self.wording.said(header, name) if self.wording else ""
        if written:
            return upper_first(filled(written, name, cell, self.words.inside)).rstrip(".")
        reading = self.reading(number)
        if reading is not None and reading.describes and cell:
            return self._described(name, self.words.inside(cell))
        said = self.predicate(number, cell)
        if said and self.are_cases:
            return f'"{name.strip(_MARKS)}" {said}'
        return f"{self._opened(number, name)} {agrees(name, said)}" if said else ""

    def _described(self, name: str, said: str) -> str:
        """Return what a description says of its row: "ModelLatency reports the time ..."."""
        kind = "setting" if self.view.kind in SETS else self.view.kind
        does = described(kind, said).removeprefix(f"which {kind} ").removesuffix("?")
        if does.startswith(("which of these", "is described as")):
            return f"{name}: {said}"
        return f"{name} {agrees(name, does)}"

    def _opened(self, number: int, name: str) -> str:
        """Return a name as a sentence begins with it: what is chosen and written in common words
        has its article, "A nightly batch job is the right choice when ..."."""
        reading, rest = self.reading(number), name.split()[1:]
        common = rest and all(word.islower() and word.isalpha() for word in rest)
        if reading is None or reading.kind != "when" or not common:
            return name
        inside = self.words.inside(name)
        told = articled(inside)
        return upper_first(told) if told.startswith(("a ", "an ")) else name

    def situation(self, name: str) -> str:
        """Return a row that is a case as a sentence; empty for other rows."""
        header, form = self.header_name, form_of(name)
        bare = name.strip('"“”')
        inside = self.words.inside(name)
        sentence = f"{upper_first(name).rstrip('.')}."
        if not self.are_cases or (len(name.split()) < 2 and not _MESSAGE.search(header)):
            return ""
        if form == "clause" and is_smooth(name) and not name.startswith('"'):
            return sentence
        if form == "question":
            return f'A company asks: "{bare}"'
        if _MESSAGE.search(header) and not _OBSERVED.search(header):
            noun = "message" if "message" in header.lower() else "error"
            who = "A job reports" if self.section.bullets else "A team meets"
            return f'{who} the {noun} "{bare}".'
        if _OBSERVED.search(header) or _MESSAGE.search(header):
            return f"A team observes the following: {inside}."
        if _NEEDED.search(header):
            return f"A team wants to {inside}." if form == "order" else f"A team needs {inside}."
        if _REQUIRED.search(header):
            return f"A solution must meet this requirement: {inside}."
        return f"A project has this {singular(header.split(' or ')[0].lower())}: {inside}."

    def is_situation(self, name: str) -> bool:
        """Whether a case of a page without tags is a whole sentence, which needs no heading."""
        if self.section.bullets or _YOURS.search(name):
            return False
        if _MESSAGE.search(self.header_name) and is_identifier(name):
            return True
        return form_of(name) == "clause" and len(name.split()) >= SHORTEST_SITUATION

    def named(self, name: str) -> str:
        """Return a row as it stands inside a question."""
        owner = owner_of(self.section)
        if owner:
            return f"{self.words.row(self.view.kind, name)} of the {owner} algorithm"
        return self.words.row(self.kind, name)

    def _filled(self, template: str, number: int, *, name: str = "", cell: str = "") -> str:
        said = self.words.inside(cell.split("; ")[0]).rstrip("?.") if cell else ""
        if '"{' in template:
            said = said.replace('"', "'")
        capital = said[:1].upper() + said[1:]
        header = self.header(number)
        return (
            template.replace("{k}", self.kind)
            .replace("{a}", articled(said) if "{a}" in template else "")
            .replace("{xh}", articled(header) if "{xh}" in template else "")
            .replace("{h}", header)
            .replace("{n}", name)
            .replace("{C}", capital)
            .replace("{c}", said)
        )


def _core(name: str) -> str:
    """Return a row's name as a heading has it: without its vendor and what is added to it."""
    return re.sub(r"^(?:amazon|aws|apache|sagemaker) | \(.*$|-.*$", "", name.lower())


def _first_or_second(asked: str, header: str) -> str:
    first = header.split(" ")[0]
    return asked.replace("do?", f"do {first}?") if first in ("first",) else asked
