"""Which files are to be ingested: folders and files, and what is known about each.

A folder is a collection, named after it. What the files themselves do not say comes from a
`sources.toml` in the folder, or from a sidecar `<file name>.source.toml` beside a single file:

    exclude = ["drafts/*"]

    [[source]]
    path = "aws-certification-exam-guides.pdf"
    title = "AWS Certified Machine Learning Engineer - Associate exam guide"
    url = "https://docs.aws.amazon.com/..."
    licence = "CC BY-SA 4.0"
    retrieved = "2026-11-20"
    pages = "12-34"                 # or: heading = "Machine Learning Engineer"
    domain = 3
    task = "3.1"
    bullets = ["3.1.k3"]            # exam bullets that the whole source serves

Several entries may narrow one file to several parts.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field, fields
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from index.errors import SourceError, UsageError
from ingest.readers.detect import MAX_BYTES, too_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

READABLE = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".xhtml", ".pdf"})
"""File name endings that are read. Anything else is looked into only for a PDF's first bytes."""

LIST_NAME = "sources.toml"
SIDECAR_ENDING = ".source.toml"

NOT_CONTENT = re.compile(
    r"(?:readme|license|licence|changelog|contributing)(?:\.\w+)?\Z", re.IGNORECASE
)
"""Files about a folder, not part of its content; they are read only when named themselves."""

NOT_CONTENT_FOLDERS = frozenset({"__pycache__", "node_modules", "questions"})

NOT_TEXT = frozenset({"retrieved", "domain", "bullets"})
"""Fields of a source list that may be something else than text."""

_PAGES = re.compile(r"\s*(\d+)\s*(?:-\s*(\d+)\s*)?\Z")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What a source list says about one file; empty where it says nothing."""

    title: str | None = None
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    pages: tuple[int, int] | None = None
    """First and last page to read, counted from 1."""
    heading: str | None = None
    """The only part to read: from this heading to the next of its level."""
    domain: int | None = None
    task: str | None = None
    bullets: tuple[str, ...] = ()
    """Exam bullets that the whole source serves."""
    sha256: str | None = None
    """Hash of the file as it was fetched; for people, who may have changed it since."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any], where: str) -> SourceEntry:
        """Read one `[[source]]` table. Raises SourceError that names the field."""
        known = {f.name for f in fields(cls)} | {"path"}
        for name, value in table.items():
            if name not in known:
                names = ", ".join(sorted(known))
                raise SourceError(where, f"unknown field {name!r}", f"Known: {names}.")
            if not isinstance(value, str) and name not in NOT_TEXT:
                raise SourceError(where, f"{name} must be text, not {value!r}", "Put it in quotes.")
        others = {"path", "pages", "domain", "bullets"}
        texts = {name: str(table[name]) for name in known - others if name in table}
        pages = _page_range(table["pages"], where) if "pages" in table else None
        if pages and "heading" in texts:
            raise SourceError(where, "has both pages and heading", "Keep one of them.")
        return cls(
            pages=pages,
            domain=_domain(table.get("domain"), where),
            bullets=_bullets(table.get("bullets", []), where),
            **texts,
        )

    @property
    def part(self) -> str:
        """A name for the part that is read; empty for the whole file."""
        if self.pages:
            return f"pages {self.pages[0]}-{self.pages[1]}"
        return self.heading or ""


NO_ENTRY = SourceEntry()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file, or one part of a file, that is to be ingested."""

    file: Path
    collection: str
    path: str
    """POSIX path below the collection's folder; with `#part` when the file is split into
    several."""
    entry: SourceEntry = NO_ENTRY

    @property
    def key(self) -> tuple[str, str]:
        """What the source is called: collection and path."""
        return self.collection, self.path

    def sha256(self) -> str:
        """Hash the file's bytes and what the source list says. Raises SourceError if unreadable."""
        try:
            with self.file.open("rb") as opened:
                return self._identity(hashlib.file_digest(opened, "sha256"))
        except OSError as error:
            raise unreadable(self.path, error) from error

    def read(self) -> tuple[bytes, str]:
        """Return the bytes and their `sha256`. Raises SourceError if unreadable or too large."""
        try:
            size = self.file.stat().st_size
            if size > MAX_BYTES:
                raise too_large(self.path, size)
            data = self.file.read_bytes()
        except OSError as error:
            raise unreadable(self.path, error) from error
        return data, self._identity(hashlib.sha256(data))

    def _identity(self, digest: hashlib._Hash) -> str:
        if self.entry != NO_ENTRY:
            digest.update(repr(self.entry).encode())
        return digest.hexdigest()


@dataclass(slots=True)
class Discovery:
    """What was found in the folders, and what was left."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    """Files of a kind that is not read."""
    failures: list[SourceError] = field(default_factory=list)


def unreadable(path: str, error: OSError) -> SourceError:
    """Return the error of a file that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    return SourceError(path, f"cannot be read ({reason})", "Check its permissions.")


def discover(paths: Sequence[Path]) -> Discovery:
    """Return the source files of folders and single files, ordered by collection and path.

    A folder inside another one given is a collection of its own. Raises UsageError for a path that
    does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"no file or folder {path}", "Check the path.")
    found = Discovery()
    roots = list(dict.fromkeys(path.resolve() for path in paths))
    names = _collection_names(roots)
    for root in roots:
        if root.is_file():
            found.files.extend(_listed(root.parent, [root], names[root], found))
        else:
            others = {other for other in roots if other != root}
            found.files.extend(_listed(root, _walk(root, others, found), names[root], found))
    found.files = list({file.key: file for file in found.files}.values())
    found.files.sort(key=lambda file: file.key)
    return found


def collection_name(folder: Path) -> str:
    """Return the collection that a folder's files belong to."""
    return folder.resolve().name or "files"


def _collection_names(roots: Sequence[Path]) -> dict[Path, str]:
    """Name each collection after its folder, with the parent's name where two would be the same."""
    folders = {root: root if root.is_dir() else root.parent for root in roots}
    counts = Counter(folder.name for folder in set(folders.values()))
    return {
        root: collection_name(folder)
        if counts[folder.name] == 1
        else f"{folder.parent.name}/{folder.name}"
        for root, folder in folders.items()
    }


def _walk(root: Path, others: Iterable[Path], found: Discovery) -> Iterator[Path]:
    """Yield the files below a folder that can hold text; dot names and other collections are
    left."""
    barred = set(others)

    def report(error: OSError) -> None:
        name = Path(error.filename or root).relative_to(root).as_posix()
        found.failures.append(unreadable(name, error))

    for folder, subfolders, names in os.walk(root, onerror=report):
        here = Path(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".")
            and name not in NOT_CONTENT_FOLDERS
            and here / name not in barred
        )
        for name in sorted(names):
            file = here / name
            if name.startswith(".") or name.endswith(".toml") or NOT_CONTENT.match(name):
                continue
            if file.suffix.lower() in READABLE or _begins_like_a_pdf(file):
                yield file
            else:
                found.skipped.append(file)


def _begins_like_a_pdf(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(5) == b"%PDF-"
    except OSError:
        return False


def _listed(
    root: Path, files: Iterable[Path], collection: str, found: Discovery
) -> Iterator[SourceFile]:
    entries, excluded = _read_list(root, found)
    for file in files:
        path = file.relative_to(root).as_posix()
        if any(fnmatch(path, pattern) for pattern in excluded):
            continue
        own = entries.get(path) or _sidecar(file, path, found)
        for entry in own:
            name = f"{path}#{entry.part}" if len(own) > 1 and entry.part else path
            yield SourceFile(file, collection, name, entry)


def _read_list(root: Path, found: Discovery) -> tuple[dict[str, list[SourceEntry]], Sequence[str]]:
    file = root / LIST_NAME
    if not file.is_file():
        return {}, ()
    entries: dict[str, list[SourceEntry]] = {}
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found.failures.append(SourceError(LIST_NAME, f"is no valid TOML ({error})", "Correct it."))
        return {}, ()
    tables = data.get("source", [])
    for table in tables if isinstance(tables, list) else []:
        try:
            path = str(PurePosixPath(str(table.get("path", ""))))
            if not (root / path).is_file():
                raise SourceError(LIST_NAME, f"names {path!r}, which is no file", "Correct it.")
            entry = SourceEntry.from_table(table, f"{LIST_NAME}, {path}")
        except SourceError as error:
            found.failures.append(error)
            continue
        entries.setdefault(path, []).append(entry)
    excluded = data.get("exclude", [])
    return entries, [str(p) for p in excluded] if isinstance(excluded, list) else []


def _sidecar(file: Path, path: str, found: Discovery) -> list[SourceEntry]:
    sidecar = file.with_name(file.name + SIDECAR_ENDING)
    if not sidecar.is_file():
        return [NO_ENTRY]
    try:
        table = tomllib.loads(sidecar.read_text(encoding="utf-8"))
        return [SourceEntry.from_table(table, f"{path}{SIDECAR_ENDING}")]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found.failures.append(
            SourceError(f"{path}{SIDECAR_ENDING}", f"is no valid TOML ({error})", "Correct it.")
        )
    except SourceError as error:
        found.failures.append(error)
    return [NO_ENTRY]


def _domain(value: object, where: str) -> int | None:
    if value is not None and type(value) is not int:
        raise SourceError(where, f"domain = {value!r} is no number", "Write it like 3.")
    return value


def _bullets(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(bullet, str) for bullet in value):
        raise SourceError(where, f"bullets = {value!r} is no list", 'Write it like ["3.1.k3"].')
    return tuple(value)


def _page_range(value: str, where: str) -> tuple[int, int]:
    found = _PAGES.match(value)
    first = int(found.group(1)) if found else 0
    last = int(found.group(2) or first) if found else 0
    if not 1 <= first <= last:
        raise SourceError(where, f"pages = {value!r} is no page range", 'Write it like "12-34".')
    return first, last
