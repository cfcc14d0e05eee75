"""The chosen sentences of an answer, and when two of them say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.citations import Pick
from app.answer.scoring import Candidate, is_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.answer.records import Layout

KEEP_SHARE = 0.68
"""Support must score at least this share of the lead."""
REDUNDANT = 0.72
"""Shared share of the shorter sentence's terms from which two sentences say the same."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The chosen sentences in the order they are shown."""

    layout: Layout
    picks: tuple[Pick, ...]


def picks_of(candidates: Iterable[Candidate], group: str = "") -> tuple[Pick, ...]:
    """Return sentences as support, rows as rows."""
    return tuple(
        Pick(c.passage, c.number, "row" if is_row(c.passage, c.number) else "support", group)
        for c in candidates
    )


def say_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether one of two sentences says little that the other does not."""
    if one.key == other.key or one.text == other.text:
        return True
    shorter = min(len(one.terms), len(other.terms))
    return len(one.terms & other.terms) / max(1, shorter) >= REDUNDANT
