"""Choose what of the passages a chat model is given: whole ones, or only their best sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.scoring import is_dependent
from app.untrusted import is_safe
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.records import Passage

MOST_PASSAGES = 14
MOST_EXCERPTS = 5
"""Passages of which sentences are taken: a small model mixes up the numbers of more."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a prompt holds of one passage; the passage itself is what its number cites."""

    passage: Passage
    text: str


def whole_passages(retrieved: Sequence[Passage], words: int) -> tuple[Excerpt, ...]:
    """Return the first passages that fit together; the very first always does.

    A passage that speaks to a language model is left out.
    """
    chosen: list[Excerpt] = []
    used = 0
    for passage in [one for one in retrieved if is_safe(one)][:MOST_PASSAGES]:
        used += len(passage.text.split())
        if chosen and used > words:
            break
        chosen.append(Excerpt(passage, passage.text))
    return tuple(chosen)


def best_sentences(
    ranked: Iterable[tuple[Passage, int]], words: int, most: int = MOST_EXCERPTS
) -> tuple[Excerpt, ...]:
    """Return the best sentences under their passages, the best first: small models copy it first.

    A sentence that leans on the one before it stands behind that one; a table row comes with the
    names of its columns. A passage that speaks to a language model is left out.

    Args:
        ranked: passages and sentence numbers, best first; a sentence may come again.
        words: how many words all sentences may have; the very first always fits.
        most: how many passages.
    """
    chosen: dict[str, tuple[Passage, tuple[int, ...]]] = {}
    used = 0
    for passage, number in ranked:
        known = chosen.get(passage.chunk_id)
        if (known is None and len(chosen) == most) or not is_safe(passage):
            continue
        taken = known[1] if known else ()
        wanted = _placed(taken, number, leans_back=_leans_back(passage, number))
        cost = sum(len(passage.sentence(one).split()) for one in set(wanted).difference(taken))
        if chosen and used + cost > words:
            continue
        used += cost
        chosen[passage.chunk_id] = (passage, wanted)
    return tuple(
        Excerpt(passage, "\n".join(readable(passage, number) for number in numbers))
        for passage, numbers in chosen.values()
    )


def _placed(taken: tuple[int, ...], number: int, *, leans_back: bool) -> tuple[int, ...]:
    """Return sentence numbers with one more: at the end, or behind the one that it leans on."""
    if number in taken:
        return taken
    if not leans_back:
        return (*taken, number)
    before = taken if number - 1 in taken else (*taken, number - 1)
    at = before.index(number - 1) + 1
    return (*before[:at], number, *before[at:])


def readable(passage: Passage, number: int) -> str:
    """Return a sentence; a table row with the name of its column before every cell but the first.

    Small models copy `Serverless: Maximum payload 4 MB` rightly, and a bare row of cells wrongly.
    """
    text = passage.sentence(number)
    if not passage.is_row(number):
        return text
    names, cells = passage.table_header().split(CELL), text.split(CELL)
    if len(names) != len(cells):
        return text
    rest = "; ".join(f"{name} {cell}" for name, cell in zip(names[1:], cells[1:], strict=True))
    return f"{cells[0]}: {rest}."


def _leans_back(passage: Passage, number: int) -> bool:
    return number > 0 and not passage.is_row(number) and is_dependent(passage.sentence(number))
