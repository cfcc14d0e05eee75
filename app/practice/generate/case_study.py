"""Case studies chained from one page: a situation and its choice, what follows, and a change of the
situation that calls for another choice."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.practice.errors import ItemError
from app.practice.generate.assemble import Candidate, Place, case_id
from app.practice.generate.choice_cells import says
from app.practice.generate.header_stems import RATINGS
from app.practice.generate.phrasing import Wording
from app.practice.generate.rules import Rule, rules_of
from app.practice.generate.shelf import core_words
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.topics import topic
from app.practice.generate.words import content_words, kind_of_value, says_the_same
from app.practice.records import CaseStudy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

CASES = (2, 3)
"""Fewest and most cases of one scenario."""
SHORTEST_CASE = 18
_UNTOLD = re.compile(r"(?:always|never|in any case|otherwise)\b", re.IGNORECASE)
"""A case that is none."""
_CHANGES = ("", "Later the situation changes", "The situation changes once more")


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the scenario and the choice it calls for."""

    text: str
    answer: Candidate


def case_studies(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield the case studies of a page's comparison tables and decision rules."""
    for number in range(len(page.tables)):
        yield from _of_table(page, shelf, number)
    yield from _of_rules(page, shelf)


def _of_table(page: Page, shelf: Shelf, number: int) -> Iterator[CaseStudy]:
    table = page.tables[number]
    view = TableView(table)
    if view.is_invented or not view.has_unique_names or view.compares_sides or view.limits_of:
        return
    column = next(
        (n for n in range(1, len(table.header.cells)) if view.column(n).kind in ("when", "fit")),
        None,
    )
    if column is None or view.kind == "entry":
        return
    rows = [
        row
        for row in table.rows
        if names_one_thing(row)
        and len(row.cells[column]) >= SHORTEST_CASE
        and kind_of_value(row.cells[column]) == "text"
        and not content_words(row.name) & content_words(row.cells[column])
        and not _UNTOLD.match(row.cells[column])
    ]
    if len(rows) < 4:
        return
    words = Wording(shelf.is_name)
    place = Place(shelf, page, table.section)
    rng = random.Random(page.document.id + str(number))
    rng.shuffle(rows)
    most = CASES[1]
    for first in range(0, len(rows) - 1, most):
        group = rows[first : first + most]
        if len(group) < CASES[0]:
            return
        cases = [
            Case(
                row.cells[column],
                Candidate(
                    row.name,
                    says(row.name, view.column(column), words.inside(row.cells[column])),
                    place.evidence(row.line),
                ),
            )
            for row in group
        ]
        everyone = [
            Candidate(
                row.name,
                says(row.name, view.column(column), words.inside(row.cells[column])),
                place.evidence(row.line),
                "right service, wrong feature",
            )
            for row in table.rows
            if names_one_thing(row) and row.cells[column]
        ]
        follow_up = _follow_up(place, view, group, column, words)
        study = _study(place, view.kind, cases, everyone, follow_up)
        if study is not None:
            yield study


def _follow_up(
    place: Place, view: TableView, group: Sequence[Row], chosen: int, words: Wording
) -> tuple[str, Candidate, list[Candidate]] | None:
    """Return a question on another column of the first case's row."""
    row = group[0]
    for number in view.askable:
        column = view.column(number)
        cell = row.cells[number]
        if number == chosen or column.kind != "noun" or len(cell) < 4:
            continue
        what = words.what_of("entry", "@", column, cell)
        if not what or RATINGS.match(cell):
            continue
        what = what.replace('"@"', f"that {view.kind}").replace("@", f"that {view.kind}")
        stem = what[0].upper() + what[1:]
        wrong = [
            Candidate(
                other.cells[number],
                says(other.name, column, words.inside(other.cells[number])),
                place.evidence(other.line),
                "right service, wrong feature",
            )
            for other in view.table.rows
            if other is not row
            and names_one_thing(other)
            and other.cells[number]
            and kind_of_value(other.cells[number]) == kind_of_value(cell)
            and not says_the_same(other.cells[number], cell)
            and not place.shelf.said_of(row.name, other.cells[number])
        ]
        if len(wrong) >= 3:
            key = Candidate(
                cell, says(row.name, column, words.inside(cell)), place.evidence(row.line)
            )
            return stem, key, wrong
    return None


def _of_rules(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield a scenario of the needs that one section tells apart."""
    sections: dict[int, list[Rule]] = {}
    for rule in rules_of(page):
        if rule.link == "when" and len(rule.case) >= SHORTEST_CASE:
            sections.setdefault(id(rule.section), []).append(rule)
    for rules in sections.values():
        services = [rule for rule in rules if shelf.catalog.named(rule.name)]
        distinct = list({core_words(rule.name): rule for rule in services}.values())
        distinct = [r for r in distinct if not content_words(r.name) & content_words(r.case)][
            : CASES[1]
        ]
        if len(distinct) < CASES[0]:
            continue
        place = Place(shelf, page, distinct[0].section)
        cases = [Case(r.case, _rule_candidate(place, r)) for r in distinct]
        everyone = [_rule_candidate(place, r) for r in services]
        everyone += _relatives(page, shelf, distinct, {core_words(r.name) for r in services})
        study = _study(place, "service", cases, everyone, None)
        if study is not None:
            yield study


def _rule_candidate(place: Place, rule: Rule, distance: int = 0) -> Candidate:
    service = place.shelf.catalog.named(rule.name)
    return Candidate(
        service.name if service else rule.name,
        f"{rule.name} is the choice when {rule.case}.",
        place.evidence(rule.piece),
        "wrong service",
        distance,
    )


def _relatives(
    page: Page, shelf: Shelf, rules: Sequence[Rule], taken: set[frozenset[str]]
) -> Iterator[Candidate]:
    categories = {s.category for r in rules if (s := shelf.catalog.named(r.name))}
    for other in shelf.facts("rules", page, rules_of):
        service = shelf.catalog.named(other.name)
        if (
            service
            and service.category in categories
            and other.link == "when"
            and core_words(other.name) not in taken
        ):
            taken.add(core_words(other.name))
            yield _rule_candidate(Place(shelf, other.page, other.section), other, 1)


def _study(
    place: Place,
    kind: str,
    cases: Sequence[Case],
    everyone: Sequence[Candidate],
    follow_up: tuple[str, Candidate, list[Candidate]] | None,
) -> CaseStudy | None:
    about = topic(place.section)
    names = frozenset().union(*(core_words(case.answer.text) for case in cases))
    topical = "" if names & content_words(about) else f' ("{about}")'
    article = "an" if kind[0] in "aeiou" else "a"
    scenario = (
        f"A team has to choose {article} {kind}{topical}. Its situation: {_sentence(cases[0].text)}"
    )
    questions: list[Question] = []
    for number, case in enumerate(cases):
        wrong = [
            one
            for one in everyone
            if one.text != case.answer.text and not place.shelf.said_of(one.text, case.text)
        ]
        changed = f"{_CHANGES[number]}: {_sentence(case.text)} " if number else ""
        now = " now" if number else ""
        stem = f"{changed}Which {kind} should the team choose{now}?"
        question = place.choice(stem, case.answer, wrong)
        if question is None:
            return None
        questions.append(replace(question, deciding=(_sentence(case.text).rstrip("."),)))
        if follow_up and number == 0:
            questions += _followed(place, follow_up)
    name = case_id(scenario, questions)
    try:
        return CaseStudy(
            id=name,
            scenario=scenario,
            questions=tuple(
                replace(q, id=f"{name}-q{n}", difficulty="hard") for n, q in enumerate(questions, 1)
            ),
            title=about if topical else "",
            origin="factory",
            exam=place.page.document.source.exam or "mla-c01",
            checked=place.section.checked,
        )
    except ItemError:
        return None


def _followed(
    place: Place, follow_up: tuple[str, Candidate, list[Candidate]]
) -> Iterator[Question]:
    stem, key, wrong = follow_up
    question = place.choice(stem, key, wrong)
    if question is not None:
        yield question


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{text[0].upper()}{text[1:]}."
