"""Which terms could be taken for each other: a reader who knows little cannot tell them apart by
their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import head_of
from app.practice.generate.shelf import VENDOR_WORDS
from app.practice.generate.words import content_words, stem
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.generate.pieces import Definition
    from app.practice.generate.shelf import Shelf

LEAST_DIFFERENCE = 3
"""Words by which a meaning tells its term from others of its kind; fewer only name the kind."""
LEAST_RIVALS = 2
"""Wrong options of the key's own kind; the third may be a neighbor on its page."""
FIRST = 4
"""Words of a meaning that hold its noun where the text does not show which it is."""
_NO_KIND = words(
    """
    part kind type form set group list way value number amount name result place thing one use
    model data training learning machine source phase
    """
)
"""Nouns that meanings of any kind begin with."""
_NO_DIFFERENCE = words("service family tool suite managed fully feature capability")
"""Words that tell of nearly everything offered."""
_FAMILY = re.compile(r"^(?:(?:Amazon|AWS) )?(?P<name>[A-Z]\w+)(?: [A-Z][\w-]*)+$")
"""The product that a term belongs to by its name: "SageMaker" of "SageMaker Model Registry"."""


def is_telling(definition: Definition) -> bool:
    """Whether a meaning says what sets its term apart, and not its kind alone: not "the family of
    tools of the vendor"."""
    told = content_words(definition.meaning) - content_words(definition.term)
    return len(told - VENDOR_WORDS - _NO_DIFFERENCE) >= LEAST_DIFFERENCE


def are_rivals(one: Definition, other: Definition, shelf: Shelf, *, on_one_page: bool) -> bool:
    """Whether two terms are of one kind: services of one category, parts of one product, terms that
    one passage or list sets side by side, or such that end in one noun or are told by it ("data
    drift", "concept drift"); on one page also where that noun stands in the other's meaning ("step
    scaling" and "target tracking", which is "a scaling policy that ...")."""
    mine, theirs = shelf.catalog.named(one.term), shelf.catalog.named(other.term)
    if mine or theirs:
        return (
            mine is not None
            and theirs is not None
            and (mine.category == theirs.category or theirs.name in shelf.named_beside(mine))
        )
    if bool(one.verb) != bool(other.verb) or form_of(one.meaning) != form_of(other.meaning):
        return False
    if one.section is other.section or (one.noun != "entry" and one.noun == other.noun):
        return True
    if not one.verb or are_of_one_product(one, other):
        return bool(one.verb)
    if on_one_page:
        return bool(_kinds(one) & _said(other) or _kinds(other) & _said(one))
    return bool(_kinds(one) & _kinds(other))


def are_of_one_product(one: Definition, other: Definition) -> bool:
    """Whether two terms are parts of one product by their names, which take no article."""
    mine, theirs = _FAMILY.match(one.subject), _FAMILY.match(other.subject)
    return mine is not None and theirs is not None and mine["name"] == theirs["name"]


def _kinds(definition: Definition) -> frozenset[str]:
    """Return the noun that a term ends in and the one that its meaning begins with."""
    own = frozenset((_last(definition.term), stem(head_of(definition.meaning))))
    return own - _NO_KIND - VENDOR_WORDS


def _said(definition: Definition) -> frozenset[str]:
    return content_words(definition.term) | content_words(definition.meaning)


def _last(term: str) -> str:
    """Return the last word of a term: "endpoint" of "multi-model endpoint (MME)"."""
    return stem(term.partition(" (")[0].split()[-1].lower())


def names_its_kind(definition: Definition, others: Sequence[str]) -> bool:
    """Whether a meaning begins with the last noun of its term and no other one does: "a large model
    that ..." of "foundation model"."""
    last = _last(definition.term)
    if last not in head_words(definition.meaning):
        return False
    return not any(last in head_words(meaning) for meaning in others)


def head_words(meaning: str) -> frozenset[str]:
    """Return the words up to the noun that a meaning begins with."""
    told = [stem(word) for word in re.findall(r"[a-z-]+", meaning.lower())]
    head = stem(head_of(meaning))
    return frozenset(told[: told.index(head) + 1] if head in told else told[:FIRST])
