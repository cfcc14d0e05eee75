"""Cuts a section's units into runs, each a chunk: evenly, and where little is torn apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.tokens import estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import BlockKind
    from ingest.sections import Unit

CHUNK_COST = 0.3
"""Cost of one more chunk, so that a section is not cut without need. A chunk of half the target
size costs 0.25 more than a full one."""

TEAR_COST: dict[BlockKind, float] = {
    "prose": 0.15,
    "list": 0.1,
    "figure": 0.3,
    "table": 0.5,
    "code": 0.3,
    "procedure": 0.5,
}
"""Cost of a cut inside a block of each kind; a cut between blocks costs nothing."""

INTRODUCTION_COST = 0.45
"""Cost of a cut between a sentence that announces a table, list or steps, and these."""


def pack(text: str, units: Sequence[Unit], *, room: int, target: int) -> list[list[Unit]]:
    """Return runs of units that together cost least, by dynamic programming.

    `text` is the document's. A run costs more the further it is from `target` tokens, and every cut
    costs what it tears apart. No run exceeds `room` tokens unless it is a single unit.
    """
    best = [0.0] + [float("inf")] * len(units)
    cut_before = [0] * (len(units) + 1)
    for end in range(1, len(units) + 1):
        tear = _tear(text, units, end)
        size = 0
        for start in range(end - 1, -1, -1):
            size += units[start].tokens
            if start == end - 1 or units[start].block is not units[start + 1].block:
                size += _header_tokens(text, units[start])
            if size > room and start < end - 1:
                break
            cost = best[start] + CHUNK_COST + (size / target - 1) ** 2 + tear
            if cost < best[end]:
                best[end] = cost
                cut_before[end] = start
    runs: list[list[Unit]] = []
    end = len(units)
    while end:
        runs.append(list(units[cut_before[end] : end]))
        end = cut_before[end]
    return runs[::-1]


def _tear(text: str, units: Sequence[Unit], end: int) -> float:
    """Return the cost of a cut before unit `end`."""
    if end == len(units):
        return 0.0
    last, following = units[end - 1], units[end]
    if last.block is following.block:
        return TEAR_COST[last.block.kind]
    if following.block.kind != "prose" and _introduces(text, last):
        return INTRODUCTION_COST
    return 0.0


def _header_tokens(text: str, unit: Unit) -> int:
    header = unit.block.header
    return 0 if header is None else estimate_tokens(text[header.start : header.end])


def _introduces(text: str, unit: Unit) -> bool:
    """Tell whether a sentence announces what follows (`... the following limits:`)."""
    if unit.block.kind != "prose":
        return False
    sentence = text[unit.sentences[-1].start : unit.sentences[-1].end]
    return sentence.endswith(":") or "following" in sentence or "below" in sentence
