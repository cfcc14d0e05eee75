"""Cuts a document into chunks: whole sentences under one heading path that fit the model.

What belongs together is kept together where it fits. A table that does not fit is divided by rows,
and each further part repeats the header row. Every sentence lies in exactly one chunk. Tiny
sections below one heading share a chunk; no chunk reaches over a heading of level 1 or 2.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import UsageError
from index.records import Chunk, Heading, content_hash
from ingest.packing import pack
from ingest.sections import divided, find_sections, line_start
from ingest.tokens import estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import BlockKind, Document
    from ingest.sections import Section, Unit

CHARACTERS_PER_TOKEN = 4

JOINED_BELOW_LEVEL = 2
"""Sections under a heading of this level or a higher one are never joined with others."""

SMALLEST_ROOM = 40
"""Tokens a chunk has at least, even below a heading path that takes nearly all."""


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

    def __post_init__(self) -> None:
        if not 0 < self.path_tokens < self.target_tokens <= self.max_tokens:
            raise UsageError(
                f"chunk sizes {self.path_tokens}, {self.target_tokens} and {self.max_tokens} clash",
                "They must grow: path_tokens, target_tokens, max_tokens.",
            )


def chunk_document(document: Document, settings: ChunkingSettings | None = None) -> list[Chunk]:
    """Return the document's chunks in order."""
    sizes = settings or ChunkingSettings()
    titled = _needs_title(document)
    seen: Counter[str] = Counter()
    chunks: list[Chunk] = []
    for group in _grouped(find_sections(document), sizes):
        place = _Place.of(document, group, titled=titled, sizes=sizes)
        units = [unit for section in group for unit in section.units]
        if len(group) > 1:
            runs = [units]
        else:
            runs = pack(
                document.text,
                list(divided(units, place.room)),
                room=place.room,
                target=place.target,
            )
        chunks.extend(_identified(place.chunk(run), document, seen) for run in runs)
    return chunks


def _identified(chunk: Chunk, document: Document, seen: Counter[str]) -> Chunk:
    """Give a chunk the hash of its text and document; `seen` tells equal texts apart."""
    text = chunk.embedding_text(document.text)
    seen[text] += 1
    return replace(chunk, id=content_hash(document.id, text, str(seen[text])))


def _needs_title(document: Document) -> bool:
    """Tell whether heading paths lack the document's title: no single level-1 heading opens the
    text."""
    tops = [h for h in document.headings if h.level == 1]
    if len(tops) != 1 or document.headings[0] is not tops[0]:
        return True
    return bool(document.sentences) and document.sentences[0].start < tops[0].start


def _grouped(sections: Sequence[Section], sizes: ChunkingSettings) -> Iterator[list[Section]]:
    """Yield runs of tiny sections that share a parent; every other section stands alone."""
    group: list[Section] = []
    for section in sections:
        if group and not _joins(group, section, sizes):
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _joins(group: Sequence[Section], section: Section, sizes: ChunkingSettings) -> bool:
    if not section.path or section.path[-1].level <= JOINED_BELOW_LEVEL:
        return False
    together = (*group, section)
    if any(s.tokens > sizes.tiny_tokens for s in together):
        return False
    parent = section.path[:-1]
    if group[0].path != parent and group[0].path[:-1] != parent:
        return False
    titles = sum(estimate_tokens(s.path[-1].title) for s in together if s.path)
    path = sum(estimate_tokens(h.title) for h in parent)
    return path + titles + sum(s.tokens for s in together) <= sizes.target_tokens


@dataclass(frozen=True, slots=True)
class _Place:
    """Where chunks of a group of sections stand: their headings, and the room they leave."""

    document: Document
    path: tuple[Heading, ...]
    titles: tuple[str, ...]
    tags: tuple[Heading, ...]
    """The headings whose exam bullets and addresses the chunks carry."""
    opens_with: Heading | None
    """The heading that is part of the text, where several sections share a chunk."""
    room: int
    """Most tokens of a chunk's own text and header row."""
    target: int
    """Tokens that are aimed at."""

    @classmethod
    def of(
        cls, document: Document, group: Sequence[Section], *, titled: bool, sizes: ChunkingSettings
    ) -> _Place:
        joined = len(group) > 1
        path = group[-1].path[:-1] if joined else group[0].path
        titles = tuple(h.title for h in path)
        title = document.source.title
        if (titled or not titles) and titles[:1] != (title,):
            titles = (title, *titles)
        titles = _shortened(titles, sizes.path_tokens)
        taken = estimate_tokens(" > ".join(titles))
        innermost = next((h for h in reversed(path) if h.bullets or h.urls), None)
        own = (s.path[-1] for s in group if s.path) if joined else ()
        return cls(
            document=document,
            path=path,
            titles=titles,
            tags=tuple(dict.fromkeys(h for h in (innermost, *own) if h is not None)),
            opens_with=group[0].path[-1] if joined and group[0].path != path else None,
            room=max(SMALLEST_ROOM, sizes.max_tokens - taken),
            target=max(SMALLEST_ROOM, sizes.target_tokens - taken),
        )

    def chunk(self, units: Sequence[Unit]) -> Chunk:
        """Return the chunk of a run of units, without its id."""
        document = self.document
        sentences = tuple(s for unit in units for s in unit.sentences)
        start = line_start(document.text, sentences[0].start)
        if self.opens_with is not None:
            start = self.opens_with.start
        header = units[0].block.header
        if header is not None and start <= header.start:
            header = None
        return Chunk(
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


def _kind(units: Sequence[Unit]) -> BlockKind:
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
