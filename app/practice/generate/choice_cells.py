"""Multiple choice from table cells: which row has this cell, and which cell has this row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place, share_a_word
from app.practice.generate.clauses import form_of
from app.practice.generate.clues import name_parts, shared_parts, spells_out
from app.practice.generate.header_stems import RATINGS
from app.practice.generate.phrasing import Wording, is_identifier
from app.practice.generate.row_stems import RowStems
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.words import (
    RESIDUE,
    content_words,
    first_sentence,
    kind_of_value,
    says_the_same,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.header_stems import Reading
    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row, Table
    from app.practice.generate.shelf import Shelf
    from app.practice.records import DistractorKind, Question

LEAST_ROWS = 4
_ENDED = re.compile(r"\b(?:closed|ended|retired|deprecated)\b", re.IGNORECASE)
"""What the header says of rows that nobody should choose any more."""
LONGEST_CELL = 170
CALCULATED = re.compile(r"\d\s*(?:=|[-+*/x]\s+\d)|=\s*\d|\.\.\.|\*\*|\b[A-Z]{2,}-\d{3,}|^rarely\b")
"""A worked figure or a made-up value, which says nothing outside its example."""
_LEANS = re.compile(
    r"^(?:this|these|it|they|see|same|the same|both|the other|use this|used for this)\b"
    r"|^(?:used |valid |applies |applicable )?only\b"
    r"|\b(?:above|below|see|the following|the table|exam|MLA-C01)\b",
    re.IGNORECASE,
)
"""A cell that leans on something outside the table."""
NO_ANSWER = re.compile(
    r"(?:none(?! or)|n/a|not applicable|unlimited|same|-|varies|nothing|always\b.*|the usual case"
    r"|keep the model)\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"^\['|\w_\w|[a-z][A-Z]|::|^[a-z]+$")
_USED = re.compile(r"^(?:used|required|applied|set|specified|reserved)\b", re.IGNORECASE)
"""How a description without a noun begins: "Used to limit the output"."""
CODED = re.compile(
    r"[{}✓✗]|\b(?!XGBoost)[A-Z]{2,4}[A-Z][a-z]{4,}\b.* "
    r"|\barn:|==|&&|\|\||#\(|\*\.|<\w|\w\([\w, ]*\)|\$\{"
)
"""Code, addresses, placeholders, ticks, and words that lost the space between them."""
_QUOTES = re.compile(r'is described as "|has the [\w ]+ "|\bmeans "|is defined as "')
"""A stem that quotes its cell because the cell made no sentence."""
_LEARNED = re.compile(r"\b(?:hyperparameter|metric|rule|algorithm|instance type|policy)s?$")
_IN_WORDS = re.compile(r"^[A-Z]{2,6}\d?$|^(?:[A-Z][a-z]+){2,}$|^[A-Z][\w-]*(?: .*)+$")
"""Names that are words written together, "ModelLatency", short ones, and those of several words."""
_CASED = re.compile(r"^(?:if|when|whenever|in case)\b", re.IGNORECASE)
"""How a description begins that only says when something counts."""
_VERSION = re.compile(r"\d\.\d")
_INSTRUCTS = frozenset({"use", "set", "add", "get", "see", "try", "enable", "configure", "create"})
_YOURS = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_LOOKED_UP = re.compile(r"\b(?:status|value|operator|function|field|attribute|entry)\b")
"""Kinds of rows that documentation lists to be looked up."""
LONGEST_SHOWN = 110
LEAST_OPENING = 4
LEAST_TOLD = 3
LEAST_WORDS = 2
"""Words of a cell that its row is asked for by."""


def cell_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the rows of the cells of a page's tables."""
    for asked in _asked(page, shelf):
        question = _row_question(asked)
        if question is not None:
            yield question


def value_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the questions for the cells of the rows of a page's tables: not for a cell by which its
    row is asked for."""
    for asked in _asked(page, shelf):
        question = _value_question(asked)
        if question is not None and _row_question(asked) is None:
            yield question


def unworded_tables(page: Page, shelf: Shelf) -> Iterator[TableView]:
    """Yield the tables of a page that must be asked in words made of their headers."""
    for view in asked_tables(page):
        if shelf.wording_of(page, view.table) is None:
            yield view


def asked_tables(page: Page) -> Iterator[TableView]:
    """Yield the tables of a page whose rows are things that an exam may ask about."""
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names or _ENDED.search(view.table.header.name):
            continue
        if not (view.limits_of or view.compares_sides or view.is_inventory):
            yield view


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A row whose cells may be wrong options: of the same table, or of one with the same header."""

    place: Place
    row: Row
    distance: int = 0


def neighbors(place: Place, view: TableView) -> tuple[Neighbor, ...]:
    """Return the rows of a table, and of tables with its header on pages about related things
    where it has few."""
    own = tuple(Neighbor(place, row) for row in view.table.rows if names_one_thing(row))
    if len(view.table.rows) >= LEAST_ROWS:
        return own
    names = {one.row.name.casefold() for one in own}
    return own + tuple(
        one
        for one in _relatives(place.page, view.table, place.shelf)
        if names_one_thing(one.row) and one.row.name.casefold() not in names
    )


def _relatives(page: Page, table: Table, shelf: Shelf) -> Iterator[Neighbor]:
    """Yield rows of tables with the same header on pages about related things."""
    found = shelf.facts("tables", page, lambda one: ((one, t) for t in one.tables))
    for other_page, other in found:
        if (
            other is not table
            and other.header.cells == table.header.cells
            and (other_page is page or shelf.are_alike(page, other_page))
        ):
            for row in other.rows:
                yield Neighbor(Place(shelf, other_page, other.section), row, 1)


@dataclass(frozen=True)
class _Asked:
    """A cell to ask about, or to ask for."""

    place: Place
    stems: RowStems
    reading: Reading
    row: Row
    number: int
    others: tuple[Neighbor, ...]

    @cached_property
    def cell(self) -> str:
        """The cell as it is shown."""
        return shown_cell(self.row, self.number)

    def of(self, other: Neighbor) -> str:
        """Return the cell of another row as it is shown."""
        return shown_cell(other.row, self.number)

    def key(self, text: str) -> Candidate:
        """Return the right option with the cell as its reason."""
        return Candidate(text, f"{self._fact}.", self.place.evidence(self.row.line))

    def wrong(self, other: Neighbor, text: str) -> Candidate:
        """Return the option of another row: what is true of it, and of the key instead. Nearest are
        rows whose cell has words of the key's."""
        theirs = self.stems.fact(self.number, other.row.name, self.of(other))
        mine = self._fact.replace("The entry of", "the entry of", 1)
        return Candidate(
            text,
            f"{theirs}; {mine}.",
            other.place.evidence(other.row.line),
            kind_of_distractor(self.place, self.row, other.row),
            2 * other.distance + (not share_a_word(self.cell, self.of(other))),
        )

    @cached_property
    def _fact(self) -> str:
        return self.stems.fact(self.number, self.row.name, self.cell)


def _asked(page: Page, shelf: Shelf) -> Iterator[_Asked]:
    words = Wording(shelf.is_name)
    for view in unworded_tables(page, shelf):
        place = Place(shelf, page, view.table.section)
        stems = RowStems(place.section, view, words)
        rows = neighbors(place, view)
        for number in view.askable:
            reading = stems.reading(number)
            if reading is None or not reading.decides:
                continue
            for row in view.table.rows:
                cell = shown_cell(row, number)
                if is_understood(stems, row) and is_askable(cell) and not _YOURS.search(cell):
                    others = tuple(
                        one
                        for one in rows
                        if one.row is not row
                        and is_askable(shown_cell(one.row, number))
                        and not (one.distance and _is_namesake(one.row.name, row.name))
                    )
                    yield _Asked(place, stems, reading, row, number, others)


def _is_namesake(name: str, other: str) -> bool:
    """Whether one name has all parts of another one: "binary_accuracy" and "accuracy"."""
    mine, theirs = name_parts(name), name_parts(other)
    return mine <= theirs or theirs <= mine


def is_understood(stems: RowStems, row: Row) -> bool:
    """Whether a row is one that an exam may ask about away from its page: on pages of documentation
    an identifier is looked up, unless it is the name of a metric in words or of a case."""
    if not names_one_thing(row):
        return False
    if stems.section.bullets:
        return True
    if stems.are_cases:
        return stems.is_situation(row.name)
    if not stems.is_told or _LOOKED_UP.search(stems.view.kind):
        return False
    if _VERSION.search(row.name) or _is_instruction(row.name):
        return False
    return not is_identifier(row.name) or bool(_IN_WORDS.match(row.name))


def _is_instruction(name: str) -> bool:
    """Whether a name begins like an instruction, and so is none: "Use a queue with a topic"."""
    first, _, rest = name.partition(" ")
    return bool(rest) and first.lower() in _INSTRUCTS


def is_learned(noun: str) -> bool:
    """Whether identifiers of a kind are known by heart."""
    return bool(_LEARNED.search(noun))


def is_askable(cell: str) -> bool:
    """Whether a cell says something that can be asked about away from its table."""
    return (
        bool(cell)
        and len(cell) <= LONGEST_CELL
        and not CALCULATED.search(cell)
        and not _LEANS.search(cell)
        and not CODED.search(cell)
        and not RATINGS.match(cell)
        and not NO_ANSWER.match(cell)
    )


def _row_question(asked: _Asked) -> Question | None:
    """Ask for the row: its first cell is the key, those of other rows are wrong."""
    cell, place = asked.cell, asked.place
    if asked.reading.kind in ("cause", "act", "choice"):
        return None
    if len(cell.split()) < LEAST_WORDS or _is_short_deed(cell):
        return None
    stem = asked.stems.for_row(asked.number, cell)
    if (
        not stem
        or _QUOTES.search(stem)
        or any(_is_part(asked.of(other), cell) for other in asked.others)
    ):
        return None
    question = place.choice(
        stem,
        asked.key(asked.row.name),
        [
            asked.wrong(other, other.row.name)
            for other in asked.others
            if not says_the_same(cell, asked.of(other))
        ],
        is_true=lambda one: place.shelf.said_of(one.text, cell),
        deciding=(asked.stems.words.inside(cell), cell),
    )
    return None if question is None or _lacks_its_class(asked, question) else question


def _lacks_its_class(asked: _Asked, question: Question) -> bool:
    """Whether rows whose cell begins like the key's exist but none is an option: "NVIDIA GPU for
    training" beside "NVIDIA GPU for inference"."""
    opening = asked.cell.split()[0].lower()
    if _names_no_class(asked.cell, opening):
        return False
    alike = {one.row.name for one in asked.others if _opens_with(asked.of(one), opening)}
    shown = {option.text.casefold() for option in question.options}
    return bool(alike) and not any(name.casefold() in shown for name in alike)


def _names_no_class(cell: str, opening: str) -> bool:
    """Whether a cell's first word names no class: a number, an article, a word of two letters."""
    return kind_of_value(cell) != "text" or len(opening) < LEAST_OPENING


def _opens_with(cell: str, opening: str) -> bool:
    return cell.lower().startswith(opening)


def _is_part(cell: str, whole: str) -> bool:
    """Whether a cell says a part of another: "binary" of "binary, 4-byte floats"."""
    return content_words(cell) < content_words(whole)


def _value_question(asked: _Asked) -> Question | None:
    """Ask for the cell: cells of the same column in other rows are wrong."""
    place, row = asked.place, asked.row
    if form_of(asked.cell) not in asked.reading.forms or _is_short_deed(asked.cell):
        return None
    if spells_out(row.name, asked.cell) or _says_its_name(row.name, asked.cell):
        return None
    if asked.reading.describes and not place.section.bullets and _CASED.match(asked.cell):
        return None
    stem = asked.stems.for_cell(asked.number, row)
    if not stem:
        return None
    kind = form(asked.cell)
    wrong = [
        asked.wrong(other, asked.of(other))
        for other in asked.others
        if form(asked.of(other)) == kind
        and (bool(place.section.bullets) or not _CASED.match(asked.of(other)))
    ]
    return place.choice(
        stem,
        asked.key(asked.cell),
        wrong,
        is_true=lambda one: place.shelf.said_of(row.name, one.text),
        difficulty="easy",
        deciding=(asked.stems.words.inside(row.name), row.name),
    )


def _says_its_name(name: str, cell: str) -> bool:
    """Whether a cell says most parts of the name that it describes: "RequestDownloadLatency" is the
    time to download a request."""
    parts = name_parts(name)
    return len(parts) > 1 and 2 * len(shared_parts(name, cell)) > len(parts)


def _is_short_deed(cell: str) -> bool:
    """Whether a cell says what its row does in so few words that the name says it too."""
    return form_of(cell) == "acts" and len(content_words(cell)) < LEAST_TOLD


def form(text: str) -> str:
    """Return what an option looks like: what it measures, `code`, or its part of speech."""
    kind = kind_of_value(text)
    if kind != "text":
        return kind
    if text.startswith("MinValue"):
        return "range"
    if text.startswith("["):
        return "names" if re.search(r"[A-Za-z]", text) else "interval"
    if _USED.match(text):
        return "use"
    return "code" if _IDENTIFIER.search(text) else form_of(text)


def shown_cell(row: Row, number: int) -> str:
    """Return a cell as it is shown: its first sentence where it is long."""
    cell = RESIDUE.split(row.cells[number], maxsplit=1)[0].strip()
    short = len(cell) <= LONGEST_SHOWN and ". " not in cell
    return (cell if short else first_sentence(cell)).rstrip(" :")


def kind_of_distractor(place: Place, row: Row, other: Row) -> DistractorKind:
    """Return whether the wrong row is another service or another feature."""
    catalog = place.shelf.catalog
    if catalog.named(row.name) or catalog.named(other.name):
        return "wrong service"
    return "right service, wrong feature"
