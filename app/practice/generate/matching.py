"""Matching: rows of a table with one of their cells, and terms with their definitions."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from app.practice.generate.articles import agrees
from app.practice.generate.assemble import CAMEL, Place, capitalised, fit_option, share_a_word
from app.practice.generate.choice_cells import (
    CODED,
    NO_ANSWER,
    form,
    is_askable,
    is_understood,
    shown_cell,
    unworded_tables,
)
from app.practice.generate.choice_definitions import is_of_example, is_part, stands_alone
from app.practice.generate.choice_rules import inside, is_told, shown, telling_cues
from app.practice.generate.clauses import form_of
from app.practice.generate.clues import shared_parts
from app.practice.generate.definitions import definitions_of
from app.practice.generate.header_stems import are_ratings
from app.practice.generate.phrasing import Wording
from app.practice.generate.rivals import is_telling
from app.practice.generate.row_stems import RowStems
from app.practice.generate.rule_rivals import BESIDE, KIN, Rivals
from app.practice.generate.tables import TableView
from app.practice.generate.topics import led, page_topic, rows_of, topic
from app.practice.generate.worded_tables import worded_tables
from app.practice.generate.words import kind_of_value, says_the_same, upper_first, word_parts
from app.practice.records import Evidence, Option, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Definition, Section
    from app.practice.generate.rules import Rule
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_WORDS = frozenset({"clause", "phrase", "acts", "order", "notes"})
"""Parts of speech that may stand beside each other as responses."""
PROMPTS = (3, 4)
"""Fewest and most pairs of one question."""
LONGEST_SIDE = 120
_NO_NOUN = re.compile(
    r"\?$|^(?:who|what|how|where|when|which)\b|\b(?:by|for|to|in|on|with|from)$|(?<=\w )[a-z]+s$",
    re.IGNORECASE,
)
"""Properties that are no noun: "Suited to", "Mainly reduces"."""
TWICE = 8
"""Pairs from which others can be put together that share one with each question before."""
_BARE = re.compile(r"^(?:yes|no|none|depends\b.*|same\b.*|the same\b.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what is said of it."""

    name: str
    said: str
    reason: str
    evidence: Evidence


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
                yield from pair_questions(table.place, alike, _Written(column.wording.match), "")


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
            yield from pair_questions(place, pairs, _Side(place.section), what)


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


def rule_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match needs with the rivals that answer them: those of a section, and
    services that the sources set against them."""
    rivals = Rivals.near(page, shelf)
    told = [one for one in rivals.rules if one.link == "when" and is_told(one, rivals)]
    for own in _one_of_each_section(told, page):
        pairs = [
            _RivalPair(
                shown(rule, shelf),
                upper_first(rule.case),
                _reason_of(inside(rule, shelf), rule.case),
                Place(shelf, rule.page, rule.section).evidence(rule.piece),
                rule,
            )
            for rule in _nearest(own, told, rivals)
        ]
        yield from _matched(own, pairs, rivals, "need")


def cue_matching(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions that match phrases of scenarios with the rivals that they point to: those of
    a section, and services that the sources set against them."""
    rivals = Rivals.near(page, shelf)
    told = [one for one in rivals.rules if one.link == "cue" and telling_cues(one)]
    for own in _one_of_each_section(told, page):
        pairs = [
            _RivalPair(
                shown(rule, shelf),
                f'"{telling_cues(rule)[0]}"',
                f'"{telling_cues(rule)[0]}" points to {inside(rule, shelf)}.',
                Place(shelf, rule.page, rule.section).evidence(rule.piece),
                rule,
            )
            for rule in _nearest(own, told, rivals)
        ]
        yield from _matched(own, pairs, rivals, "phrase of a scenario")


@dataclass(frozen=True, slots=True)
class _RivalPair(Pair):
    """What is chosen, and the need or phrase of its rule."""

    rule: Rule


def _reason_of(name: str, case: str) -> str:
    return f"{upper_first(name)} {agrees(name, f'is the right choice when {case}')}."


def _one_of_each_section(rules: Sequence[Rule], page: Page) -> list[Rule]:
    """Return the first rule of each section of a page."""
    firsts: dict[int, Rule] = {}
    for rule in rules:
        if rule.page is page:
            firsts.setdefault(id(rule.section), rule)
    return list(firsts.values())


def _nearest(own: Rule, rules: Sequence[Rule], rivals: Rivals) -> list[Rule]:
    """Return a rule and those of its rivals, the nearest first, one for each thing."""
    mine = rivals.service(own)
    farthest = KIN if rivals.has_services(own) else 0
    ranked: list[tuple[int, bool, int]] = []
    for number, other in enumerate(rules):
        distance, theirs = rivals.distance(own, other), rivals.service(other)
        if distance is not None and distance <= farthest:
            is_foreign = not (mine and theirs and mine.category == theirs.category)
            ranked.append((distance, is_foreign, number))
    found: list[Rule] = [own]
    for _, _, number in sorted(ranked):
        other = rules[number]
        if not any(rivals.are_one(one, other) for one in found):
            found.append(other)
    return found


def _matched(
    own: Rule, pairs: Sequence[_RivalPair], rivals: Rivals, what: str
) -> Iterator[Question]:
    """Yield the question of three or four needs; one name more than needs stands beside them,
    unless the sources set each against each."""
    least, most = PROMPTS
    near = _told_apart_by_rules(pairs, rivals)[: most + 1]
    spare = near[-1] if len(near) > least else None
    group = near[:-1] if spare else near
    if len(group) < least or not (spare or _are_all_rivals(near, rivals)):
        return
    place = Place(rivals.shelf, own.page, own.section)
    rng = random.Random(place.page.document.id + what + own.case)
    question = _question(place, group, spare, _names_of(own, near, rivals), what, rng)
    if question is not None:
        options = (replace(o, kind="wrong service") if o.kind else o for o in question.options)
        yield replace(question, options=tuple(options))


def _told_apart_by_rules(pairs: Sequence[_RivalPair], rivals: Rivals) -> list[_RivalPair]:
    """Keep pairs that cannot be swapped: what one rule chooses does not fit the other's case."""
    kept: list[_RivalPair] = []
    for pair in pairs:
        if _fits(pair) and not any(
            says_the_same(pair.said, one.said)
            or rivals.fits_too(pair.rule, one.rule)
            or rivals.fits_too(one.rule, pair.rule)
            for one in kept
        ):
            kept.append(pair)
    return kept


def _names_of(own: Rule, pairs: Sequence[_RivalPair], rivals: Rivals) -> _Services | _Choices:
    if not rivals.has_services(own):
        return _Choices(own.section)
    only = all(rivals.service(pair.rule) for pair in pairs)
    return _Services("service" if only else "service or feature")


def _are_all_rivals(pairs: Sequence[_RivalPair], rivals: Rivals) -> bool:
    distances = [rivals.distance(one.rule, other.rule) for one, other in combinations(pairs, 2)]
    return all(one is not None and one <= BESIDE for one in distances)


@dataclass(frozen=True, slots=True)
class _Services:
    """Names services, which need no heading."""

    kind: str = "service"
    are_cases: bool = False

    def told(self, asked: str) -> str:
        """Return the question as a sentence."""
        return upper_first(asked)


@dataclass(frozen=True, slots=True)
class _Choices:
    """Names what one section chooses between, placed by its heading."""

    section: Section
    kind: str = "choice"
    are_cases: bool = False

    def told(self, asked: str) -> str:
        """Return a question with what it is about before it."""
        return led(self.section, asked)


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


@dataclass(frozen=True, slots=True)
class Named:
    """Names what the terms of a page's definitions are."""

    about: str
    kind: str
    are_cases: bool = False

    def told(self, asked: str) -> str:
        """Return a question with what it is about before it."""
        return f'On "{self.about}": {asked}' if self.about else upper_first(asked)


_Stems = RowStems | Named | _Side | _Services | _Choices | _Written


def pair_questions(
    place: Place, pairs: Sequence[Pair], stems: _Stems, what: str
) -> Iterator[Question]:
    """Yield the questions that match pairs, each pair once or twice; `what` is said of a name."""
    fitting = [pair for pair in pairs if _fits(pair)]
    usable = fitting if isinstance(stems, _Side) else _told_apart(fitting, place.shelf)
    least, most = PROMPTS
    rng = random.Random(place.page.document.id + stems.kind + what)
    usable = sorted(usable, key=lambda pair: len(pair.said))
    spare: Pair | None = None
    everything = usable
    while len(usable) >= least:
        size = most if len(usable) >= most else len(usable)
        group, usable = usable[:size], usable[size:]
        spare = usable[0] if 0 < len(usable) < least else None
        if isinstance(stems, _Written):
            spare = next((pair for pair in (*usable, *everything) if pair not in group), None)
        question = _question(place, group, spare, stems, what, rng)
        if question is not None:
            yield question
    if len(everything) >= TWICE:
        group = everything[:: len(everything) // most][:most]
        question = _question(place, group, None, stems, what, rng)
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
        and not shared_parts(pair.name, pair.said)
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
    stems: _Stems,
    what: str,
    rng: random.Random,
) -> Question | None:
    """Return one question: what is longer is the prompts; a case is one whatever its length."""
    said_is_longer = sum(len(p.said) - len(p.name) for p in group) > 0 and not stems.are_cases
    unnamed = "observation" if stems.are_cases else "name"
    kind = stems.kind if stems.kind != "entry" else unnamed
    if said_is_longer:
        asked = f"match each {what or 'description'} with the right {kind}."
    else:
        asked = f"match each {kind} with its {what or 'description'}."
    stem = stems.told(asked)
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


MATCHING_MAKERS: dict[str, Callable[[Page, Shelf], Iterator[Question]]] = {
    "worded table": worded_matching,
    "table": table_matching,
    "rules": rule_matching,
    "cues": cue_matching,
    "sides": side_matching,
    "definitions": definition_matching,
}
"""Makers by the name that a report calls them."""
