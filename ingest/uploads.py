"""Files that a reader adds: kept in a folder of their own, ingested by the same pipeline.

A name from outside is never trusted: only its last part counts, and it can neither leave the
folder, hide, nor end in a kind that is not read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from index.errors import SourceError, UsageError
from ingest.pipeline import IngestSettings, build_index
from ingest.readers.detect import MAX_BYTES, source_kind, too_large
from ingest.sources import READABLE, SIDECAR_ENDING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from index.embedder import Embedder
    from ingest.report import Progress, Report

DEFAULT_FOLDER = Path("app/data/uploads")

NAME_BYTES = 150
"""Longest file name kept, in UTF-8; file systems allow 255, and the sidecar's ending is added."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*#%]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file in the uploads folder."""

    file: Path
    name: str


def safe_name(name: str) -> str:
    """Return a file name that stays in its folder, close to the one given.

    Raises SourceError when nothing is left of it or its kind is not read.
    """
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    cleaned = _UNSAFE.sub("_", last).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or not stem.strip(" ._"):
        raise SourceError(name or "(no name)", "is no usable file name", "Rename the file.")
    if f".{ending.lower()}" not in READABLE:
        kinds = ", ".join(sorted(READABLE))
        raise SourceError(cleaned, f"has an ending that is not read (.{ending})", f"Use {kinds}.")
    room = NAME_BYTES - len(ending) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem}.{ending}"


def add_upload(
    data: bytes,
    name: str,
    *,
    today: date,
    folder: Path = DEFAULT_FOLDER,
    title: str | None = None,
    url: str | None = None,
    licence: str | None = None,
) -> Upload:
    """Keep an uploaded file with what is known about it; return where it lies.

    A file of the same name and other content is kept beside it (`name-2.pdf`), the same content is
    kept once. Raises SourceError for an empty, oversized or binary file, or an unusable name.
    """
    wanted = safe_name(name)
    if len(data) > MAX_BYTES:
        raise too_large(wanted, len(data))
    source_kind(data, wanted)
    folder.mkdir(parents=True, exist_ok=True)
    file = _free_name(folder, wanted, data)
    facts = {"title": title, "url": url, "licence": licence, "retrieved": today.isoformat()}
    sidecar = file.with_name(file.name + SIDECAR_ENDING)
    if not file.exists():
        _write(sidecar, _toml(facts).encode())
        _write(file, data)
    return Upload(file, file.name)


def list_uploads(folder: Path = DEFAULT_FOLDER) -> list[Upload]:
    """Return the uploaded files by name."""
    if not folder.is_dir():
        return []
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in READABLE and p.is_file())
    return [Upload(file, file.name) for file in files]


def remove_upload(name: str, *, folder: Path = DEFAULT_FOLDER) -> None:
    """Delete an uploaded file. Raises UsageError when there is none of this name."""
    known = {upload.name: upload.file for upload in list_uploads(folder)}
    if name not in known:
        raise UsageError(f"no uploaded file {name!r}", f"Uploaded: {', '.join(known) or 'none'}.")
    known[name].unlink()
    known[name].with_name(name + SIDECAR_ENDING).unlink(missing_ok=True)


def ingest_uploads(
    settings: IngestSettings,
    *,
    folder: Path = DEFAULT_FOLDER,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
) -> Report:
    """Bring the index up to date with the uploads folder; everything else in it stays."""
    folder.mkdir(parents=True, exist_ok=True)
    return build_index([folder], settings, keep_others=True, progress=progress, embedder=embedder)


def _toml(facts: Mapping[str, str | None]) -> str:
    """Return the facts that are known as TOML; a JSON string is a TOML string."""
    lines = (
        f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in facts.items() if text
    )
    return "".join(lines)


def _free_name(folder: Path, name: str, data: bytes) -> Path:
    stem, _, ending = name.rpartition(".")
    number = 1
    file = folder / name
    while file.exists() and file.read_bytes() != data:
        number += 1
        file = folder / f"{stem}-{number}.{ending}"
    return file


def _write(file: Path, data: bytes) -> None:
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(data)
    beside.replace(file)
