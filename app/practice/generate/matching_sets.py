"""Matching questions from pairs: which fit together, which tell themselves, and what is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from app.practice.generate.assemble import CAMEL, Place, capitalised, fit_option, share_a_word
from app.practice.generate.choice_cells import CODED, NO_ANSWER
from app.practice.generate.clues import shared_parts
from app.practice.generate.words import says_the_same, upper_first, word_parts
from app.practice.records import Evidence, Option, Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

PROMPTS = (3, 4)
"""Fewest and most pairs of one question."""
LONGEST_SIDE = 120
TWICE = 8
"""Pairs from which others can be put together that share one with each question before."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what is said of it."""

    name: str
    said: str
    reason: str
    evidence: Evidence


class Names(Protocol):
    """Says what the names of pairs are, and asks about them."""

    @property
    def kind(self) -> str:
        """What a name stands for: "service"."""
        ...

    @property
    def are_cases(self) -> bool:
        """Whether names are prompts whatever their length."""
        ...

    def told(self, asked: str) -> str:
        """Return a question with what it is about before it."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """Names what the terms of a page's definitions are."""

    about: str
    kind: str
    are_cases: bool = False

    def told(self, asked: str) -> str:
        """Return a question with what it is about before it."""
        return f'On "{self.about}": {asked}' if self.about else upper_first(asked)


def pair_questions(
    place: Place,
    pairs: Sequence[Pair],
    names: Names,
    what: str,
    *,
    exclude: bool = True,
    to_spare: bool = False,
) -> Iterator[Question]:
    """Yield the questions that match pairs, each pair once or twice; `what` is said of a name.

    With `exclude` pairs that could be swapped are left out; with `to_spare` another pair's answer
    stands beside those of a question wherever there is one.
    """
    usable = [pair for pair in pairs if fits(pair)]
    if exclude:
        usable = _told_apart(usable, place.shelf)
    least, most = PROMPTS
    rng = random.Random(place.page.document.id + names.kind + what)
    usable = sorted(usable, key=lambda pair: len(pair.said))
    spare: Pair | None = None
    everything = usable
    while len(usable) >= least:
        size = most if len(usable) >= most else len(usable)
        group, usable = usable[:size], usable[size:]
        spare = usable[0] if 0 < len(usable) < least else None
        if to_spare:
            spare = next((pair for pair in (*usable, *everything) if pair not in group), None)
        question = matched(place, group, spare, names, what, rng)
        if question is not None:
            yield question
    if len(everything) >= TWICE:
        group = everything[:: len(everything) // most][:most]
        question = matched(place, group, None, names, what, rng)
        if question is not None:
            yield question


def fits(pair: Pair) -> bool:
    """Whether a pair can be shown and its sides do not echo each other."""
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
        if not any(can_be_swapped(pair, other, shelf) for other in kept):
            kept.append(pair)
    return kept


def can_be_swapped(pair: Pair, other: Pair, shelf: Shelf) -> bool:
    """Whether two pairs say the same, or what is said of one may be said of the other."""
    return (
        says_the_same(pair.said, other.said)
        or says_the_same(pair.name, other.name)
        or shelf.said_of(pair.name, other.said)
        or shelf.said_of(other.name, pair.said)
    )


def matched(
    place: Place,
    group: Sequence[Pair],
    spare: Pair | None,
    names: Names,
    what: str,
    rng: random.Random,
) -> Question | None:
    """Return one question: what is longer is the prompts; a case is one whatever its length."""
    said_is_longer = sum(len(p.said) - len(p.name) for p in group) > 0 and not names.are_cases
    unnamed = "observation" if names.are_cases else "name"
    kind = names.kind if names.kind != "entry" else unnamed
    if said_is_longer:
        asked = f"match each {what or 'description'} with the right {kind}."
    else:
        asked = f"match each {kind} with its {what or 'description'}."
    stem = names.told(asked)
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
