"""Write documents and chunks into the SQLite file of a new snapshot."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.store_schema import (
    CHUNK_COLUMNS,
    DOCUMENT_COLUMNS,
    INDEXES,
    SCHEMA,
    chunk_cells,
    pack_source,
    source_cells,
    text_cells,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.records import Chunk, Document, Source


@dataclass(frozen=True, slots=True)
class RowRange:
    """The consecutive rows of one document in an index: its chunks and its sentences."""

    first_row: int
    chunks: int
    first_sentence: int
    sentence_count: int


@dataclass(frozen=True, slots=True)
class CarriedDocument:
    """A document copied from the previous store: its rows there and here."""

    document_id: str
    before: RowRange
    added: RowRange | None
    """None when the new store holds the same text already."""


class StoreWriter:
    """Appends documents in order; chunk and sentence rows are numbered from 0 without gaps."""

    def __init__(self, path: Path, previous: Path | None = None) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.executescript(SCHEMA)
        if previous is not None:
            self._connection.execute("ATTACH ? AS previous", (f"{previous}",))
        self._connection.execute("BEGIN")
        self.documents = 0
        self.rows = 0
        self.sentences = 0
        self._row_of_document: dict[str, int] = {}

    def holds(self, document_id: str) -> bool:
        """Tell whether a document of this text has been added."""
        return document_id in self._row_of_document

    def add_source(self, source: Source, document_id: str) -> None:
        """Record one more source of a document that has been added."""
        self._connection.execute(
            "INSERT OR IGNORE INTO sources VALUES (?, ?, ?, ?, ?)",
            (
                *(source.sha256, source.path, source.collection),
                *(self._row_of_document[document_id], pack_source(source)),
            ),
        )

    def add(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        texts: Sequence[str],
        hashes: Sequence[bytes],
    ) -> RowRange:
        """Append a document and its chunks; `texts` are the passages, `hashes` their identities."""
        count = sum(len(chunk.sentences) for chunk in chunks)
        added = RowRange(self.rows, len(chunks), self.sentences, count)
        self._connection.execute(
            f"INSERT INTO documents ({DOCUMENT_COLUMNS}) VALUES (?{', ?' * 20})",
            (
                *(self.documents, document.id, *source_cells(document.source)),
                *(*text_cells(document), self.rows, len(chunks), self.sentences, count),
            ),
        )
        first_sentence = self.sentences
        cells = []
        for number, (chunk, text, text_hash) in enumerate(zip(chunks, texts, hashes, strict=True)):
            cells.append(
                chunk_cells(
                    chunk, self.rows + number, self.documents, text, first_sentence, text_hash
                )
            )
            first_sentence += len(chunk.sentences)
        self._connection.executemany(
            f"INSERT INTO chunks ({CHUNK_COLUMNS}) VALUES (?{', ?' * 18})", cells
        )
        self._count(document.id, added)
        self.add_source(document.source, document.id)
        return added

    def carry_over(self, document_row: int, source: Source) -> CarriedDocument:
        """Copy a document from the attached previous store under its present source."""
        document_id, *numbers = self._connection.execute(
            "SELECT id, first_row, chunks, first_sentence, sentence_count"
            " FROM previous.documents WHERE row = ?",
            (document_row,),
        ).fetchone()
        old = RowRange(*numbers)
        if self.holds(document_id):
            return CarriedDocument(document_id, old, None)
        new = RowRange(self.rows, old.chunks, self.sentences, old.sentence_count)
        self._connection.execute(
            f"INSERT INTO documents ({DOCUMENT_COLUMNS}) SELECT ?, id{', ?' * 11}, characters,"
            " text, structure, sentences, ?, ?, ?, ? FROM previous.documents WHERE row = ?",
            (
                *(self.documents, *source_cells(source)),
                *(new.first_row, new.chunks, new.first_sentence, new.sentence_count),
                document_row,
            ),
        )
        columns = CHUNK_COLUMNS.replace("row, id, document_row", "row + ?, id, ?").replace(
            "first_sentence", "first_sentence + ?"
        )
        self._connection.execute(
            f"INSERT INTO chunks ({CHUNK_COLUMNS}) SELECT {columns} FROM previous.chunks"
            " WHERE row >= ? AND row < ? ORDER BY row",
            (
                *(new.first_row - old.first_row, self.documents),
                *(new.first_sentence - old.first_sentence, old.first_row),
                old.first_row + old.chunks,
            ),
        )
        self._count(document_id, new)
        return CarriedDocument(document_id, old, new)

    def texts_of(self, collection: str) -> Iterator[tuple[int, str]]:
        """Yield row and text of every passage of a collection."""
        yield from self._connection.execute(
            "SELECT DISTINCT c.row, c.text FROM sources s"
            " JOIN documents d ON d.row = s.document_row"
            " JOIN chunks c ON c.row >= d.first_row AND c.row < d.first_row + d.chunks"
            " WHERE s.collection = ?",
            (collection,),
        )

    def close(self) -> None:
        """Finish the file."""
        self._connection.execute("COMMIT")
        self._connection.executescript(INDEXES)
        self._connection.close()

    def abandon(self) -> None:
        """Give up the file as it is."""
        self._connection.close()

    def _count(self, document_id: str, added: RowRange) -> None:
        self._row_of_document[document_id] = self.documents
        self.documents += 1
        self.rows += added.chunks
        self.sentences += added.sentence_count
