"""Read documents and chunks of a published snapshot; text is fetched by row when it is needed."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from index.errors import IndexDamagedError, UsageError
from index.filters import Filters
from index.records import Document, Passage, Source
from index.store_schema import unpack_source, unpack_spans, unpack_structure, unpack_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.ranking import BoolArray

_PASSAGE_COLUMNS = (
    "c.row, c.id, d.id, d.title, d.path, d.collection, d.kind, c.heading_path, c.text, c.sentences,"
    " c.kind, c.start, c.header_start, c.header_end, c.page, d.url, c.anchor, c.urls, c.checked,"
    " d.licence, d.retrieved, d.domain, d.task, c.bullets, c.first_sentence, c.sentence_count"
)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One line of the list of what is indexed."""

    id: str
    source: Source
    characters: int
    chunks: int
    sentences: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as stored, and where the vectors of its sentences lie."""

    row: int
    passage: Passage
    first_sentence: int
    sentence_count: int


class DocumentStore:
    """The documents and chunks of a snapshot. Safe to use from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._masks: dict[Filters, BoolArray] = {}
        self._sentence_starts: NDArray[np.int64] | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store for reading. Raises IndexDamagedError when it is not one of ours."""
        try:
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.execute("SELECT row FROM chunks LIMIT 1").fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                f"{path} is not a readable document store ({error})",
                "Run `make ingest` to build the index again.",
            ) from error
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def passages(self, rows: Sequence[int]) -> list[StoredPassage]:
        """Return the passages of chunk rows, in the order given."""
        marks = ", ".join("?" * len(rows))
        cells = self._all(
            f"SELECT {_PASSAGE_COLUMNS} FROM chunks c JOIN documents d ON d.row = c.document_row"
            f" WHERE c.row IN ({marks})",
            [int(row) for row in rows],
        )
        by_row = {cell[0]: _stored_passage(cell) for cell in cells}
        return [by_row[int(row)] for row in rows]

    def passage(self, chunk_id: str) -> StoredPassage | None:
        """Return the passage of a chunk, or None when the index does not hold it."""
        found = self._all("SELECT row FROM chunks WHERE id = ? ORDER BY row LIMIT 1", (chunk_id,))
        return self.passages([found[0][0]])[0] if found else None

    def passages_of(self, document_id: str) -> list[StoredPassage]:
        """Return all passages of a document, in reading order."""
        cells = self._all(
            f"SELECT {_PASSAGE_COLUMNS} FROM chunks c JOIN documents d ON d.row = c.document_row"
            " WHERE d.id = ? ORDER BY c.row",
            (document_id,),
        )
        return [_stored_passage(cell) for cell in cells]

    def documents(self, filters: Filters | None = None) -> list[DocumentEntry]:
        """Return what is indexed, by collection and path; each source of a text is one entry."""
        condition, values = _condition(filters or Filters())
        cells = self._all(
            "SELECT d.id, s.source, d.characters, d.chunks, d.sentence_count FROM sources s"
            f" JOIN documents d ON d.row = s.document_row WHERE {condition}"
            " ORDER BY s.collection, s.path",
            values,
        )
        return [
            DocumentEntry(id_, unpack_source(source), characters, chunks, sentences)
            for id_, source, characters, chunks, sentences in cells
        ]

    def document(self, document_id: str) -> Document:
        """Return a whole document with its headings, blocks and sentences.

        Raises UsageError when the index does not hold it.
        """
        cells = self._all(
            "SELECT d.id, d.text, d.structure, d.sentences, s.source FROM documents d"
            " JOIN sources s ON s.document_row = d.row WHERE d.id = ? LIMIT 1",
            (document_id,),
        )
        if not cells:
            raise UsageError(f"no document {document_id} in the index")
        id_, text, structure, sentences, source = cells[0]
        headings, blocks, pages = unpack_structure(structure)
        return Document(
            text=unpack_text(text),
            source=unpack_source(source),
            headings=headings,
            blocks=blocks,
            sentences=unpack_spans(sentences),
            page_starts=pages,
            id=id_,
        )

    def text(self, document_id: str) -> str:
        """Return the text of a document alone, which is quicker than the whole document.

        Raises UsageError when the index does not hold it.
        """
        cells = self._all("SELECT text FROM documents WHERE id = ?", (document_id,))
        if not cells:
            raise UsageError(f"no document {document_id} in the index")
        return unpack_text(cells[0][0])

    def document_rows(self) -> dict[str, int]:
        """Return the row of the document of each source, by the source's SHA-256."""
        return dict(self._all("SELECT sha256, document_row FROM sources", ()))

    def sources(self) -> Iterator[Source]:
        """Yield every source of the snapshot."""
        for (cell,) in self._all("SELECT source FROM sources ORDER BY collection, path", ()):
            yield unpack_source(cell)

    def rows_by_text_hash(self, hashes: Sequence[bytes]) -> dict[bytes, tuple[int, int, int]]:
        """Return `(row, first sentence, sentence count)` of the chunks with these identities."""
        found: dict[bytes, tuple[int, int, int]] = {}
        for first in range(0, len(hashes), 500):
            part = hashes[first : first + 500]
            cells = self._all(
                "SELECT text_hash, row, first_sentence, sentence_count FROM chunks"
                f" WHERE text_hash IN ({', '.join('?' * len(part))})",
                part,
            )
            found.update((cell[0], cell[1:]) for cell in cells)
        return found

    def sentence_starts(self) -> NDArray[np.int64]:
        """Return `(rows + 1,)`: sentences `starts[r]` to `starts[r + 1]` are those of row `r`."""
        if self._sentence_starts is None:
            counts = [n for (n,) in self._all("SELECT sentence_count FROM chunks ORDER BY row", ())]
            self._sentence_starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        return self._sentence_starts

    def allowed(self, filters: Filters) -> BoolArray | None:
        """Return the `(rows,)` mask of chunks that pass the filters; None when all do."""
        if not filters:
            return None
        if filters not in self._masks:
            self._masks[filters] = self._mask(filters)
        return self._masks[filters]

    def _mask(self, filters: Filters) -> BoolArray:
        condition, values = _condition(filters)
        ranges = self._all(
            "SELECT d.first_row, d.first_row + d.chunks FROM sources s"
            f" JOIN documents d ON d.row = s.document_row WHERE {condition}",
            values,
        )
        [(rows,)] = self._all("SELECT COALESCE(MAX(row) + 1, 0) FROM chunks", ())
        mask = np.zeros(rows, dtype=np.bool_)
        for first, end in ranges:
            mask[first:end] = True
        return mask

    def _all(self, query: str, values: Sequence[Any]) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise IndexDamagedError(
                    f"the document store cannot be read ({error})",
                    "Run `make ingest` to build the index again.",
                ) from error


def _condition(filters: Filters) -> tuple[str, list[Any]]:
    """Return an SQL condition over sources `s` and documents `d`, and its values."""
    conditions = ["1"]
    values: list[Any] = []
    fields: tuple[tuple[str, Sequence[Any]], ...] = (
        ("s.collection", filters.collections),
        ("json_extract(s.source, '$.domain')", filters.domains),
        ("json_extract(s.source, '$.task')", filters.tasks),
        ("json_extract(s.source, '$.exam')", filters.exams),
        ("d.id", filters.document_ids),
    )
    for column, wanted in fields:
        if wanted:
            conditions.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if filters.paths:
        conditions.append(f"({' OR '.join(['substr(s.path, 1, ?) = ?'] * len(filters.paths))})")
        for prefix in filters.paths:
            values += [len(prefix), prefix]
    if filters.without_paths:
        marks = ", ".join("?" * len(filters.without_paths))
        conditions.append(
            f"d.row NOT IN (SELECT document_row FROM sources WHERE path IN ({marks}))"
        )
        values += filters.without_paths
    return " AND ".join(conditions), values


def _stored_passage(cell: Sequence[Any]) -> StoredPassage:
    row, chunk_id, document_id, title, path, collection, source_kind, heading_path = cell[:8]
    text, sentences, kind, start, header_start, header_end, page, url, anchor = cell[8:17]
    urls, checked, licence, retrieved, domain, task, bullets = cell[17:24]
    first_sentence, sentence_count = cell[24:]
    passage = Passage(
        chunk_id=chunk_id,
        document_id=document_id,
        title=title,
        path=path,
        collection=collection,
        source_kind=source_kind,
        heading_path=tuple(json.loads(heading_path)),
        text=text,
        sentences=unpack_spans(sentences),
        kind=kind,
        start=start,
        header_length=0 if header_start is None else header_end - header_start + 1,
        page=page,
        url=f"{url}#{anchor}" if url and anchor and "#" not in url else url,
        urls=tuple(json.loads(urls)),
        checked=checked,
        licence=licence,
        retrieved=retrieved,
        domain=domain,
        task=task,
        bullets=tuple(json.loads(bullets)),
    )
    return StoredPassage(row, passage, first_sentence, sentence_count)
