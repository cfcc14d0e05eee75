"""Deny what a sentence states, or state what it denies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.perturb.records import FalseSentence

if TYPE_CHECKING:
    import random

    from eval.perturb.records import TrueSentence

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|must|may|should|will|would|has to|have to)\b"
    r"(?! (?:not|no|never|only|also|to)\b)"
)
_SINGULAR = re.compile(
    r"\b(needs|supports|requires|allows|keeps|stores|uses|reads|writes|sends|runs|returns|costs|"
    r"encrypts|creates|deletes|provides|offers|includes|accepts|applies|changes|contains|controls|"
    r"covers|detects|gives|holds|lets|makes|manages|measures|processes|reduces|replaces|scales|"
    r"shows|starts|stops|takes|trains|works|lowers|raises|means|adds|captures|compares|hides)\b"
)
_BASE = {"processes": "process", "applies": "apply", "has": "have"}
_UNSAFE = re.compile(
    r"\b(?:not|no|never|none|nor|neither|only|unless|without|whether)\b|n't\b", re.I
)
_REMOVALS = (
    (re.compile(r"\bcannot\b"), "can"),
    (re.compile(r"\b(do|does|did) not (?=\w)"), r"\1 "),
    (
        re.compile(
            r"\b(is|are|was|were|can|could|must|may|should|will|would|has|have|and|but) not "
            r"(?!only\b)"
        ),
        r"\1 ",
    ),
    (re.compile(r"\bnever "), "always "),
    (re.compile(r"\bno longer "), "still "),
    (re.compile(r"\bwithout\b"), "with"),
    (
        re.compile(
            r"\b(has|have|needs?|requires?|with|is|are|offers?|gives?|leaves?|costs?) no (?=[a-z])"
        ),
        r"\1 a ",
    ),
)


def negation_inserted(true: TrueSentence, rng: random.Random) -> FalseSentence | None:
    """Return the sentence with its first verb denied; None when it already denies something."""
    if true.is_row or _UNSAFE.search(true.text):
        return None
    auxiliary, verb = _AUXILIARY.search(true.text), _SINGULAR.search(true.text)
    places = [m for m in (auxiliary, verb) if m]
    if not places:
        return None
    place = rng.choice(places)
    word = place.group()
    if place is verb:
        base = _BASE.get(word, word[:-1])
        denied = f"does not {base}"
    else:
        denied = f"{word} not" if word not in ("has to", "have to") else f"does not {word[:4]} to"
    text = true.text[: place.start()] + denied + true.text[place.end() :]
    return FalseSentence("negation-inserted", text, true.text, true.passage, f"{word} -> {denied}")


def negation_removed(true: TrueSentence, rng: random.Random) -> FalseSentence | None:
    """Return the sentence with one denial taken out; None when it denies nothing."""
    if true.is_row:
        return None
    options = [
        (match, match.expand(into))
        for pattern, into in _REMOVALS
        for match in pattern.finditer(true.text)
    ]
    if not options:
        return None
    match, into = rng.choice(options)
    text = true.text[: match.start()] + into + true.text[match.end() :]
    return FalseSentence(
        "negation-removed", text, true.text, true.passage, f"{match.group()} -> {into}"
    )
