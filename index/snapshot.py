"""A published index, and where it lies.

    <root>/CURRENT                     one line: the id of the snapshot that serves
    <root>/snapshots/<id>/manifest.json
                          documents.sqlite     documents, chunks, sentence spans
                          vectors.faiss        one vector per chunk
                          sentences.i8         one byte vector per sentence
                          lexical/             BM25 of headings and of text
                          aliases.toml         the table of names, when one was given
                          asked.json, asked.i8 questions of a bank and their vectors, when there are
    <root>/snapshots/.new-<process>/   being written; swept by the next run when its process died

Reading:

    snapshot = Snapshot.open(root)            raises IndexMissingError, IndexDamagedError,
                                              IndexMismatchError
    snapshot.manifest, .store, .dense, .sentences, .lexical, .aliases, .asked

Writing is in `index.snapshot_writer`:

    with SnapshotWriter(root, embedder, chunking, aliases_path=None, wait_seconds=0.0,
                        lock=None, on_step=None, on_embedded=None) as writer:
        writer.carry_over(source)             an unchanged source, by its sha256: True when kept
        writer.add_document(document, chunks)
        writer.ask(questions)                 of a bank, to find passages by
        snapshot_id = writer.publish()

`chunking` is a flat dict of settings; `lock` a WriteLock that the caller already holds (to plan
under it). Leaving the block without `publish` changes nothing.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from index.aliases import AliasTable
from index.asked import ASKED, AskedIndex
from index.dense import FaissVectors
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from index.lexical import LexicalIndex
from index.manifest import REBUILD, Manifest
from index.sentence_vectors import SentenceVectors
from index.store import DocumentStore

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.embedder import Embedder
    from index.ranking import FloatArray

CURRENT = "CURRENT"
SNAPSHOTS = "snapshots"
STORE = "documents.sqlite"
VECTORS = "vectors.faiss"
SENTENCES = "sentences.i8"
LEXICAL = "lexical"
ALIASES = "aliases.toml"
_log = logging.getLogger(__name__)
_ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """Vectors of one chunk as an index holds them."""

    passage: FloatArray
    """`(d,)` float32."""
    sentences: NDArray[np.int8]
    """`(sentences, d)` int8."""


def current_id(root: Path) -> str:
    """Return the id of the snapshot that serves.

    Raises IndexMissingError when nothing was published, IndexDamagedError for a foreign `CURRENT`.
    """
    path = root / CURRENT
    try:
        line = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissingError(
            f"no index in {root}", "Run `make ingest` (or `python -m ingest build`) to build one."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamagedError(f"{path} cannot be read ({error})", REBUILD) from error
    if not _ID.fullmatch(line):
        raise IndexDamagedError(f"{path} does not name a snapshot", REBUILD)
    return line


class Snapshot:
    """One published index, opened for reading. Its parts are opened when they are first used."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @classmethod
    def open(cls, root: Path, *, full_check: bool = False) -> Self:
        """Open the current snapshot of an index folder.

        Sizes and sampled hashes of its files are checked, or whole hashes with `full_check`.
        Raises IndexMissingError, IndexDamagedError or IndexMismatchError (another schema).
        """
        name = current_id(root)
        try:
            return cls.open_folder(root / SNAPSHOTS / name, full_check=full_check)
        except IndexDamagedError:
            if current_id(root) == name:
                raise
            _log.info("%s was replaced while it was opened", name)
        return cls.open(root, full_check=full_check)

    @classmethod
    def open_folder(cls, folder: Path, *, full_check: bool = False) -> Self:
        """Open one snapshot folder, checked as in `open`."""
        if not folder.is_dir():
            raise IndexDamagedError(f"the snapshot {folder} is missing", REBUILD)
        manifest = Manifest.read(folder)
        manifest.check_files(folder, full=full_check)
        snapshot = cls(folder, manifest)
        snapshot._check_counts()
        return snapshot

    @property
    def id(self) -> str:
        """The snapshot's name."""
        return self.manifest.id

    @cached_property
    def store(self) -> DocumentStore:
        """Documents and chunks."""
        return DocumentStore.open(self.folder / STORE)

    @cached_property
    def dense(self) -> FaissVectors:
        """Vectors of the chunks."""
        return FaissVectors.open(self.folder / VECTORS)

    @cached_property
    def sentences(self) -> SentenceVectors:
        """Vectors of the sentences."""
        return SentenceVectors.open(self.folder / SENTENCES, self.manifest.dimension)

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over headings and text."""
        return LexicalIndex.open(self.folder / LEXICAL)

    @cached_property
    def aliases(self) -> AliasTable:
        """The table of names; empty when none was given at the build."""
        if ALIASES not in self.manifest.files:
            return AliasTable()
        return AliasTable.load(self.folder / ALIASES)

    @cached_property
    def asked(self) -> AskedIndex:
        """The questions of a bank; empty when none was given at the build."""
        if ASKED not in self.manifest.files:
            return AskedIndex()
        return AskedIndex.open(self.folder, self.manifest.dimension)

    def check_embedder(self, embedder: Embedder) -> None:
        """Raise IndexMismatchError when the index was built with another embedding model."""
        if embedder.model_hash == self.manifest.model_hash:
            return
        raise IndexMismatchError(
            f"the index was built with {self.manifest.embedder} "
            f"({self.manifest.model_hash[:8]}, {self.manifest.dimension} dimensions), the model in "
            f"use is {embedder.name} ({embedder.model_hash[:8]}, {embedder.dimension} dimensions)",
            "Set GROUNDWORK_EMBEDDER back, or run `make ingest` to build the index again.",
        )

    def vector_lookup(self, text_hashes: list[bytes]) -> dict[bytes, StoredVectors]:
        """Return the vectors of chunks with these identities (see `embedding_identity`)."""
        found = self.store.rows_by_text_hash(text_hashes)
        return {
            text_hash: StoredVectors(
                self.dense.vectors(row, 1)[0], self.sentences.rows(first, count)
            )
            for text_hash, (row, first, count) in found.items()
        }

    def _check_counts(self) -> None:
        expected = self.manifest.chunks
        if len(self.dense) != expected or self.dense.dimension != self.manifest.dimension:
            raise IndexDamagedError(f"{self.folder / VECTORS} belongs to another index", REBUILD)
        if len(self.sentences) != self.manifest.sentences:
            raise IndexDamagedError(f"{self.folder / SENTENCES} belongs to another index", REBUILD)
