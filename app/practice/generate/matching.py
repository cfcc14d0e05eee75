"""Matching: rows of a table with one of their cells, and terms with their definitions."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from app.practice.generate.assemble import CAMEL, Place, capitalised, fit_option, share_a_word
from app.practice.generate.choice_cells import (
    CALCULATED,
    CODED,
    MIXED,
    NO_ANSWER,
    form,
    says,
    shown_cell,
)
from app.practice.generate.definitions import definitions_of
from app.practice.generate.header_stems import are_ratings
from app.practice.generate.phrasing import Wording, singular
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import page_topic, topic
from app.practice.generate.words import says_the_same, shape, word_parts
from app.practice.records import Evidence, Option, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Definition
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

PROMPTS = (3, 4)
"""Fewest and most pairs of one question."""
LONGEST_SIDE = 120
FEWEST_WORDS = 3
"""Words that a cell should have on average to tell what its row does."""
_ADDED = re.compile(r" (?:answered|it answers|named by .*|to consider|needed|it needs)$")
"""What a header adds to its noun."""
_VALUES = re.compile(r"(?:values?(?: or default)?|default|setting|limit)", re.IGNORECASE)
"""Headers of values, of which only those that measure something are of one kind."""
_WHAT = {"when": "case", "fit": "use"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what is said of it."""

    name: str
    said: str
    reason: str
    evidence: Evidence


def matching_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the matching questions of a page's tables and definitions."""
    words = Wording(shelf.is_name)
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names or view.compares_sides:
            continue
        if view.is_inventory:
            continue
        place = Place(shelf, page, table.section)
        for number in view.askable:
            column = view.column(number)
            pairs = [
                Pair(
                    row.name,
                    shown_cell(row, number),
                    says(row.name, column, words.inside(shown_cell(row, number))),
                    place.evidence(row.line),
                )
                for row in table.rows
                if names_one_thing(row)
                and shown_cell(row, number)
                and not CALCULATED.search(shown_cell(row, number))
            ]
            if column.kind in ("verb", "asks", "state") and _words(pairs) < FEWEST_WORDS * len(
                pairs
            ):
                continue
            if column.kind == "clause" or are_ratings([pair.said for pair in pairs]):
                continue
            what = _WHAT.get(column.kind, "")
            if column.kind == "noun":
                header = words.header(column.header)
                what = _ADDED.sub("", singular(header) if column.is_plural else header)
            by = shape if MIXED.fullmatch(column.header) else form
            for alike in _of_one_shape(pairs, by):
                if _VALUES.fullmatch(column.header) and shape(alike[0].said) == "text":
                    continue
                yield from _questions(place, alike, _subject(view), what)
    yield from _of_definitions(page, shelf)


def _words(pairs: Sequence[Pair]) -> int:
    return sum(len(pair.said.split()) for pair in pairs)


def _of_one_shape(pairs: Sequence[Pair], by: Callable[[str], str]) -> list[list[Pair]]:
    """Return the pairs grouped by what their values look like."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(by(pair.said), []).append(pair)
    return list(groups.values())


def _subject(view: TableView) -> str:
    return "entry" if view.kind == "entry" or len(view.kind.split()) > 4 else view.kind


def _of_definitions(page: Page, shelf: Shelf) -> Iterator[Question]:
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
            place = Place(shelf, page, group[0].section)
            pairs = [
                Pair(
                    d.term[0].upper() + d.term[1:] if d.verb else d.term,
                    d.meaning,
                    f"{d.term}{' ' + d.verb + ' ' if d.verb else ': '}{words.inside(d.meaning)}.",
                    Place(shelf, page, d.section).evidence(d.piece),
                )
                for d in group
            ]
            advises = group[0].advises
            noun = group[0].noun if group[0].noun != "entry" else "term"
            subject = noun if not advises else "case"
            what = "meaning" if not advises else "advice"
            yield from _questions(place, pairs, subject, what, whole_page=listed is False)


def _questions(
    place: Place,
    pairs: Sequence[Pair],
    subject: str,
    what: str,
    whole_page: bool = False,
) -> Iterator[Question]:
    usable = _told_apart([p for p in pairs if _fits(p)], place.shelf)
    least, most = PROMPTS
    rng = random.Random(place.page.document.id + subject + what)
    usable = sorted(usable, key=lambda pair: len(pair.said))
    spare: Pair | None = None
    while len(usable) >= least:
        size = most if len(usable) >= most else len(usable)
        group, usable = usable[:size], usable[size:]
        spare = usable[0] if 0 < len(usable) < least else None
        question = _question(place, group, spare, subject, what, whole_page, rng)
        if question is not None:
            yield question


def _fits(pair: Pair) -> bool:
    return (
        fit_option(pair.said)
        and not CODED.search(pair.said)
        and not NO_ANSWER.match(pair.said)
        and len(pair.said) <= LONGEST_SIDE
        and len(pair.name) <= LONGEST_SIDE
        and not (word_parts(CAMEL.sub(" ", pair.name)) & word_parts(CAMEL.sub(" ", pair.said)))
        and not share_a_word(pair.name, pair.said)
    )


def _told_apart(pairs: Sequence[Pair], shelf: Shelf) -> list[Pair]:
    """Keep pairs that cannot be swapped: nothing said of one is said of another."""
    kept: list[Pair] = []
    for pair in pairs:
        if not any(
            says_the_same(pair.said, other.said)
            or says_the_same(pair.name, other.name)
            or shelf.said_of(pair.name, other.said)
            or shelf.said_of(other.name, pair.said)
            for other in kept
        ):
            kept.append(pair)
    return kept


def _question(
    place: Place,
    group: Sequence[Pair],
    spare: Pair | None,
    subject: str,
    what: str,
    whole_page: bool,
    rng: random.Random,
) -> Question | None:
    """Return one question: the longer side is the prompts, the shorter one the responses."""
    said_is_longer = sum(len(p.said) - len(p.name) for p in group) > 0
    about = topic(place.section) if not whole_page else page_topic(place.section)
    if said_is_longer:
        each = f"each {what}" if what else "each description"
        right = f"the right {subject}" if subject != "entry" else "what it belongs to"
        stem = f'On "{about}": match {each} with {right}.'
    else:
        stem = f'On "{about}": match each {subject} with its {what or "description"}.'
    options: list[Option] = []
    for pair in (*group, *((spare,) if spare else ())):
        text = pair.name if said_is_longer else pair.said
        options.append(
            Option(
                capitalised(text),
                pair.reason,
                pair.evidence,
                None if pair is not spare else "right service, wrong feature",
            )
        )
    if any(one.text == other.text for one, other in pairwise(sorted(options, key=_text))):
        return None
    order = list(range(len(options)))
    rng.shuffle(order)
    prompts = [
        Prompt(capitalised(p.said if said_is_longer else p.name), p.reason, p.evidence)
        for p in group
    ]
    key = [order.index(i) for i in range(len(group))]
    return place.question("matching", stem, [options[i] for i in order], key, prompts=prompts)


def _text(option: Option) -> str:
    return option.text
