"""Matching: rows of a table with one of their cells, and terms with their definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place
from app.practice.generate.choice_cells import (
    NO_ANSWER,
    form,
    is_askable,
    is_understood,
    shown_cell,
    unworded_tables,
)
from app.practice.generate.choice_definitions import is_of_example, is_part, stands_alone
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import definitions_of
from app.practice.generate.header_stems import are_ratings
from app.practice.generate.matching_rules import cue_matching, rule_matching
from app.practice.generate.matching_sets import PROMPTS, Named, Pair, pair_questions
from app.practice.generate.phrasing import Wording
from app.practice.generate.rivals import is_telling
from app.practice.generate.row_stems import RowStems
from app.practice.generate.tables import TableView
from app.practice.generate.topics import led, page_topic, rows_of, topic
from app.practice.generate.worded_tables import worded_tables
from app.practice.generate.words import kind_of_value, says_the_same, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Definition, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_WORDS = frozenset({"clause", "phrase", "acts", "order", "notes"})
"""Parts of speech that may stand beside each other as responses."""
_NO_NOUN = re.compile(
    r"\?$|^(?:who|what|how|where|when|which)\b|\b(?:by|for|to|in|on|with|from)$|(?<=\w )[a-z]+s$",
    re.IGNORECASE,
)
"""Properties that are no noun: "Suited to", "Mainly reduces"."""
_BARE = re.compile(r"^(?:yes|no|none|depends\b.*|same\b.*|the same\b.*)$", re.IGNORECASE)


def table_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the matching questions of a page's tables: rows with one of their cells."""
    words = Wording(shelf.is_name)
    for view in unworded_tables(page, shelf):
        place = Place(shelf, page, view.table.section)
        stems = RowStems(place.section, view, words)
        for number in view.askable:
            reading = stems.reading(number)
            if reading is None or not reading.decides or not reading.what:
                continue
            pairs = [
                Pair(
                    row.name,
                    shown_cell(row, number),
                    f"{stems.fact(number, row.name, shown_cell(row, number))}.",
                    place.evidence(row.line),
                )
                for row in view.table.rows
                if is_understood(stems, row) and is_askable(shown_cell(row, number))
            ]
            if not pairs or are_ratings([pair.said for pair in pairs]):
                continue
            what = reading.what.replace("{h}", stems.header(number))
            for alike in _of_one_form(pairs):
                yield from pair_questions(place, alike, stems, what)


def worded_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the matching questions that were written for tables: rows with one of their cells."""
    for table in worded_tables(page, shelf):
        for column in table.columns:
            if not column.wording.match:
                continue
            pairs = [
                Pair(row.name, column.cell(row), column.fact(row), table.place.evidence(row.line))
                for row in column.asked
                if row.name not in column.wording.not_wrong
            ]
            for alike in _of_one_form(pairs):
                yield from pair_questions(
                    table.place, alike, _Written(column.wording.match), "", to_spare=True
                )


@dataclass(frozen=True, slots=True)
class _Written:
    """A whole question."""

    text: str
    kind: str = "row"
    are_cases: bool = True
    """So that the rows are the prompts: the question names them first."""

    def told(self, asked: str) -> str:  # noqa: ARG002
        """Return the question as it was written."""
        return self.text


def side_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the matching questions of comparisons whose columns are the things compared."""
    words = Wording(shelf.is_name)
    for table in page.tables:
        view = TableView(table)
        sides = table.header.cells[1:]
        if view.is_invented or not view.compares_sides or len(sides) < PROMPTS[0]:
            continue
        place = Place(shelf, page, table.section)
        if not table.section.bullets and not rows_of(table.section):
            continue
        for row in table.rows:
            cells = [shown_cell(row, n) for n in range(1, len(row.cells))]
            if _NO_NOUN.search(row.name) or not all(map(_is_answer, cells)):
                continue
            what = words.inside(row.name)
            if any(says_the_same(one, other) for one, other in combinations(cells, 2)):
                continue
            pairs = [
                Pair(
                    side,
                    cell,
                    f"{upper_first(what)} of {words.inside(side)}: {words.inside(cell)}.",
                    place.evidence(row.line),
                )
                for side, cell in zip(sides, cells, strict=True)
            ]
            yield from pair_questions(place, pairs, _Side(place.section), what, exclude=False)


def _is_answer(cell: str) -> bool:
    """Whether a cell of a comparison says something by itself."""
    plain = kind_of_value(cell) != "number"
    return bool(cell) and plain and not NO_ANSWER.match(cell) and not _BARE.match(cell)


@dataclass(frozen=True, slots=True)
class _Side:
    """Names the things that the columns of a comparison are."""

    section: Section
    kind: str = "one"
    are_cases: bool = True

    def told(self, asked: str) -> str:
        """Return a question with what it is about before it."""
        if not self.section.bullets:
            return upper_first(asked.replace("each one", f"each {rows_of(self.section)}"))
        return led(self.section, asked.replace("match each one with", "match each of them with"))


def _of_one_form(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the pairs grouped by what their values look like: words, code, or a measure."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        kind = form(pair.said)
        groups.setdefault("words" if kind in _WORDS else kind, []).append(pair)
    return list(groups.values())


def definition_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the matching questions of a page's definitions: terms with their meanings."""
    words = Wording(shelf.is_name)
    found = list(definitions_of(page))
    for listed in (False, True):
        groups: dict[object, list[Definition]] = {}
        for one in found:
            if bool(one.verb) != listed:
                groups.setdefault(page if one.verb else one.section, []).append(one)
        for group in groups.values():
            if any(d.advises for d in group) and not all(d.advises for d in group):
                continue
            remarks = listed and group[0].section.bullets and not group[0].advises
            if remarks and group[0].noun == "entry":
                continue
            if is_of_example(page, group[0].section) or (listed and is_part(group[0])):
                continue
            place = Place(shelf, page, group[0].section)
            pairs = [
                Pair(
                    upper_first(d.term) if d.verb else d.term,
                    d.meaning,
                    f"{d.term}{' ' + d.verb + ' ' if d.verb else ': '}{words.inside(d.meaning)}.",
                    Place(shelf, page, d.section).evidence(d.piece),
                )
                for d in group
                if stands_alone(d)
                and (d.advises or (is_telling(d) and form_of(d.meaning) != "notes"))
            ]
            advises = group[0].advises
            noun = group[0].noun if group[0].noun != "entry" else "term"
            subject = noun if not advises else "case"
            what = "meaning" if not advises else "course of action"
            about = page_topic(place.section) if not listed else topic(place.section)
            about = about if place.section.bullets else ""
            yield from pair_questions(place, pairs, Named(about, subject), what)


MATCHING_MAKERS: dict[str, Callable[[Page, Shelf], Iterator[Question]]] = {
    "worded table": worded_matching,
    "table": table_matching,
    "rules": rule_matching,
    "cues": cue_matching,
    "sides": side_matching,
    "definitions": definition_matching,
}
"""Makers by the name that a report calls them."""
