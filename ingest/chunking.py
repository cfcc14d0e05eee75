"""Cuts a document into chunks: runs of whole sentences under one heading path, small enough for the
model.

Units that belong together are kept together where they fit: a paragraph, a list item, a step with
all that is nested in it, a table row, a piece of code. A table that does not fit is divided by
rows, and each further part repeats the header row. Every sentence lies in exactly one chunk.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.records import Block, BlockKind, Chunk, Document, Heading, Span, content_hash
from ingest.sentences import LIST_MARKERS
from ingest.tokens import estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class ChunkingSettings:
    """Sizes of chunks, in estimated tokens of the embedding model."""

    max_tokens: int = 230
    """Upper limit with heading path and repeated header row. The model reads 256 tokens and ignores
    the rest; the margin covers the estimate's error (12 % at most by kind)."""
    target_tokens: int = 200
    """Size that chunks of a longer section are brought near, about 150 words of prose. Smaller
    chunks cite more precisely, larger ones carry more context."""
    tiny_tokens: int = 60
    """A section below this size (about 45 words) is too little to be found alone and joins its
    siblings."""
    path_tokens: int = 60
    """Most tokens a heading path may take; a longer one loses its middle."""


CHARACTERS_PER_TOKEN = 4

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


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences that are not parted unless they alone exceed a chunk."""

    sentences: tuple[Span, ...]
    tokens: int
    block: Block


@dataclass(slots=True)
class _Section:
    """The units below one heading, up to the next heading of any level."""

    path: tuple[Heading, ...]
    units: list[_Unit] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        return sum(unit.tokens for unit in self.units)


def chunk_document(document: Document, settings: ChunkingSettings | None = None) -> list[Chunk]:
    """Return the document's chunks in order."""
    chunking = settings or ChunkingSettings()
    chunks: list[Chunk] = []
    seen: Counter[str] = Counter()
    titled = _needs_title(document)
    for group in _grouped(_sections(document), chunking):
        place = _Place.of(document, group, titled=titled, chunking=chunking)
        for part in place.pack():
            chunks.append(place.chunk(part, seen))
    return chunks


def _needs_title(document: Document) -> bool:
    """Tell whether heading paths lack the document's title: no single level-1 heading opens the
    text."""
    tops = [h for h in document.headings if h.level == 1]
    if len(tops) != 1 or document.headings[0] is not tops[0]:
        return True
    return bool(document.sentences) and document.sentences[0].start < tops[0].start


def _sections(document: Document) -> list[_Section]:
    starts = [h.start for h in document.headings]
    sections: list[_Section] = []
    current = None
    for block in document.blocks:
        owner = bisect_right(starts, block.start)
        if owner != current:
            sections.append(_Section(document.heading_path(block.start)))
            current = owner
        sections[-1].units.extend(_units(document, block))
    return [section for section in sections if section.units]


_TOP_LEVEL = re.compile(r"(?:\A|\n)(?=[^\s])")


def _units(document: Document, block: Block) -> Iterator[_Unit]:
    """Yield a block's units: items and steps with their nested lines, rows, sentences, pieces of
    code."""
    inside = _sentences_in(document, block.start, block.end)
    if not inside:
        return
    for run in _runs(document.text, block, inside):
        start = _line_start(document.text, run[0].start)
        yield _Unit(tuple(run), estimate_tokens(document.text[start : run[-1].end]), block)


def _sentences_in(document: Document, start: int, end: int) -> Sequence[Span]:
    low = bisect_left(document.sentences, start, key=lambda s: s.start)
    high = bisect_left(document.sentences, end, key=lambda s: s.start)
    return document.sentences[low:high]


def _runs(text: str, block: Block, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    if block.kind in ("prose", "figure", "code"):
        yield from ([s] for s in sentences)
        return
    body = text[block.start : block.end]
    opens = [block.start + found.end() for found in _TOP_LEVEL.finditer(body)]
    run: list[Span] = []
    current = -1
    for sentence in sentences:
        owner = bisect_right(opens, sentence.start)
        if run and owner != current:
            yield run
            run = []
        current = owner
        run.append(sentence)
    yield run


def _grouped(sections: Sequence[_Section], chunking: ChunkingSettings) -> Iterator[list[_Section]]:
    """Yield runs of tiny sections that share a parent; every other section stands alone."""
    group: list[_Section] = []
    for section in sections:
        if group and not _joins(group, section, chunking):
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _joins(group: Sequence[_Section], section: _Section, chunking: ChunkingSettings) -> bool:
    if not section.path or section.path[-1].level <= 2:
        return False
    together = (*group, section)
    if any(s.tokens > chunking.tiny_tokens for s in together):
        return False
    parent = section.path[:-1]
    if group[0].path != parent and group[0].path[:-1] != parent:
        return False
    titles = sum(estimate_tokens(s.path[-1].title) for s in together if s.path)
    path = sum(estimate_tokens(h.title) for h in parent)
    return path + titles + sum(s.tokens for s in together) <= chunking.target_tokens


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a run of units stands: heading path, tags, and the room a chunk has there."""

    document: Document
    path: tuple[Heading, ...]
    titles: tuple[str, ...]
    tags: tuple[Heading, ...]
    """The headings whose exam bullets and addresses the chunks carry."""
    units: tuple[_Unit, ...]
    first_heading: Heading | None
    """The heading that opens the text of joined sections; None for a single section."""
    joined: bool
    room: int
    """Most tokens of a chunk's own text and header row."""
    target: int
    """Size that is aimed at."""

    @classmethod
    def of(
        cls,
        document: Document,
        group: Sequence[_Section],
        *,
        titled: bool,
        chunking: ChunkingSettings,
    ) -> _Place:
        joined = len(group) > 1
        path = group[-1].path[:-1] if joined else group[0].path
        titles = tuple(h.title for h in path)
        title = document.source.title
        if (titled or not titles) and titles[:1] != (title,):
            titles = (title, *titles)
        titles = _shortened(titles, chunking.path_tokens)
        taken = estimate_tokens(" > ".join(titles))
        innermost = next((h for h in reversed(path) if h.bullets or h.urls), None)
        own = (s.path[-1] for s in group if s.path) if joined else ()
        tags = (innermost, *(h for h in own if h is not innermost))
        return cls(
            document=document,
            path=path,
            titles=titles,
            tags=tuple(h for h in tags if h is not None),
            units=tuple(unit for section in group for unit in section.units),
            first_heading=group[0].path[-1] if joined and group[0].path != path else None,
            joined=joined,
            room=chunking.max_tokens - taken,
            target=chunking.target_tokens - taken,
        )

    def pack(self) -> list[list[_Unit]]:
        """Return runs of units, each a chunk: the cheapest way to cut, by dynamic programming.

        A run costs more the further it is from the target size, and every cut costs what it tears
        apart. No run exceeds the room unless it is a single unit.
        """
        if self.joined:
            return [list(self.units)]
        units = list(_divided(self.units, self.room))
        best = [0.0] + [float("inf")] * len(units)
        cut_before = [0] * (len(units) + 1)
        for end in range(1, len(units) + 1):
            tear = self._tear(units, end)
            size = 0
            for start in range(end - 1, -1, -1):
                size += units[start].tokens
                if start == end - 1 or units[start].block is not units[start + 1].block:
                    size += self._header_tokens(units[start])
                if size > self.room and start < end - 1:
                    break
                cost = best[start] + CHUNK_COST + (size / self.target - 1) ** 2 + tear
                if cost < best[end]:
                    best[end] = cost
                    cut_before[end] = start
        runs: list[list[_Unit]] = []
        end = len(units)
        while end:
            runs.append(units[cut_before[end] : end])
            end = cut_before[end]
        return runs[::-1]

    def _tear(self, units: Sequence[_Unit], end: int) -> float:
        """Return the cost of a cut before unit `end`."""
        if end == len(units):
            return 0.0
        last, following = units[end - 1], units[end]
        if last.block is following.block:
            return TEAR_COST[last.block.kind]
        if following.block.kind != "prose" and _introduces(self.document.text, last):
            return INTRODUCTION_COST
        return 0.0

    def _header_tokens(self, unit: _Unit) -> int:
        header = unit.block.header
        if header is None:
            return 0
        return estimate_tokens(self.document.text[header.start : header.end])

    def chunk(self, units: Sequence[_Unit], seen: Counter[str]) -> Chunk:
        """Return the chunk of a run of units; `seen` counts equal texts, so that ids differ."""
        document = self.document
        sentences = tuple(s for unit in units for s in unit.sentences)
        start = _line_start(document.text, sentences[0].start)
        if self.first_heading is not None:
            start = self.first_heading.start
        header = units[0].block.header
        if header is not None and start <= header.start:
            header = None
        chunk = Chunk(
            id="",
            document_id=document.id,
            start=start,
            end=sentences[-1].end,
            sentences=sentences,
            heading_path=self.titles,
            kind=_kind(units),
            page=document.page(start),
            header=header,
            anchor=next((h.anchor for h in reversed(self.path) if h.anchor), None),
            bullets=tuple(dict.fromkeys(b for h in self.tags for b in h.bullets)),
            urls=tuple(dict.fromkeys(u for h in self.tags for u in h.urls)),
            checked=next((h.checked for h in self.tags if h.checked), None),
        )
        words = chunk.embedding_text(document.text)
        seen[words] += 1
        return replace(chunk, id=content_hash(document.id, words, str(seen[words])))


def _divided(units: Sequence[_Unit], room: int) -> Iterator[_Unit]:
    """Yield the units; one that exceeds a chunk (a step with long nested content) falls into its
    sentences."""
    for unit in units:
        if unit.tokens <= room:
            yield unit
            continue
        for sentence in unit.sentences:
            yield _Unit((sentence,), unit.tokens * _length(sentence) // _total(unit), unit.block)


def _length(span: Span) -> int:
    return span.end - span.start


def _total(unit: _Unit) -> int:
    return sum(_length(s) for s in unit.sentences)


def _introduces(text: str, unit: _Unit) -> bool:
    """Tell whether a sentence announces what follows (`... the following limits:`)."""
    if unit.block.kind != "prose":
        return False
    sentence = text[unit.sentences[-1].start : unit.sentences[-1].end]
    return sentence.endswith(":") or "following" in sentence or "below" in sentence


def _line_start(text: str, start: int) -> int:
    """Return the offset of the first character of the line that is not a blank: a list marker
    stays."""
    line = text.rfind("\n", 0, start) + 1
    lead = text[line:start]
    if lead.strip() and lead.strip() in LIST_MARKERS:
        return line + len(lead) - len(lead.lstrip())
    return start


def _kind(units: Sequence[_Unit]) -> BlockKind:
    """Return the kind of most of the text that is no prose; prose only when it prevails by far.

    So an introduction does not turn a table into prose, nor a short list a paragraph into a list.
    """
    weights: Counter[BlockKind] = Counter()
    for unit in units:
        weights[unit.block.kind] += unit.tokens
    for block in {id(unit.block): unit.block for unit in units}.values():
        if block.header is not None:
            weights["table"] += (block.header.end - block.header.start) // CHARACTERS_PER_TOKEN
    if weights["prose"] * 3 > sum(weights.values()) * 2:
        return "prose"
    del weights["prose"]
    return weights.most_common(1)[0][0]


def _shortened(titles: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Return the path within a number of tokens: the outermost and innermost titles are kept
    longest."""
    kept = list(titles)
    while len(kept) > 2 and estimate_tokens(" > ".join(kept)) > limit:
        del kept[len(kept) // 2]
    if estimate_tokens(" > ".join(kept)) > limit and len(kept) > 1:
        kept = kept[-1:]
    words = kept[-1].split()
    while len(words) > 1 and estimate_tokens(" ".join(words)) > limit:
        words = words[: len(words) * 3 // 4]
    return (*kept[:-1], " ".join(words))
