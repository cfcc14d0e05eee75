"""From folders to a published index: plan, read, cut, embed, publish.

One bad file never stops a run: it becomes an outcome with its reason, and what the index held of it
before stays. Nothing is published when nothing changed.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding_model import EmbeddingModel
from index.errors import (
    GroundworkError,
    IndexMismatchError,
    IndexMissingError,
    SourceError,
)
from index.snapshot import ALIASES, Snapshot
from index.snapshot_writer import SnapshotWriter
from index.write_lock import WriteLock
from ingest.asked import asked_questions
from ingest.chunking import ChunkingSettings, chunk_document
from ingest.deferred_embedder import DeferredEmbedder
from ingest.document import read_document
from ingest.plan import Key, Plan, make_plan
from ingest.report import Failure, Report
from ingest.sources import SourceFile, collection_name, discover

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from index.asked import AskedQuestion
    from index.embedder import Embedder
    from index.records import Source
    from index.snapshot_writer import OnStep
    from ingest.report import Progress, Stage
    from ingest.sources import Discovery

READER_VERSION = 2
"""Raised whenever readers, sentences or chunking give another result for the same file: every
source is then read again. Vectors of passages that stayed the same are still carried over."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Where the index lies and how it is built."""

    index: Path = Path("index/data")
    aliases: Path | None = Path("corpus/aliases.toml")
    """Table of names to be stored with the index; left out when the file does not exist."""
    model: str | None = None
    """Folder or name of the embedding model; None is the default one."""
    wait_seconds: float = 0.0
    """How long to wait for another ingest to finish."""
    chunking: ChunkingSettings = field(default_factory=ChunkingSettings)

    def chunking_record(self) -> dict[str, str | int | float | bool]:
        """Return what decides how a file is cut, as the manifest keeps it."""
        return {**asdict(self.chunking), "reader_version": READER_VERSION}


def build_index(
    paths: Sequence[Path],
    settings: IngestSettings,
    *,
    keep_others: bool = False,
    drop: Collection[Key] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
    on_step: OnStep | None = None,
    embedder: Embedder | None = None,
) -> Report:
    """Bring the index up to date with folders and files, and publish it if anything changed.

    With `keep_others` collections that are not among `paths` stay as they are; otherwise they are
    removed, and so are the sources to `drop`. With `dry_run` only the plan is made. `embedder` is
    one that is loaded already; without it the model of the settings is loaded when it is needed.
    Raises UsageError for a path that does not exist, IndexBusyError when another ingest is at work,
    ModelMissingError without an embedding model.
    """
    found = discover(paths)
    run = _Run(settings, progress or _silent, embedder, keep_others=keep_others, drop=drop)
    if dry_run:
        run.look(paths, found)
        return run.report(published=False)
    with WriteLock(settings.index, settings.wait_seconds) as lock:
        run.look(paths, found)
        if not run.has_work():
            return run.report(published=False)
        with SnapshotWriter(
            settings.index,
            run.embedder,
            settings.chunking_record(),
            run.aliases,
            lock=lock,
            on_step=on_step,
            on_embedded=run.embedded,
        ) as writer:
            return run.write(writer)


def _silent(stage: Stage, done: int, total: int) -> None:
    _log.debug("%s %d of %d", stage, done, total)


class _Run:
    """The state of one run: what was found, what was planned, what came of it."""

    def __init__(
        self,
        settings: IngestSettings,
        progress: Progress,
        embedder: Embedder | None,
        *,
        keep_others: bool,
        drop: Collection[Key],
    ) -> None:
        self._settings = settings
        self._progress = progress
        self._keep_others = keep_others
        self._drop = drop
        self._started = time.monotonic()
        self._files: dict[Key, SourceFile] = {}
        self._hashes: dict[Key, str] = {}
        self._failures: list[Failure] = []
        self._failed: dict[Key, SourceError] = {}
        self._skipped = 0
        self._previous: Snapshot | None = None
        self._indexed: dict[Key, Source] = {}
        self._kept: set[Key] = set()
        self._reason = ""
        self._writer: SnapshotWriter | None = None
        self._passages = 0
        self._asked: tuple[AskedQuestion, ...] = ()
        self._embedder = embedder
        self.plan = Plan()

    def look(self, paths: Sequence[Path], found: Discovery) -> None:
        """Hash the files that were found, and plan against the index that serves."""
        self._skipped = len(found.skipped)
        self._open_previous()
        folders = [path for path in paths if path.is_dir()]
        self._asked, faults = asked_questions(folders)
        for error in (*found.failures, *faults):
            self._fail(("", error.path), error)
        if self._keep_others and self._previous is not None:
            names = _folder_names(folders)
            kept = (one for one in self._previous.asked.questions if one.collection not in names)
            self._asked += tuple(kept)
        for number, file in enumerate(found.files, 1):
            try:
                self._hashes[file.key] = file.sha256()
                self._files[file.key] = file
            except SourceError as error:
                self._fail(file.key, error)
            self._progress("hash", number, len(found.files))
        if self._keep_others:
            names = {file.collection for file in found.files} | _folder_names(paths)
            self._kept |= {key for key in self._indexed if key[0] not in names}
        self._kept -= set(self._drop)
        indexed = {key: source.sha256 for key, source in self._indexed.items()}
        self.plan = make_plan(self._hashes, indexed, self._kept)

    def _open_previous(self) -> None:
        try:
            self._previous = Snapshot.open(self._settings.index)
            self._indexed = {(s.collection, s.path): s for s in self._previous.store.sources()}
        except IndexMissingError:
            return
        except GroundworkError as error:
            self._reason = str(error)
            return
        manifest = self._previous.manifest
        if manifest.model_hash != self.embedder.model_hash:
            self._reason = f"the index was built with another model, {manifest.embedder}"
        elif manifest.chunking != self._settings.chunking_record():
            self._reason = "the index was cut with other settings or an older version"

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model; it is loaded when the first passage is embedded."""
        if self._embedder is not None:
            return self._embedder
        model = EmbeddingModel.find(self._settings.model)
        previous = self._previous.manifest if self._previous else None
        known = previous is not None and previous.model_hash == model.model_hash
        dimension = previous.dimension if previous is not None and known else None
        return DeferredEmbedder(model, self._settings.model, dimension)

    @property
    def aliases(self) -> Path | None:
        """The table of names to store: the one of the settings, else what the index holds."""
        path = self._settings.aliases
        if path is not None and path.is_file():
            return path
        stored = self._previous.folder / ALIASES if self._previous and self._keep_others else None
        return stored if stored is not None and stored.is_file() else None

    def has_work(self) -> bool:
        """Tell whether there is anything to publish, before a model is loaded for it."""
        if self._previous is not None and not self._same_beside(self._previous):
            return True
        if self.plan.removed or (self._reason and (self._hashes or self._kept)):
            return True
        return any(self._is_readable(key) for key in (*self.plan.added, *self.plan.changed))

    def _is_readable(self, key: Key) -> bool:
        try:
            read_document(self._files[key])
        except SourceError as error:
            self._fail(key, error)
            return False
        return True

    def _same_beside(self, previous: Snapshot) -> bool:
        """Tell whether what is stored beside the documents, names and questions, is the same."""
        return self._same_aliases(previous) and previous.asked.questions == self._asked

    def _same_aliases(self, previous: Snapshot) -> bool:
        stored = previous.folder / ALIASES
        now = self.aliases.read_bytes() if self.aliases else b""
        return now == (stored.read_bytes() if stored.is_file() else b"")

    def write(self, writer: SnapshotWriter) -> Report:
        """Read what is new, carry over what is not, and publish if it differs from before."""
        self._writer = writer
        known = {source.sha256: source for source in self._indexed.values()}
        to_read = len(self.plan.added) + len(self.plan.changed)
        read = held = 0
        changed = bool(self.plan.removed)
        for key in sorted({*self._hashes, *self._kept}):
            before = self._indexed.get(key)
            if key in self._kept and before is not None:
                self._carry_over(writer, before)
                held += 1
                continue
            if before is None or before.sha256 != self._hashes[key]:
                read += 1
                self._progress("read", read, max(read, to_read))
            after = self._hold(writer, key, known)
            held += after is not None
            changed = changed or (after is not None and after != before)
        if not held and not self.plan.removed:
            return self.report(published=False)
        same = self._previous is not None and self._same_beside(self._previous)
        if same and not changed and not self._reason:
            return self.report(published=False)
        self._progress("publish", 0, 1)
        writer.ask(self._asked)
        snapshot = writer.publish()
        self._progress("publish", 1, 1)
        return self.report(published=True, snapshot=snapshot)

    def _hold(self, writer: SnapshotWriter, key: Key, known: dict[str, Source]) -> Source | None:
        """Put a file into the snapshot; return its source, or what the index keeps of it."""
        file = self._files[key]
        source = known.get(self._hashes[key])
        if source is not None:
            source = replace(source, path=file.path, collection=file.collection)
            if writer.carry_over(source):
                return source
        try:
            if key in self._failed:
                raise self._failed[key]
            document = read_document(file)
        except SourceError as error:
            self._fail(key, error)
            before = self._indexed.get(key) if key in self._kept else None
            if before is not None:
                self._carry_over(writer, before)
            return before
        chunks = chunk_document(document, self._settings.chunking)
        self._passages += len(chunks)
        writer.add_document(document, chunks)
        known[document.source.sha256] = document.source
        return document.source

    def _carry_over(self, writer: SnapshotWriter, source: Source) -> None:
        """Keep a source that is not read again. Raises IndexMismatchError when it cannot be
        kept."""
        if not writer.carry_over(source):
            raise IndexMismatchError(
                f"{source.collection}/{source.path} cannot be kept, because {self._reason}",
                "Build the whole index again with `python -m ingest build`.",
            )

    def _fail(self, key: Key, error: SourceError) -> None:
        if key in self._failed:
            return
        self._failed[key] = error
        kept = key in self._indexed and not self._reason
        if kept:
            self._kept.add(key)
        what = error.what.removeprefix(f"{error.path}: ")
        self._failures.append(Failure(key[0], error.path, what, error.remedy, kept))

    def embedded(self, done: int) -> None:
        """Pass on how many passages have been embedded, of those read so far."""
        reused = self._writer.reused if self._writer else 0
        self._progress("embed", done, self._passages - reused)

    def report(self, *, published: bool, snapshot: str | None = None) -> Report:
        """Return what the run did."""
        previous = self._previous.manifest if self._previous else None
        counts = Snapshot.open(self._settings.index).manifest if published else previous
        return Report(
            plan=self.plan,
            failures=tuple(self._failures),
            skipped=self._skipped,
            snapshot=snapshot or (previous.id if previous else None),
            published=published,
            reason=self._reason,
            documents=counts.documents if counts else 0,
            chunks=counts.chunks if counts else 0,
            embedded=self._writer.embedded if self._writer else 0,
            reused=self._writer.reused if self._writer else 0,
            seconds=time.monotonic() - self._started,
        )


def _folder_names(paths: Iterable[Path]) -> set[str]:
    return {collection_name(path) for path in paths if path.is_dir()}
