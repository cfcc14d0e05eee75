"""Matching from decision rules: needs, and phrases of scenarios, with what answers them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from app.practice.generate.articles import agrees
from app.practice.generate.assemble import Place
from app.practice.generate.choice_rules import inside, is_told, shown, telling_cues
from app.practice.generate.matching_sets import PROMPTS, Pair, fits, matched
from app.practice.generate.rule_rivals import BESIDE, KIN, Rivals
from app.practice.generate.topics import led
from app.practice.generate.words import says_the_same, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Section
    from app.practice.generate.rules import Rule
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


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
    question = matched(place, group, spare, _names_of(own, near, rivals), what, rng)
    if question is not None:
        options = (replace(o, kind="wrong service") if o.kind else o for o in question.options)
        yield replace(question, options=tuple(options))


def _told_apart_by_rules(pairs: Sequence[_RivalPair], rivals: Rivals) -> list[_RivalPair]:
    """Keep pairs that cannot be swapped: what one rule chooses does not fit the other's case."""
    kept: list[_RivalPair] = []
    for pair in pairs:
        if fits(pair) and not any(
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
