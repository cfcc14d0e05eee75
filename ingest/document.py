"""One source file to one document: read, find its sentences, join what is known about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.records import Document, Source
from ingest.guide_addresses import page_address
from ingest.readers import read_bytes
from ingest.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.records import Heading
    from ingest.sources import SourceFile


def read_document(source: SourceFile) -> Document:
    """Read a source file. What the source list says goes before what the file says of itself.

    Raises SourceError with one line for people.
    """
    data, sha256 = source.read()
    entry = source.entry
    try:
        kind, parsed = read_bytes(data, source.path, pages=entry.pages, heading=entry.heading)
    except RecursionError as error:
        raise SourceError(
            source.path, "is nested too deeply to be read", "Simplify its structure."
        ) from error
    return Document(
        text=parsed.text,
        source=Source(
            path=source.path,
            sha256=sha256,
            kind=kind,
            title=entry.title or parsed.title,
            collection=source.collection,
            url=entry.url or parsed.url or page_address(source.collection, source.path),
            licence=entry.licence or parsed.licence,
            retrieved=entry.retrieved or parsed.retrieved,
            exam=parsed.exam,
            domain=parsed.domain if entry.domain is None else entry.domain,
            task=entry.task or parsed.task,
        ),
        headings=_tagged(parsed.headings, entry.bullets),
        blocks=parsed.blocks,
        sentences=find_sentences(parsed.text, parsed.blocks),
        page_starts=parsed.page_starts,
    )


def _tagged(headings: Sequence[Heading], bullets: tuple[str, ...]) -> tuple[Heading, ...]:
    """Give the outermost headings, whose sections are the whole source, the bullets it serves."""
    outermost = min((heading.level for heading in headings), default=0)
    return tuple(
        replace(heading, bullets=bullets)
        if bullets and heading.level == outermost and not heading.bullets
        else heading
        for heading in headings
    )
