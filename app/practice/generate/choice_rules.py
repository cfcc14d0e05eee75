"""Multiple choice from decision rules: which choice does this case call for?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.articles import agrees, is_smooth
from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.clauses import form_of
from app.practice.generate.phrasing import listed
from app.practice.generate.rules import Rule, rules_of
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import led, rows_of, topic
from app.practice.generate.words import content_words, says_the_same, upper_first
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.catalog import Service
    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_VAGUE = words("data must should need needed team aws simple company want case")
LEAST_TOLD = 3
"""Telling words of a case: fewer hold for many services."""
MOST_CUES = 3
CUES_ASKED = 3
"""Phrases of one cue that are asked for, each in its own question."""
LEAST_CUE = 2
"""Words of a phrase that is asked for."""


def rule_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per rule; what other rules choose is wrong."""
    everywhere = tuple(shelf.facts("rules", page, rules_of))
    for rule in rules_of(page):
        if content_words(rule.name) & content_words(rule.case):
            continue
        if rule.link != "cue" and len(content_words(rule.case) - _VAGUE) < LEAST_TOLD:
            continue
        service = shelf.catalog.named(rule.name)
        place = Place(shelf, page, rule.section)
        stem = _stem(rule, service)
        key = Candidate(_shown(rule.name, service), _reason(rule), place.evidence(rule.piece))
        question = place.choice(
            stem,
            key,
            _others(rule, service, everywhere, shelf),
            deciding=rule.cues or (rule.case,),
        )
        if question is not None:
            yield question


def case_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per rule for the case in which a service is right; the cases of other
    services are wrong."""
    everywhere = tuple(shelf.facts("rules", page, rules_of))
    for rule in rules_of(page):
        service = shelf.catalog.named(rule.name)
        if not is_told(rule):
            continue
        place = Place(shelf, page, rule.section)
        question = place.choice(
            _asks_case(rule, service),
            Candidate(_sentence(rule.case), _reason(rule), place.evidence(rule.piece)),
            _other_cases(rule, service, everywhere, shelf),
            is_true=partial(_is_said_of, service.name if service else rule.name, shelf),
            deciding=(service.name if service else rule.name,),
        )
        if question is not None:
            yield question


def _asks_case(rule: Rule, service: Service | None) -> str:
    """Return the question for the case of a rule; what is no service is placed by its heading."""
    name = service.name if service else _shown(rule.name, None)
    if rule.link == "for":
        asked = f"which of these needs calls for {name}?"
        return upper_first(asked) if service else led(rule.section, asked)
    asked = f"n which case {'are' if _are_several(name) else 'is'} {name} the right choice?"
    return f"I{asked}" if service else led(rule.section, f"i{asked}")


def cue_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per cue for the phrase that points to a service; those of other services
    are wrong."""
    everywhere = tuple(shelf.facts("rules", page, rules_of))
    for rule in rules_of(page):
        service = shelf.catalog.named(rule.name)
        if service is None or rule.link != "cue":
            continue
        place = Place(shelf, page, rule.section)
        for cue in sorted(rule.cues, key=len, reverse=True)[:CUES_ASKED]:
            if len(cue.split()) < LEAST_CUE:
                continue
            question = place.choice(
                f"Which of these phrases in a scenario points to {service.name}?",
                Candidate(f'"{cue}"', _reason(rule), place.evidence(rule.piece)),
                _other_cues(rule, service, everywhere, shelf),
                is_true=partial(_is_said_of, service.name, shelf),
                deciding=(service.name,),
            )
            if question is not None:
                yield question


def longest_cue(rule: Rule) -> str:
    """Return the phrase of a cue that says most, in its quotation marks."""
    return f'"{max(rule.cues, key=len)}"'


def _other_cues(
    rule: Rule, service: Service, everywhere: tuple[Rule, ...], shelf: Shelf
) -> Iterator[Candidate]:
    own = {cue for one in everywhere if core_words(one.name) == core_words(rule.name)
           for cue in one.cues}  # fmt: skip
    for other in everywhere:
        theirs = shelf.catalog.named(other.name)
        if theirs is None or theirs.name == service.name or other.link != "cue":
            continue
        if any(says_the_same(longest_cue(other), cue) for cue in own):
            continue
        yield Candidate(
            longest_cue(other),
            f"{_reason(other)} {_reason(rule)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "wrong service",
            _distance(rule, other, service, shelf),
            other.name,
        )


def _is_said_of(name: str, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(name, one.text)


def is_told(rule: Rule) -> bool:
    """Whether the case of a rule can be an option: one smooth clause, or phrase behind "for", that
    does not name it."""
    forms = {"when": ("clause", "acts"), "for": ("phrase",), "cue": ()}
    return (
        form_of(rule.case) in forms[rule.link]
        and len(content_words(rule.case) - _VAGUE) >= LEAST_TOLD
        and is_smooth(rule.case)
        and not content_words(rule.name) & content_words(rule.case)
    )


def _sentence(case: str) -> str:
    return upper_first(case)


def _other_cases(
    rule: Rule, service: Service | None, everywhere: tuple[Rule, ...], shelf: Shelf
) -> Iterator[Candidate]:
    own = [one for one in everywhere if core_words(one.name) == core_words(rule.name)]
    for other in everywhere:
        theirs = shelf.catalog.named(other.name)
        if (theirs is None) != (service is None) or not is_told(other) or other in own:
            continue
        if other.link != rule.link:
            continue
        if service and theirs and theirs.name == service.name:
            continue
        distance = _distance(rule, other, service, shelf)
        if service is None and distance > (0 if rule.section.tasks else 1):
            continue
        if any(says_the_same(one.case, other.case) for one in own):
            continue
        yield Candidate(
            _sentence(other.case),
            f"{_reason(other)} {_reason(rule)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "wrong service" if service else "right service, wrong feature",
            distance,
            other.name,
        )


def _others(
    rule: Rule, service: Service | None, everywhere: tuple[Rule, ...], shelf: Shelf
) -> Iterator[Candidate]:
    """Yield what rules of other cases choose: of the same kind, and not said of this case."""
    seen: set[frozenset[str]] = {core_words(rule.name)}
    ranked = [(_distance(rule, other, service, shelf), n) for n, other in enumerate(everywhere)]
    farthest = 2 if service else 0 if rule.section.tasks else 1
    for distance, number in sorted(one for one in ranked if one[0] <= farthest):
        other = everywhere[number]
        if _is_code(other.name) != _is_code(rule.name):
            continue
        name = core_words(other.name)
        theirs = shelf.catalog.named(other.name)
        if name in seen or (theirs is None) != (service is None):
            continue
        if says_the_same(rule.case, other.case) or any(
            shelf.said_of(other.name, case) for case in (rule.cues or (rule.case,))
        ):
            continue
        seen.add(name)
        yield Candidate(
            _shown(other.name, theirs),
            f"{_reason(other)} {_reason(rule)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "wrong service" if theirs else "right service, wrong feature",
            distance,
        )


def _distance(rule: Rule, other: Rule, service: Service | None, shelf: Shelf) -> int:
    if other.section is rule.section:
        return 0
    if other.page is rule.page:
        return 1
    theirs = shelf.catalog.named(other.name)
    if service and theirs and theirs.name in shelf.named_beside(service):
        return 1
    if service and theirs and theirs.category == service.category:
        return 2
    if rule.section.tasks & other.section.tasks:
        return 3 if service else 2
    if (
        not rule.section.tasks
        and rule.link == other.link
        and shelf.are_alike(rule.page, other.page)
    ):
        return 1
    return 3 if service and theirs else 4


def _is_code(name: str) -> bool:
    """Whether a name is an identifier: an operation, a parameter, a class."""
    first = name.split()[0]
    return "_" in name or "." in first or any(c.isupper() for c in first[2:] if first[1].islower())


def _shown(name: str, service: Service | None) -> str:
    """Return the name as an option: services by their full names, so that all look alike."""
    if service:
        return service.name
    return name if _is_code(name) else upper_first(name)


def _stem(rule: Rule, service: Service | None) -> str:
    kind = "" if service else rows_of(rule.section)
    if kind and rule.link != "cue":
        asked = f"fits best for {rule.case}" if rule.link == "for" else f"is right when {rule.case}"
        return f"Which {kind} {asked}?"
    which = "Which service" if service else "Which choice"
    if rule.link == "cue":
        said = listed([f'"{cue}"' for cue in rule.cues[:MOST_CUES]])
        about = "" if service else f' on "{topic(rule.section)}"'
        return f"A scenario{about} mentions {said}. {which} does it point to?"
    asked = "fits best for" if rule.link == "for" else "is right when"
    if service:
        return f"{which} {asked} {rule.case}?"
    return led(rule.section, f"which choice {asked} {rule.case}?")


def _are_several(name: str) -> bool:
    """Whether a single word names several things: "GPUs"."""
    return bool(re.fullmatch(r"[A-Z]{2,4}s|[A-Z]?[a-z]+(?<!s)s", name)) and not name.endswith("is")


def _reason(rule: Rule) -> str:
    if rule.link == "cue":
        said = listed([f'"{cue}"' for cue in rule.cues])
        return f"{said} {'point' if len(rule.cues) > 1 else 'points'} to {rule.name}."
    name = rule.name if _is_code(rule.name) else upper_first(rule.name)
    said = agrees(name, f"is the right choice {rule.link} {rule.case}")
    if _are_several(name):
        said = said.replace("is the right", "are the right", 1)
    return f"{name} {said}."
