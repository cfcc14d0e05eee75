"""The records that pass between rooms. All positions are character offsets.

A `Document` holds one text. Headings, pages, blocks and sentences are offsets into it, found once
by the reader; a `Chunk` is a run of whole sentences; a `Passage` is a chunk as retrieval returns
it. The invariant everything rests on: `document.text[s.start:s.end]` is the sentence shown.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

SourceKind = Literal["markdown", "html", "pdf"]
BlockKind = Literal["prose", "list", "table", "procedure", "code", "figure"]
CELL = " | "
"""What stands between the cells of a table row."""


def content_hash(*parts: str) -> str:
    """Return the first 32 hex digits of the SHA-256 of the parts, each ended by a zero byte."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. Identity is the hash of the bytes, never the name."""

    path: str
    """POSIX path below the ingested folder, e.g. `domain3/3.1-endpoint-types.md`."""
    sha256: str
    """Hex SHA-256 of the file's bytes (and of the page range or heading it was narrowed to)."""
    kind: SourceKind
    title: str
    collection: str = "corpus"
    """The name of the ingested folder (`corpus`, `aws-docs`, `uploads`, ...)."""
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    """ISO date on which the source was fetched or checked."""
    exam: str | None = None
    domain: int | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line in the text; its section runs to the next of the same or a higher level."""

    start: int
    end: int
    level: int
    """1 for the document's title, 2 ... 6 below."""
    title: str
    anchor: str | None = None
    bullets: tuple[str, ...] = ()
    """Exam bullets that the section serves, e.g. `("3.1.k3",)`."""
    urls: tuple[str, ...] = ()
    """Official addresses where the section's facts were checked."""
    checked: str | None = None
    """ISO date of that check."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text of one kind, between two headings. Blocks do not overlap and are in order."""

    start: int
    end: int
    kind: BlockKind
    header: Span | None = None
    """The header row of a table, inside the block; None elsewhere."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source as plain text with its structure as offsets."""

    text: str
    source: Source
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Span, ...] = ()
    """Whole sentences, list items, table rows and code lines, in order, not overlapping."""
    page_starts: tuple[int, ...] = ()
    """Offset at which each page begins; empty when the source has no pages."""
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", content_hash(self.text))

    def heading_path(self, offset: int) -> tuple[Heading, ...]:
        """Return the open headings at an offset, outermost first."""
        path: list[Heading] = []
        for heading in self.headings:
            if heading.start > offset:
                break
            while path and path[-1].level >= heading.level:
                path.pop()
            path.append(heading)
        return tuple(path)

    def page(self, offset: int) -> int | None:
        """Return the 1-based page that holds an offset, or None when the source has no pages."""
        if not self.page_starts:
            return None
        return max(1, bisect_right(self.page_starts, offset))


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences of one kind under one heading path."""

    id: str
    document_id: str
    start: int
    end: int
    sentences: tuple[Span, ...]
    """Offsets into the document's text."""
    heading_path: tuple[str, ...]
    kind: BlockKind
    page: int | None = None
    header: Span | None = None
    """A table's header row, when it lies outside [start, end) and must be repeated."""
    anchor: str | None = None
    bullets: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    checked: str | None = None

    def text(self, document_text: str) -> str:
        """Return the passage: the repeated header row, if any, then the chunk's own text."""
        body = document_text[self.start : self.end]
        if self.header is None:
            return body
        return f"{document_text[self.header.start : self.header.end]}\n{body}"

    def passage_sentences(self) -> tuple[Span, ...]:
        """Return the sentences as offsets into `text(...)`."""
        shift = 0 if self.header is None else self.header.end - self.header.start + 1
        return tuple(
            Span(s.start - self.start + shift, s.end - self.start + shift) for s in self.sentences
        )

    def embedding_text(self, document_text: str) -> str:
        """Return what is embedded and indexed lexically: heading path, then passage."""
        return f"{' > '.join(self.heading_path)}\n{self.text(document_text)}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieval returns it, complete enough to be cited and stored with an answer."""

    chunk_id: str
    document_id: str
    title: str
    path: str
    collection: str
    source_kind: SourceKind
    heading_path: tuple[str, ...]
    text: str
    sentences: tuple[Span, ...]
    """Offsets into `text`. A repeated table header row is part of `text` but not a sentence."""
    kind: BlockKind
    start: int
    """Offset in the document's text at which the chunk's own text begins."""
    header_length: int = 0
    """Characters of `text` taken by a repeated table header row and its line break."""
    page: int | None = None
    url: str | None = None
    """Address of the source, with `#anchor` where one is known."""
    urls: tuple[str, ...] = ()
    """Official addresses where the facts of a note's section were checked."""
    checked: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    domain: int | None = None
    task: str | None = None
    bullets: tuple[str, ...] = ()
    score: float = 0.0
    dense_rank: int | None = None
    """1-based rank in the dense list; None when not in it."""
    dense_score: float | None = None
    """Cosine similarity to the question."""
    lexical_rank: int | None = None
    lexical_score: float | None = None
    """BM25 score."""
    sentence_scores: tuple[float, ...] = ()
    """Cosine similarity of the question to each sentence; empty when the index holds none."""
    asked_score: float = 0.0
    """How like what is asked the written questions are that the passage answers (`index.asked`)."""
    asked_sentences: tuple[float, ...] = ()
    """The same of each sentence: the likest written question that it answers, 0 without one; empty
    when no written question is asked of the passage."""
    asked_question: str = ""
    """The likest question in people's own words that the passage answers."""

    def sentence(self, number: int) -> str:
        """Return the text of one sentence of the passage."""
        span = self.sentences[number]
        return self.text[span.start : span.end]

    def is_row(self, number: int) -> bool:
        """Whether a sentence is a row of a table, which may stand below prose or a list."""
        return CELL in self.sentence(number) and (self.kind == "table" or bool(self.table_header()))

    def table_header(self) -> str:
        """Return the header row of the table, the line before its first row, or \"\"."""
        if self.kind == "code":
            return ""
        numbers = range(len(self.sentences))
        first = next((self.sentences[i].start for i in numbers if CELL in self.sentence(i)), 0)
        line = self.text[:first].rstrip("\n").rpartition("\n")[2]
        return line if CELL in line else ""
