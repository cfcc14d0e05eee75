"""Case studies from one page: teams with different needs, what each should choose, and what follows
from the choice."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.practice.errors import ItemError
from app.practice.generate.assemble import Candidate, Place, case_id, gives_away
from app.practice.generate.case_questions import case_questions
from app.practice.generate.choice_cells import asked_tables, form, is_askable, shown_cell
from app.practice.generate.choice_rules import says_enough
from app.practice.generate.clauses import form_of
from app.practice.generate.phrasing import Wording
from app.practice.generate.row_stems import RowStems
from app.practice.generate.rule_rivals import STRANGER, Rivals
from app.practice.generate.rules import Rule, rules_of
from app.practice.generate.shelf import core_words
from app.practice.generate.tables import names_one_thing
from app.practice.generate.told_cases import told_cases
from app.practice.generate.topics import led, topic
from app.practice.generate.words import content_words, says_the_same, upper_first
from app.practice.records import CASE_QUESTIONS, CaseStudy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

TEAMS = ("A", "B", "C")
FEWEST = 2
"""Teams of a scenario without a question on what follows."""
SHORTEST_NEED = 6
"""Words; a shorter need is the cell of a table, not the situation of a team."""
SHORTEST_SITUATION = 30
"""Words; a shorter one is a sum with a sentence around it."""
MOST_QUESTIONS = 4
_UNTOLD = re.compile(r"(?:always|never|in any case|otherwise|the usual)\b", re.IGNORECASE)
"""A case that is none."""
_JOINED = re.compile(r"(?:and|or|but|so|because|while)\b")
"""How the second of two clauses begins in a sentence; without it they are notes."""
_MET = re.compile(
    r"\b(?:error|violation|symptom|status|state|finding|event|problem|cause|risk|message|alarm)\b"
)
"""What a team meets and does not choose."""
_COUNTED = {2: "Two", 3: "Three"}


@dataclass(frozen=True, slots=True)
class Case:
    """The need of a team and the choice it calls for."""

    need: str
    """A whole sentence."""
    answer: Candidate
    row: Row | None = None


def table_studies(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield the case studies of tables that tell when to choose which of their rows."""
    words = Wording(shelf.is_name)
    for view in asked_tables(page):
        place = Place(shelf, page, view.table.section)
        stems = RowStems(place.section, view, words, shelf.wording_of(page, view.table))
        number = next((n for n in view.askable if _tells_cases(stems, n)), None)
        if number is None or view.kind == "entry" or _MET.search(view.kind):
            continue
        rows = [row for row in view.table.rows if _is_case(row, number)]
        random.Random(f"{page.document.id} {view.table.header.line.start}").shuffle(rows)
        for first in range(0, len(rows), len(TEAMS)):
            group = rows[first : first + len(TEAMS)]
            follow_up = _follow_up(place, stems, group, number)
            if len(group) < FEWEST or (len(group) == FEWEST and follow_up is None):
                continue
            cases = [_row_case(place, stems, row, number) for row in group]
            everyone = [
                _row_candidate(place, stems, row, number)
                for row in view.table.rows
                if names_one_thing(row) and row.cells[number]
            ]
            made = study(place, stems.kind, cases, everyone, follow_up, is_told=stems.is_told)
            if made is not None:
                yield made


def _tells_cases(stems: RowStems, number: int) -> bool:
    reading = stems.reading(number)
    return reading is not None and reading.kind == "when"


def _is_case(row: Row, number: int) -> bool:
    cell = shown_cell(row, number)
    return (
        names_one_thing(row)
        and is_askable(cell)
        and len(cell.split()) >= SHORTEST_NEED
        and form_of(cell) in ("clause", "acts")
        and ";" not in cell
        and not any(
            form_of(part) == "clause" and not _JOINED.match(part) for part in cell.split(", ")[1:]
        )
        and not content_words(row.name) & content_words(cell)
        and not _UNTOLD.match(cell)
    )


def _row_candidate(place: Place, stems: RowStems, row: Row, number: int) -> Candidate:
    return Candidate(
        row.name,
        f"{stems.fact(number, row.name, shown_cell(row, number))}.",
        place.evidence(row.line),
        "right service, wrong feature",
    )


def _row_case(place: Place, stems: RowStems, row: Row, number: int) -> Case:
    return Case(_sentence(shown_cell(row, number)), _row_candidate(place, stems, row, number), row)


def _follow_up(
    place: Place, stems: RowStems, group: Sequence[Row], chosen: int
) -> tuple[int, str, Candidate, list[Candidate]] | None:
    """Return a question on another column of a team's choice, with the team's place."""
    for team, row in enumerate(group):
        for number in stems.view.askable:
            reading = stems.reading(number)
            cell = shown_cell(row, number)
            if number == chosen or reading is None or not is_askable(cell):
                continue
            if reading.kind != "noun" or form_of(cell) not in reading.forms:
                continue
            asked = stems.of_choice(number)
            wrong = [
                Candidate(
                    shown_cell(other, number),
                    f"{stems.fact(number, other.name, shown_cell(other, number))};"
                    f" {stems.fact(number, row.name, cell)}.",
                    place.evidence(other.line),
                    "right service, wrong feature",
                )
                for other in stems.view.table.rows
                if other is not row
                and names_one_thing(other)
                and is_askable(shown_cell(other, number))
                and form(shown_cell(other, number)) == form(cell)
                and not says_the_same(shown_cell(other, number), cell)
                and not place.shelf.said_of(row.name, shown_cell(other, number))
            ]
            if asked and len(wrong) >= 3:
                stem = f"Team {TEAMS[team]} makes the right choice. {asked}"
                said = f"{stems.fact(number, row.name, cell)}."
                return team, stem, Candidate(cell, said, place.evidence(row.line)), wrong
    return None


def rule_studies(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield a scenario of the needs for which one section names different services."""
    sections: dict[int, list[Rule]] = {}
    for rule in rules_of(page):
        if rule.link == "when" and len(rule.case.split()) >= SHORTEST_NEED:
            sections.setdefault(id(rule.section), []).append(rule)
    for rules in sections.values():
        services = [rule for rule in rules if shelf.catalog.named(rule.name)]
        distinct = list({core_words(rule.name): rule for rule in services}.values())
        distinct = [r for r in distinct if not content_words(r.name) & content_words(r.case)]
        distinct = distinct[: len(TEAMS)]
        if len(distinct) < len(TEAMS):
            continue
        place = Place(shelf, page, distinct[0].section)
        cases = [Case(_sentence(r.case), _rule_candidate(place, r)) for r in distinct]
        everyone = [_rule_candidate(place, r) for r in services]
        everyone += _relatives(page, shelf, distinct, {core_words(r.name) for r in services})
        made = study(place, "service", cases, everyone, None, is_told=True)
        if made is not None:
            yield made


def _rule_candidate(place: Place, rule: Rule, distance: int = 0) -> Candidate:
    service = place.shelf.catalog.named(rule.name)
    return Candidate(
        service.name if service else rule.name,
        f"{rule.name} is the right choice when {rule.case}.",
        place.evidence(rule.piece),
        "wrong service",
        distance,
    )


def _relatives(
    page: Page, shelf: Shelf, rules: Sequence[Rule], taken: set[frozenset[str]]
) -> Iterator[Candidate]:
    rivals = Rivals.near(page, shelf)
    for other in rivals.rules:
        distances = [rivals.distance(rule, other) for rule in rules]
        if (
            rivals.service(other)
            and other.link == "when"
            and says_enough(other, rivals)
            and all(one is not None and one < STRANGER for one in distances)
            and core_words(other.name) not in taken
        ):
            taken.add(core_words(other.name))
            yield _rule_candidate(Place(shelf, other.page, other.section), other, 1)


def study(
    place: Place,
    kind: str,
    cases: Sequence[Case],
    everyone: Sequence[Candidate],
    follow_up: tuple[int, str, Candidate, list[Candidate]] | None,
    *,
    is_told: bool,
) -> CaseStudy | None:
    """Return the scenario of teams with different needs; None where a need points at its choice or
    has too few alternatives."""
    needs = " ".join(f"Team {team}: {case.need}" for team, case in zip(TEAMS, cases, strict=False))
    article = "an" if kind[0].lower() in "aeiou" else "a"
    asked = f"{_COUNTED[len(cases)]} teams of one company each have to choose {article} {kind}."
    about = kind == "service" or is_told
    opening = asked if about else led(place.section, asked[0].lower() + asked[1:])
    scenario = f"{opening} {needs}"
    if len(scenario.split()) < SHORTEST_SITUATION:
        return None
    questions: list[Question] = []
    for number, case in enumerate(cases):
        wrong = [
            _against(one, case)
            for one in everyone
            if one.text != case.answer.text and not place.shelf.said_of(one.text, case.need)
        ]
        stem = f"Which {kind} should team {TEAMS[number]} choose?"
        question = place.choice(stem, case.answer, wrong)
        if question is None or _points(case, question):
            return None
        questions.append(question)
        if follow_up and number == follow_up[0]:
            more = place.choice(*follow_up[1:])
            if more is not None:
                questions.append(more)
    name = case_id(scenario, questions)
    try:
        return CaseStudy(
            id=name,
            scenario=scenario,
            questions=tuple(
                replace(q, id=f"{name}-q{n}", difficulty="hard") for n, q in enumerate(questions, 1)
            ),
            title=topic(place.section),
            origin="factory",
            exam=place.page.document.source.exam or "mla-c01",
            checked=place.section.checked,
        )
    except ItemError:
        return None


def _against(one: Candidate, case: Case) -> Candidate:
    """Return a wrong option whose reason also says what this case calls for."""
    return replace(one, rationale=f"{one.rationale} {case.answer.rationale}")


def _points(case: Case, question: Question) -> bool:
    """Whether the words of a need point at its answer."""
    wrong = [
        Candidate(option.text, option.rationale, option.evidence)
        for option in question.options
        if option.kind is not None and option.evidence is not None
    ]
    return gives_away(case.need, case.answer, wrong)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{upper_first(text)}."


def told_studies(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield the cases that a page tells, with the questions that it answers."""
    for case in told_cases(page):
        place = Place(shelf, page, case.section)
        questions = case_questions(place, case)[:MOST_QUESTIONS]
        if len(case.situation.split()) >= SHORTEST_SITUATION and len(questions) >= CASE_QUESTIONS:
            name = case_id(case.situation, questions)
            yield CaseStudy(
                id=name,
                scenario=case.situation,
                questions=tuple(replace(q, id=f"{name}-q{n}") for n, q in enumerate(questions, 1)),
                title=case.about,
                difficulty="medium" if case.results else "hard",
                origin="factory",
                exam=page.document.source.exam or "mla-c01",
                checked=case.section.checked,
            )


TOLD = "told cases"
CASE_MAKERS: dict[str, Callable[[Page, Shelf], Iterator[CaseStudy]]] = {
    TOLD: told_studies,
    "choices of a table": table_studies,
    "rules": rule_studies,
}
"""Makers by the name that a report calls them."""
