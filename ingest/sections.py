"""The parts that chunks are made of: units that stay together, in sections under one heading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.sentences import LIST_MARKERS
from ingest.tokens import estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import Block, Document, Heading, Span

_TOP_LEVEL = re.compile(r"(?:\A|\n)(?=[^\s])")


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences that are not parted unless they alone exceed a chunk.

    A sentence of prose, an item or step with all that is nested in it, a row, a piece of code.
    """

    sentences: tuple[Span, ...]
    tokens: int
    """Estimated tokens from the first sentence to the last, with list markers."""
    block: Block

    @property
    def length(self) -> int:
        """Characters of the sentences."""
        return sum(span.end - span.start for span in self.sentences)


@dataclass(slots=True)
class Section:
    """The units below one heading, up to the next heading of any level."""

    path: tuple[Heading, ...]
    """The open headings, outermost first."""
    units: list[Unit] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        """Estimated tokens of all units."""
        return sum(unit.tokens for unit in self.units)


def find_sections(document: Document) -> list[Section]:
    """Return the document's sections that hold sentences, in order."""
    starts = [h.start for h in document.headings]
    sections: list[Section] = []
    current = None
    for block in document.blocks:
        owner = bisect_right(starts, block.start)
        if owner != current:
            sections.append(Section(document.heading_path(block.start)))
            current = owner
        sections[-1].units.extend(_units(document, block))
    return [section for section in sections if section.units]


def divided(units: Sequence[Unit], room: int) -> Iterator[Unit]:
    """Yield the units; one above `room` tokens, a step with much inside, falls into sentences."""
    for unit in units:
        if unit.tokens <= room or len(unit.sentences) == 1:
            yield unit
            continue
        for sentence in unit.sentences:
            share = unit.tokens * (sentence.end - sentence.start) // unit.length
            yield Unit((sentence,), share, unit.block)


def line_start(text: str, start: int) -> int:
    """Return where a sentence begins with its list marker, if it has one."""
    line = text.rfind("\n", 0, start) + 1
    lead = text[line:start]
    if lead.strip() and lead.strip() in LIST_MARKERS:
        return line + len(lead) - len(lead.lstrip())
    return start


def _units(document: Document, block: Block) -> Iterator[Unit]:
    for run in _runs(document.text, block, _sentences_in(document, block)):
        start = line_start(document.text, run[0].start)
        yield Unit(tuple(run), estimate_tokens(document.text[start : run[-1].end]), block)


def _sentences_in(document: Document, block: Block) -> Sequence[Span]:
    low = bisect_left(document.sentences, block.start, key=lambda s: s.start)
    high = bisect_left(document.sentences, block.end, key=lambda s: s.start)
    return document.sentences[low:high]


def _runs(text: str, block: Block, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the sentences by unit; a line that is not indented opens one in lists and tables."""
    if block.kind in ("prose", "figure", "code"):
        yield from ([s] for s in sentences)
        return
    body = text[block.start : block.end]
    opens = [block.start + found.end() for found in _TOP_LEVEL.finditer(body)]
    runs: dict[int, list[Span]] = {}
    for sentence in sentences:
        runs.setdefault(bisect_right(opens, sentence.start), []).append(sentence)
    yield from runs.values()
