"""Write a new snapshot beside the one that serves, and publish it in one step.

Nothing that serves is touched until `CURRENT` is replaced. Killed at any moment, the old index
serves on and the next run sweeps what was left. Memory stays constant: documents go to SQLite as
they come, vectors to files by row; only passages that wait for their embedding and the term counts
are held.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from index.asked_writer import links_of, vectors_of, write_asked
from index.errors import GroundworkError, IndexDamagedError, IndexMissingError
from index.lexical_writer import LexicalWriter
from index.manifest import FileRecord, Manifest, SourceRecord
from index.publication import (
    move_into_place,
    prepare_current,
    replace_current,
    serving,
    sweep,
    sync_tree,
)
from index.records import Chunk, Document, Source, Span
from index.sentence_vectors import quantise
from index.snapshot import (
    ALIASES,
    LEXICAL,
    SNAPSHOTS,
    STORE,
    Snapshot,
)
from index.store_writer import RowRange, StoreWriter
from index.terms import tokenize
from index.vector_rows import VectorRows
from index.write_lock import WriteLock

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from index.asked import AskedQuestion
    from index.embedder import Embedder

PENDING_PASSAGES = 2048
"""Passages embedded together: enough that texts of like length meet, about 4 MB of text."""

OnStep = Callable[[str], None]
OnEmbedded = Callable[[int], None]
_log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class _Pending:
    row: int
    first_sentence: int
    text: str
    spans: tuple[Span, ...]


def embedding_spans(chunk: Chunk, document_text: str) -> tuple[Span, ...]:
    """Return the sentences of a chunk as offsets into its embedding text."""
    shift = len(chunk.embedding_text(document_text)) - len(chunk.text(document_text))
    return tuple(Span(s.start + shift, s.end + shift) for s in chunk.passage_sentences())


def embedding_identity(text: str, spans: Sequence[Span]) -> bytes:
    """Return 16 bytes that agree exactly when embedding text and sentences do."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    digest.update(repr([(span.start, span.end) for span in spans]).encode())
    return digest.digest()[:16]


class SnapshotWriter:
    """Builds one snapshot, as a context manager; leaving without `publish` changes nothing."""

    def __init__(
        self,
        root: Path,
        embedder: Embedder,
        chunking: Mapping[str, str | int | float | bool],
        aliases_path: Path | None = None,
        *,
        wait_seconds: float = 0.0,
        lock: WriteLock | None = None,
        on_step: OnStep | None = None,
        on_embedded: OnEmbedded | None = None,
    ) -> None:
        """Take the lock, sweep what killed runs left, and begin a new folder.

        `on_step` is called with the name of each write step before it is taken, `on_embedded` with
        the number of passages embedded so far. Raises IndexBusyError.
        """
        self._root = root
        self._embedder = embedder
        self._chunking = dict(chunking)
        self._aliases_path = aliases_path
        self._on_step = on_step or (lambda _: None)
        self._on_embedded = on_embedded or (lambda _: None)
        self._own_lock = WriteLock(root, wait_seconds) if lock is None else None
        if self._own_lock is not None:
            self._own_lock.acquire()
        try:
            self._begin()
        except BaseException:
            self._release()
            raise

    def _begin(self) -> None:
        self.previous = self._reusable_snapshot()
        """The snapshot that serves, when its vectors fit this model; else None."""
        sweep(self._root)
        self._folder = self._root / SNAPSHOTS / f".new-{os.getpid()}"
        self._step("create folder")
        self._folder.mkdir(parents=True)
        self._step("create store")
        before = self.previous.folder / STORE if self.previous else None
        self._store = StoreWriter(self._folder / STORE, before)
        self._vectors = VectorRows(self._folder, self._embedder.dimension)
        self._lexical = LexicalWriter()
        self._pending: list[_Pending] = []
        self._asked: list[AskedQuestion] = []
        self._sources: list[SourceRecord] = []
        self._document_of_source: dict[str, str] = {}
        self._previous_rows = self.previous.store.document_rows() if self.previous else {}
        self.embedded = 0
        """Passages embedded by this run."""
        self.reused = 0
        """Passages whose vectors were carried over."""
        self._published = False

    def holds(self, sha256: str) -> bool:
        """Tell whether a source of this content has been added already."""
        return sha256 in self._document_of_source

    def add_document(self, document: Document, chunks: Sequence[Chunk]) -> bool:
        """Add a document with its chunks, in order; return False when its text is there already.

        A text that is there already gains `document.source` as one more source.
        """
        self._record(document.source, document.id)
        if self._store.holds(document.id):
            self._store.add_source(document.source, document.id)
            return False
        self._step("document")
        texts = [chunk.embedding_text(document.text) for chunk in chunks]
        spans = [embedding_spans(chunk, document.text) for chunk in chunks]
        hashes = [embedding_identity(t, s) for t, s in zip(texts, spans, strict=True)]
        passages = [chunk.text(document.text) for chunk in chunks]
        added = self._store.add(document, chunks, passages, hashes)
        self._lexical.add_document(
            (tokenize(" > ".join(chunk.heading_path)), tokenize(passage))
            for chunk, passage in zip(chunks, passages, strict=True)
        )
        self._place_vectors(added, texts, spans, hashes)
        if len(self._pending) >= PENDING_PASSAGES:
            self._embed_pending()
        return True

    def carry_over(self, source: Source) -> bool:
        """Keep an unchanged source's document from the previous snapshot without reading it again.

        It is found by `source.sha256`; `source` itself is recorded, so a moved file gets its new
        path. Returns False when the previous snapshot does not hold it or was chunked otherwise.
        """
        if self.holds(source.sha256):
            document_id = self._document_of_source[source.sha256]
            self._record(source, document_id)
            self._store.add_source(source, document_id)
            return True
        if self.previous is None or self.previous.manifest.chunking != self._chunking:
            return False
        row = self._previous_rows.get(source.sha256)
        if row is None:
            return False
        self._step("carry over")
        document_id = self._carry_over_document(row, source)
        self._record(source, document_id)
        self._store.add_source(source, document_id)
        return True

    def _carry_over_document(self, row: int, source: Source) -> str:
        if self.previous is None:
            raise IndexMissingError("no snapshot to carry over from")
        carried = self._store.carry_over(row, source)
        if carried.added is None:
            return carried.document_id
        old, new = carried.before, carried.added
        vectors = self.previous.dense.vectors(old.first_row, old.chunks)
        self._vectors.write_passages(new.first_row, vectors)
        rows = self.previous.sentences.rows(old.first_sentence, old.sentence_count)
        self._vectors.write_sentences(new.first_sentence, rows)
        self._lexical.carry_over(self.previous.lexical, old.first_row, old.chunks)
        self.reused += old.chunks
        return carried.document_id

    def ask(self, questions: Iterable[AskedQuestion]) -> None:
        """Add questions of a bank; they lead to the passages that hold their quotes."""
        self._asked.extend(questions)

    def publish(self, now: datetime | None = None) -> str:
        """Finish, check and publish the snapshot; return its id.

        Raises IndexDamagedError when what was written does not read back; nothing changes then.
        """
        self._step("embed")
        self._embed_pending()
        if self._asked:
            self._step("write questions")
            self._write_asked()
        self._step("close store")
        self._store.close()
        self._step("write vectors")
        self._vectors.finish(self._store.rows)
        self._step("write lexical index")
        self._lexical.save(self._folder / LEXICAL)
        if self._aliases_path is not None:
            self._step("copy aliases")
            shutil.copyfile(self._aliases_path, self._folder / ALIASES)
        self._step("write manifest")
        manifest = self._manifest(now or datetime.now(UTC))
        manifest.write(self._folder)
        self._step("sync files")
        sync_tree(self._folder)
        self._step("verify")
        self._verify()
        self._step("move into place")
        move_into_place(self._folder, manifest.id)
        self._step("write CURRENT")
        prepare_current(self._root, manifest.id)
        self._step("replace CURRENT")
        replace_current(self._root)
        self._published = True
        self._step("sweep")
        sweep(self._root)
        self._release()
        _log.info("published %s: %d chunks", manifest.id, manifest.chunks)
        return manifest.id

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._published:
            self._store.abandon()
            shutil.rmtree(self._folder, ignore_errors=True)
        self._vectors.close()
        self._release()

    def _release(self) -> None:
        if self._own_lock is not None:
            self._own_lock.release()

    def _step(self, name: str) -> None:
        self._on_step(name)

    def _record(self, source: Source, document_id: str) -> None:
        self._sources.append(SourceRecord(source.collection, source.path, source.sha256))
        self._document_of_source.setdefault(source.sha256, document_id)

    def _reusable_snapshot(self) -> Snapshot | None:
        try:
            snapshot = Snapshot.open(self._root)
            snapshot.check_embedder(self._embedder)
        except IndexMissingError:
            return None
        except GroundworkError as error:
            _log.warning("building without the previous index: %s", error)
            return None
        return snapshot

    def _place_vectors(
        self,
        added: RowRange,
        texts: Sequence[str],
        spans: Sequence[tuple[Span, ...]],
        hashes: Sequence[bytes],
    ) -> None:
        known = self.previous.vector_lookup(list(hashes)) if self.previous else {}
        first_sentence = added.first_sentence
        for number, text_hash in enumerate(hashes):
            row = added.first_row + number
            if text_hash in known:
                self._vectors.write_passages(row, known[text_hash].passage)
                self._vectors.write_sentences(first_sentence, known[text_hash].sentences)
                self.reused += 1
            else:
                self._pending.append(_Pending(row, first_sentence, texts[number], spans[number]))
            first_sentence += len(spans[number])

    def _embed_pending(self) -> None:
        if not self._pending:
            return
        done_before = self.embedded
        vectors = self._embedder.embed_passages(
            [p.text for p in self._pending],
            [p.spans for p in self._pending],
            lambda done, _: self._on_embedded(done_before + done),
        )
        sentence = 0
        for pending, passage in zip(self._pending, vectors.passages, strict=True):
            self._vectors.write_passages(pending.row, passage)
            rows = vectors.sentences[sentence : sentence + len(pending.spans)]
            self._vectors.write_sentences(pending.first_sentence, quantise(rows))
            sentence += len(pending.spans)
        self.embedded += len(self._pending)
        self._pending.clear()

    def _write_asked(self) -> None:
        collections = dict.fromkeys(one.collection for one in self._asked)
        links = links_of(self._asked, {name: self._store.texts_of(name) for name in collections})
        before = self.previous.asked if self.previous else None
        vectors = vectors_of(self._asked, self._embedder, before)
        write_asked(self._folder, self._asked, links, vectors)

    def _manifest(self, now: datetime) -> Manifest:
        files = {
            path.relative_to(self._folder).as_posix(): FileRecord.of(path)
            for path in sorted(self._folder.rglob("*"))
            if path.is_file()
        }
        previous = serving(self._root)
        contents = [record.sha256 for record in files.values()]
        digest = hashlib.sha256("".join([*contents, previous or ""]).encode())
        precisions = {self._embedder.precision} if self.embedded else set()
        if self.reused and self.previous:
            precisions |= set(self.previous.manifest.precisions)
        return Manifest(
            id=f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{digest.hexdigest()[:8]}",
            created=now.astimezone(UTC).isoformat(timespec="seconds"),
            previous=previous,
            embedder=self._embedder.name,
            dimension=self._embedder.dimension,
            model_hash=self._embedder.model_hash,
            precisions=tuple(sorted(precisions)),
            chunking=self._chunking,
            documents=self._store.documents,
            chunks=self._store.rows,
            sentences=self._store.sentences,
            sources=tuple(self._sources),
            files=files,
        )

    def _verify(self) -> None:
        written = Snapshot.open_folder(self._folder)
        if len(written.lexical) != written.manifest.chunks:
            raise IndexDamagedError("the new word index does not match its chunks")
        written.store.close()
