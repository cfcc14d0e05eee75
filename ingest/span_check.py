"""The full check of the invariant that citations rest on, over real files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ingest.chunking import chunk_document
from ingest.sentences import LIST_MARKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Block, Document
    from ingest.chunking import ChunkingSettings


def faults(document: Document, settings: ChunkingSettings | None = None) -> Iterator[str]:
    """Yield what is wrong with a document's spans, each in one line; nothing when all is right."""
    yield from _block_faults(document)
    yield from _sentence_faults(document)
    yield from _coverage_faults(document)
    yield from _chunk_faults(document, settings)


def _block_faults(document: Document) -> Iterator[str]:
    text = document.text
    parts = sorted(
        [(h.start, h.end, f"heading {h.title!r}") for h in document.headings]
        + [(b.start, b.end, b.kind) for b in document.blocks]
    )
    reached = 0
    for start, end, what in parts:
        if not reached <= start < end <= len(text):
            yield f"{what} at {start}-{end} overlaps what precedes it or leaves the text"
        elif text[start:end] != text[start:end].strip():
            yield f"{what} at {start}-{end} is not trimmed"
        if text[reached:start].strip():
            lost = text[reached:start].strip()
            yield f"text at {reached}-{start} lies in no block: {lost[:60]!r}"
        reached = max(reached, end)
    if text[reached:].strip():
        yield f"text at {reached} lies in no block: {text[reached:].strip()[:60]!r}"


def _sentence_faults(document: Document) -> Iterator[str]:
    reached = 0
    for span in document.sentences:
        sentence = document.text[span.start : span.end]
        if not reached <= span.start < span.end <= len(document.text):
            yield f"sentence at {span.start}-{span.end} overlaps the one before or leaves the text"
        elif not sentence or sentence != sentence.strip():
            yield f"sentence at {span.start}-{span.end} is blank or not trimmed: {sentence[:60]!r}"
        reached = span.end


def _coverage_faults(document: Document) -> Iterator[str]:
    position = 0
    for block in document.blocks:
        at = block.header.end if block.header else block.start
        while position < len(document.sentences) and document.sentences[position].start < block.end:
            span = document.sentences[position]
            if span.start < block.start or span.end > block.end:
                yield f"sentence at {span.start}-{span.end} leaves its block"
            yield from _gap(document, block, at, span.start)
            at = span.end
            position += 1
        yield from _gap(document, block, at, block.end)
    if position < len(document.sentences):
        yield f"sentence at {document.sentences[position].start} lies in no block"


def _gap(document: Document, block: Block, start: int, end: int) -> Iterator[str]:
    for line in document.text[start:end].split("\n"):
        left = line.strip()
        if left and left not in LIST_MARKERS:
            yield f"text in a {block.kind} at {start} belongs to no sentence: {left[:60]!r}"


def _chunk_faults(document: Document, settings: ChunkingSettings | None) -> Iterator[str]:
    chunks = chunk_document(document, settings)
    held = [span for chunk in chunks for span in chunk.sentences]
    if tuple(held) != document.sentences:
        yield f"chunks hold {len(held)} sentences of {len(document.sentences)}, or out of order"
    for identity, count in Counter(chunk.id for chunk in chunks).items():
        if count > 1:
            yield f"{count} chunks share the id {identity}"
    for chunk in chunks:
        passage = chunk.text(document.text)
        for span, inner in zip(chunk.sentences, chunk.passage_sentences(), strict=True):
            if passage[inner.start : inner.end] != document.text[span.start : span.end]:
                yield f"chunk at {chunk.start} shows another sentence than the document"
