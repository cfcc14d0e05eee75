"""What a snapshot is made of: model, settings, sources, and the size and hash of each file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Self

from index.errors import IndexDamagedError, IndexMismatchError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_VERSION = 2
"""Raised whenever a file of the snapshot changes its form; an older index is then built again."""
MANIFEST = "manifest.json"
SMALL_FILE_BYTES = 8 * 1024 * 1024
"""Files up to this size are hashed whole whenever an index is opened: a few milliseconds each."""
SAMPLE_BLOCKS = 64
SAMPLE_BLOCK_BYTES = 16 * 1024
"""Of a larger file 64 blocks of 16 kB spread over it are hashed on opening: 1 MB of any size."""
REBUILD = "Run `make ingest` to build the index again."


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The size and hashes of one file of a snapshot."""

    size: int
    sha256: str
    sample_sha256: str
    """SHA-256 of blocks spread over the file; of the whole file when it is small."""

    @classmethod
    def of(cls, path: Path) -> Self:
        """Hash a file."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path.stat().st_size, digest, sample_sha256(path))


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source that went into the snapshot."""

    collection: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of one snapshot."""

    id: str
    created: str
    """ISO time in UTC."""
    previous: str | None
    """The snapshot that was current before; kept for readers that still have it open."""
    embedder: str
    dimension: int
    model_hash: str
    precisions: tuple[str, ...]
    """Arithmetics that made the vectors; more than one when some were carried over."""
    chunking: dict[str, str | int | float | bool]
    documents: int
    chunks: int
    sentences: int
    sources: tuple[SourceRecord, ...]
    files: dict[str, FileRecord]
    schema: int = field(default=SCHEMA_VERSION)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a snapshot's manifest.

        Raises IndexDamagedError when it is absent or unreadable, IndexMismatchError when its schema
        is not ours.
        """
        path = folder / MANIFEST
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA_VERSION:
                raise IndexMismatchError(
                    f"the index in {folder} has schema {data['schema']}, this version reads "
                    f"schema {SCHEMA_VERSION}",
                    REBUILD,
                )
            data["sources"] = tuple(SourceRecord(*record) for record in data["sources"])
            data["files"] = {name: FileRecord(**record) for name, record in data["files"].items()}
            data["precisions"] = tuple(data["precisions"])
            return cls(**data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamagedError(f"{path} is not a readable manifest", REBUILD) from error

    def write(self, folder: Path) -> None:
        """Write the manifest into a snapshot folder."""
        data = asdict(self)
        data["sources"] = [[s.collection, s.path, s.sha256] for s in self.sources]
        (folder / MANIFEST).write_text(
            json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )

    def check_files(self, folder: Path, full: bool = False) -> None:
        """Compare the files with their records: sizes and samples, or whole hashes when `full`.

        Raises IndexDamagedError that names the first file that differs.
        """
        for name, record in self.files.items():
            path = folder / name
            if not path.is_file():
                raise IndexDamagedError(f"{path} is missing", REBUILD)
            if path.stat().st_size != record.size:
                raise IndexDamagedError(
                    f"{path} has {path.stat().st_size} bytes instead of {record.size}", REBUILD
                )
            found = FileRecord.of(path).sha256 if full else sample_sha256(path)
            if found != (record.sha256 if full else record.sample_sha256):
                raise IndexDamagedError(f"{path} was altered (its hash differs)", REBUILD)


def sample_sha256(path: Path) -> str:
    """Return the hash of a small file, or of blocks spread evenly over a large one."""
    size = path.stat().st_size
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if size <= SMALL_FILE_BYTES:
            digest.update(file.read())
            return digest.hexdigest()
        last = size - SAMPLE_BLOCK_BYTES
        for number in range(SAMPLE_BLOCKS):
            file.seek(last * number // (SAMPLE_BLOCKS - 1))
            digest.update(file.read(SAMPLE_BLOCK_BYTES))
    return digest.hexdigest()
