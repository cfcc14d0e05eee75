"""Builds tiny documents, chunks and indexes for tests."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from index.records import Block, Chunk, Document, Heading, Source, Span, content_hash
from index.snapshot_writer import SnapshotWriter
from tests.index.hashing_embedder import HashingEmbedder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.asked import AskedQuestion
    from index.embedder import Embedder

CHUNKING = {"words": 40, "version": 1}


def make_document(
    path: str,
    title: str,
    sections: dict[str, list[str]],
    collection: str = "corpus",
    **source: object,
) -> Document:
    """Return a document of headings and sentences: one line each."""
    text = f"{title}\n"
    headings = [Heading(0, len(title), 1, title)]
    sentences: list[Span] = []
    blocks: list[Block] = []
    for heading, lines in sections.items():
        headings.append(
            Heading(len(text), len(text) + len(heading), 2, heading, anchor=heading.lower())
        )
        text += f"{heading}\n"
        first = len(text)
        for line in lines:
            sentences.append(Span(len(text), len(text) + len(line)))
            text += f"{line}\n"
        blocks.append(Block(first, len(text) - 1, "prose"))
    digest = hashlib.sha256(f"{text}{sorted(source.items())}".encode()).hexdigest()
    return Document(
        text=text,
        source=Source(path, digest, "markdown", title, collection, **source),  # type: ignore[arg-type]
        headings=tuple(headings),
        blocks=tuple(blocks),
        sentences=tuple(sentences),
    )


def make_chunks(document: Document) -> list[Chunk]:
    """Return one chunk per block."""
    chunks = []
    for block in document.blocks:
        inside = tuple(s for s in document.sentences if block.start <= s.start < block.end)
        path = document.heading_path(block.start)
        chunks.append(
            Chunk(
                id=content_hash(document.id, str(block.start)),
                document_id=document.id,
                start=inside[0].start,
                end=inside[-1].end,
                sentences=inside,
                heading_path=tuple(heading.title for heading in path),
                kind=block.kind,
                anchor=path[-1].anchor,
                bullets=("3.1.k1",),
            )
        )
    return chunks


def endpoints(**source: object) -> Document:
    return make_document(
        "domain3/endpoints.md",
        "Choosing an endpoint",
        {
            "Asynchronous inference": [
                "Asynchronous inference queues requests with payloads up to 1 GB.",
                "An asynchronous endpoint can scale to zero instances.",
            ],
            "Batch transform": [
                "Batch transform scores a whole dataset without an endpoint.",
                "Batch transform is not for interactive requests.",
            ],
        },
        url="https://example.org/endpoints",
        **{"domain": 3, "task": "3.1", "exam": "mla-c01", **source},
    )


def streams() -> Document:
    return make_document(
        "domain1/streams.md",
        "Streaming data",
        {
            "Amazon Data Firehose": [
                "Amazon Data Firehose delivers streaming records to Amazon S3.",
                "Amazon Data Firehose buffers records by size or by time.",
            ],
            "Kinesis Data Streams": ["A shard accepts 1,000 records per second."],
        },
        domain=1,
        task="1.1",
        exam="mla-c01",
    )


def manual() -> Document:
    return make_document(
        "guide/keys.md",
        "Keys",
        {"Rotation": ["AWS KMS rotates a key every year."]},
        collection="aws-docs",
    )


def publish(
    root: Path,
    documents: Iterable[Document],
    embedder: Embedder | None = None,
    aliases_path: Path | None = None,
    questions: Iterable[AskedQuestion] = (),
) -> str:
    """Publish documents as a snapshot and return its id."""
    with SnapshotWriter(root, embedder or HashingEmbedder(), CHUNKING, aliases_path) as writer:
        for document in documents:
            writer.add_document(document, make_chunks(document))
        writer.ask(questions)
        return writer.publish()
