"""The tables in which documents and chunks are kept, and how their records become cells."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import numpy as np

from index.records import Block, Chunk, Document, Heading, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DOCUMENT_COLUMNS = (
    "row, id, sha256, path, collection, kind, title, url, licence, retrieved, exam, domain, task,"
    " characters, text, structure, sentences, first_row, chunks, first_sentence, sentence_count"
)
CHUNK_COLUMNS = (
    "row, id, document_row, start, end, heading_path, kind, page, header_start, header_end,"
    " anchor, bullets, urls, checked, text, sentences, first_sentence, sentence_count, text_hash"
)
SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, path TEXT NOT NULL,
    collection TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, url TEXT, licence TEXT,
    retrieved TEXT, exam TEXT, domain INTEGER, task TEXT, characters INTEGER NOT NULL,
    text BLOB NOT NULL, structure BLOB NOT NULL, sentences BLOB NOT NULL,
    first_row INTEGER NOT NULL, chunks INTEGER NOT NULL,
    first_sentence INTEGER NOT NULL, sentence_count INTEGER NOT NULL);
CREATE TABLE sources (
    sha256 TEXT NOT NULL, path TEXT NOT NULL, collection TEXT NOT NULL,
    document_row INTEGER NOT NULL, source TEXT NOT NULL, PRIMARY KEY (collection, path, sha256));
CREATE TABLE chunks (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, document_row INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, heading_path TEXT NOT NULL, kind TEXT NOT NULL,
    page INTEGER, header_start INTEGER, header_end INTEGER, anchor TEXT, bullets TEXT NOT NULL,
    urls TEXT NOT NULL, checked TEXT, text TEXT NOT NULL, sentences BLOB NOT NULL,
    first_sentence INTEGER NOT NULL, sentence_count INTEGER NOT NULL, text_hash BLOB NOT NULL);
"""
INDEXES = """
CREATE INDEX chunks_by_id ON chunks (id);
CREATE INDEX chunks_by_hash ON chunks (text_hash);
CREATE INDEX sources_by_hash ON sources (sha256);
CREATE INDEX documents_by_path ON documents (path);
"""


def pack_spans(spans: Iterable[Span]) -> bytes:
    """Return spans as little-endian 32-bit pairs."""
    return np.array([(s.start, s.end) for s in spans], dtype="<i4").tobytes()


def unpack_spans(cell: bytes) -> tuple[Span, ...]:
    """Return the spans of `pack_spans`."""
    pairs = np.frombuffer(cell, dtype="<i4").reshape(-1, 2)
    return tuple(Span(start, end) for start, end in pairs.tolist())


def pack_text(text: str) -> bytes:
    """Return a compressed text; it is read only when somebody opens the document."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=6)


def unpack_text(cell: bytes) -> str:
    """Return the text of `pack_text`."""
    return zlib.decompress(cell).decode("utf-8", "surrogatepass")


def pack_structure(document: Document) -> bytes:
    """Return headings, blocks and pages as compressed JSON."""
    data = {
        "headings": [
            [h.start, h.end, h.level, h.title, h.anchor, h.bullets, h.urls, h.checked]
            for h in document.headings
        ],
        "blocks": [
            [b.start, b.end, b.kind, *((b.header.start, b.header.end) if b.header else ())]
            for b in document.blocks
        ],
        "pages": document.page_starts,
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack_structure(
    cell: bytes,
) -> tuple[tuple[Heading, ...], tuple[Block, ...], tuple[int, ...]]:
    """Return the headings, blocks and page starts of `pack_structure`."""
    data = json.loads(zlib.decompress(cell))
    headings = tuple(
        Heading(start, end, level, title, anchor, tuple(bullets), tuple(urls), checked)
        for start, end, level, title, anchor, bullets, urls, checked in data["headings"]
    )
    blocks = tuple(
        Block(start, end, kind, Span(*header) if header else None)
        for start, end, kind, *header in data["blocks"]
    )
    return headings, blocks, tuple(data["pages"])


def pack_source(source: Source) -> str:
    """Return a source as JSON."""
    return json.dumps({name: getattr(source, name) for name in Source.__slots__})


def unpack_source(cell: str) -> Source:
    """Return the source of `pack_source`."""
    return Source(**json.loads(cell))


def pack_strings(strings: Sequence[str]) -> str:
    """Return strings as a JSON list."""
    return json.dumps(list(strings), ensure_ascii=False)


def source_cells(source: Source) -> tuple[object, ...]:
    """Return the cells of a document's source, `sha256` to `task`."""
    s = source
    return (
        *(s.sha256, s.path, s.collection, s.kind, s.title, s.url, s.licence, s.retrieved),
        *(s.exam, s.domain, s.task),
    )


def text_cells(document: Document) -> tuple[object, ...]:
    """Return the cells of a document's text, `characters` to `sentences`."""
    return (
        *(len(document.text), pack_text(document.text)),
        *(pack_structure(document), pack_spans(document.sentences)),
    )


def chunk_cells(
    chunk: Chunk, row: int, document_row: int, text: str, first_sentence: int, text_hash: bytes
) -> tuple[object, ...]:
    """Return a chunk's cells in the order of `CHUNK_COLUMNS`; `text` is the passage."""
    header = chunk.header
    return (
        *(row, chunk.id, document_row, chunk.start, chunk.end, pack_strings(chunk.heading_path)),
        *(chunk.kind, chunk.page, header and header.start, header and header.end, chunk.anchor),
        *(pack_strings(chunk.bullets), pack_strings(chunk.urls), chunk.checked, text),
        pack_spans(chunk.passage_sentences()),
        *(first_sentence, len(chunk.sentences), text_hash),
    )
