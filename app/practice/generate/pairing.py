"""Sets of pairs for one matching drill: none can be swapped, and hardly one points at its own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.practice.generate.assemble import capitalised, fit_option
from app.practice.generate.clues import points_at, spells_out
from app.practice.generate.matching_sets import LONGEST_SIDE, can_be_swapped
from app.practice.records import Option, Prompt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.practice.generate.assemble import Place
    from app.practice.generate.matching_sets import Pair
    from app.practice.records import Question

FEWEST, MOST = 3, 4
"""Pairs of one question."""
POINTING = 1
"""Pairs of a question whose name may echo what is said of it: the others stay open."""


def pairing_questions(place: Place, pairs: Iterable[Pair], stem: str) -> Iterator[Question]:
    """Yield questions that match what is said with the names; each pair stands in one of them."""
    left = [pair for pair in pairs if _fits(pair)]
    random.Random(f"{place.page.document.id}{stem}").shuffle(left)
    while len(left) >= FEWEST:
        chosen: list[Pair] = []
        for pair in left:
            if len(chosen) < MOST and _goes_with(pair, chosen, place):
                chosen.append(pair)
        if len(chosen) < FEWEST:
            return
        left = [pair for pair in left if pair not in chosen]
        question = _question(place, chosen, stem)
        if question is not None:
            yield question


def _fits(pair: Pair) -> bool:
    return (
        fit_option(pair.said)
        and fit_option(pair.name)
        and len(pair.said) <= LONGEST_SIDE
        and len(pair.name) <= LONGEST_SIDE
        and not spells_out(pair.name, pair.said)
    )


def _goes_with(pair: Pair, chosen: Sequence[Pair], place: Place) -> bool:
    """Whether a pair can stand beside others: nothing said of one is said of another."""
    if any(can_be_swapped(pair, other, place.shelf) for other in chosen):
        return False
    return _pointing([*chosen, pair]) <= POINTING


def _pointing(pairs: Sequence[Pair]) -> int:
    """Return how many names alone echo what is said of them."""
    names = [pair.name for pair in pairs]
    return sum(
        points_at(pair.said, pair.name, [name for name in names if name != pair.name])
        for pair in pairs
    )


def _question(place: Place, pairs: Sequence[Pair], stem: str) -> Question | None:
    rng = random.Random(stem + pairs[0].name)
    order = list(range(len(pairs)))
    rng.shuffle(order)
    options = [Option(pair.name, pair.reason, pair.evidence) for pair in pairs]
    prompts = [Prompt(capitalised(pair.said), pair.reason, pair.evidence) for pair in pairs]
    key = [order.index(number) for number in range(len(pairs))]
    return place.question(
        "matching", stem, [options[n] for n in order], key, prompts=prompts, difficulty="easy"
    )
