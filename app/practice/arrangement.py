"""In which order options are shown: shuffled by a seed that is kept; rising numbers stay rising."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.records import CaseStudy, Question

if TYPE_CHECKING:
    from app.practice.records import Item

_VALUE = re.compile(r"(?:up to |about |at most )?([\d.,]+)\s*([A-Za-z%]*)(?: per .*)?")
_UNITS = {
    "": 1.0,
    "%": 1.0,
    "percent": 1.0,
    "bytes": 1e-3,
    "kb": 1.0,
    "mb": 1e3,
    "gb": 1e6,
    "tb": 1e9,
    "pb": 1e12,
    "kib": 1.024,
    "mib": 1.049e3,
    "gib": 1.074e6,
    "tib": 1.1e9,
    "milliseconds": 1e-3,
    "ms": 1e-3,
    "second": 1.0,
    "seconds": 1.0,
    "minute": 60.0,
    "minutes": 60.0,
    "hour": 3600.0,
    "hours": 3600.0,
    "day": 86400.0,
    "days": 86400.0,
    "week": 604800.0,
    "weeks": 604800.0,
    "month": 2.6e6,
    "months": 2.6e6,
    "year": 3.2e7,
    "years": 3.2e7,
}


def seed_of(quiz_seed: int, part_id: str) -> int:
    """Return the seed of one question in a quiz, the same on every machine."""
    return random.Random(f"{quiz_seed}:{part_id}").getrandbits(31)


def display_order(question: Question, seed: int) -> tuple[int, ...]:
    """Return the positions of the options in the order in which they are shown.

    Options that are all amounts are shown rising. Steps are shuffled until they do not stand in
    their right order by chance.
    """
    places = list(range(len(question.options)))
    amounts = [_amount(option.text) for option in question.options]
    if question.type != "ordering" and all(amount is not None for amount in amounts):
        return tuple(sorted(places, key=lambda place: (amounts[place] or 0.0, place)))
    rng = random.Random(seed)
    rng.shuffle(places)
    while question.type == "ordering" and _tells_order(places, question.key):
        rng.shuffle(places)
    return tuple(places)


def arranged(item: Item, seed: int) -> Item:
    """Return the item with its options in the order in which they are shown, and the key moved."""
    if isinstance(item, CaseStudy):
        parts = tuple(_arranged(part, seed_of(seed, part.id)) for part in item.questions)
        return replace(item, questions=parts)
    return _arranged(item, seed_of(seed, item.id))


def _arranged(question: Question, seed: int) -> Question:
    order = display_order(question, seed)
    key = tuple(order.index(place) for place in question.key)
    if question.type == "multiple_response":
        key = tuple(sorted(key))
    return replace(question, options=tuple(question.options[p] for p in order), key=key)


def _tells_order(places: list[int], key: tuple[int, ...]) -> bool:
    return [place for place in places if place in key] == list(key)


def _amount(text: str) -> float | None:
    match = _VALUE.fullmatch(text.strip().rstrip("."))
    if match is None or match.group(2).lower() not in _UNITS:
        return None
    try:
        return float(match.group(1).replace(",", "")) * _UNITS[match.group(2).lower()]
    except ValueError:
        return None
