"""Drills on several terms at once: which of these names stand beside their own descriptions?"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place, fit_option
from app.practice.generate.clues import shared_parts
from app.practice.generate.drill_terms import fact_of, groups_of, of_group
from app.practice.generate.phrasing import Wording
from app.practice.generate.response_pick import KEYS, WRONG
from app.practice.generate.words import overlap, says_the_same
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.generate.terms import Term
    from app.practice.records import Evidence, Question

ALIKE = 0.34
"""Share of common words from which two descriptions may be taken for one."""
_ASKED = "which two of these {kinds} have the right description?"


def pair_statements(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield questions of five terms of one table or list: two have their own descriptions, three
    have those of each other. A name that echoes its description is none of the two."""
    words = Wording(shelf.is_name)
    for group in groups_of(page, shelf):
        rng = random.Random(f"{page.document.id}{group[0].name}")
        left = _apart(rng.sample(group, len(group)), words)
        plain = [one for one in left if not shared_parts(one.name, one.meaning)]
        others = [one for one in left if one not in plain]
        while len(plain) >= KEYS and len(plain) + len(others) >= KEYS + WRONG:
            right = plain[:KEYS]
            plain = plain[KEYS:]
            pool = [*others, *plain]
            turned = _turned(pool, shelf, words)
            if len(turned) < WRONG:
                break
            taken = [one for one, _ in turned]
            others = [one for one in others if one not in taken] or others
            question = _question(right, turned, shelf, words, rng)
            if question is not None:
                yield question


def _apart(terms: Sequence[Term], words: Wording) -> list[Term]:
    """Keep terms whose names and descriptions are not alike."""
    kept: list[Term] = []
    for term in terms:
        if fit_option(_shown(term, term, words)) and not any(
            overlap(term.meaning, other.meaning) > ALIKE or says_the_same(term.name, other.name)
            for other in kept
        ):
            kept.append(term)
    return kept


def _turned(pool: Sequence[Term], shelf: Shelf, words: Wording) -> list[tuple[Term, Term]]:
    """Return three names with descriptions of one another, which are not said of them."""
    three = list(pool[:WRONG])
    pairs = list(zip(three, [*three[1:], *three[:1]], strict=True))
    fit = all(
        fit_option(_shown(one, other, words)) and not shelf.said_of(one.name, other.meaning)
        for one, other in pairs
    )
    return pairs if fit and len(three) == WRONG else []


def _question(
    right: Sequence[Term],
    turned: Sequence[tuple[Term, Term]],
    shelf: Shelf,
    words: Wording,
    rng: random.Random,
) -> Question | None:
    first = right[0]
    place = Place(shelf, first.page, first.section)
    options = [
        Option(_shown(one, one, words), fact_of(one, words), _evidence(one, shelf)) for one in right
    ]
    for one, other in turned:
        reason = f"This describes {other.name}. {fact_of(one, words)}"
        shown, evidence = _shown(one, other, words), _evidence(one, shelf)
        options.append(Option(shown, reason, evidence, "right service, wrong feature"))
    rng.shuffle(options)
    key = [number for number, option in enumerate(options) if option.kind is None]
    stem = of_group([*right, *(one for one, _ in turned)], _ASKED)
    return place.question("multiple_response", stem, options, key, difficulty="easy")


def _shown(name: Term, meaning: Term, words: Wording) -> str:
    return f"{name.name}: {words.inside(meaning.meaning)}"


def _evidence(term: Term, shelf: Shelf) -> Evidence:
    return Place(shelf, term.page, term.section).evidence(term.piece)
