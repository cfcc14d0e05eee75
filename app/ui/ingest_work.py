"""The ingests that the pages start: everything again, uploaded files, without one source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.ui.ingest_job import Outcome
from app.ui.last_removal import LastRemoval, Removed
from index.errors import GroundworkError, SourceError
from ingest.pipeline import IngestSettings, build_index
from ingest.removal import remove_source
from ingest.sources import collection_name
from ingest.uploads import add_upload, ingest_uploads, list_uploads, remove_upload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.settings import Settings
    from index.embedder import Embedder
    from ingest.report import Progress, Report

WAIT_SECONDS = 30.0
"""How long a page's ingest waits for one that was started in a terminal."""

_NOT_KEPT = "It was not kept."


@dataclass(frozen=True, slots=True)
class UploadedBytes:
    """A file as the browser sent it."""

    name: str
    data: bytes


class IngestWork:
    """Ingests of one installation, with the embedding model that the pages use."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self._settings = settings
        self._ingest = IngestSettings(
            index=settings.index,
            aliases=settings.corpus / "aliases.toml",
            wait_seconds=WAIT_SECONDS,
        )
        self._embedder = embedder
        self.last_removal = LastRemoval(settings.data / "removed")

    def folders(self) -> list[Path]:
        """Return the folders that a build takes: those that exist of ours, fetched, uploaded."""
        corpus = self._settings.corpus
        return [p for p in (corpus, corpus / "fetched", self._settings.uploads) if p.is_dir()]

    def build(self, progress: Progress, *, keep_others: bool = True) -> Outcome:
        """Bring the index up to date; folders ingested elsewhere stay with `keep_others`."""
        self.last_removal.forget()
        report = build_index(
            self.folders(),
            self._ingest,
            keep_others=keep_others,
            progress=progress,
            embedder=self._embedder,
        )
        return Outcome(report, tuple(str(failure) for failure in report.failures))

    def add(self, files: Sequence[UploadedBytes], progress: Progress) -> Outcome:
        """Keep and ingest uploaded files; one that cannot be read becomes a line and is dropped."""
        self.last_removal.forget()
        folder = self._settings.uploads
        before = {upload.name for upload in list_uploads(folder)}
        lines: list[str] = []
        for file in files:
            try:
                add_upload(file.data, file.name, today=date.today(), folder=folder)
            except SourceError as error:
                lines.append(f"{error} {_NOT_KEPT}")
        report = ingest_uploads(
            self._ingest, folder=folder, progress=progress, embedder=self._embedder
        )
        lines += self._drop_failed(report, before)
        return Outcome(report, tuple(lines))

    def _drop_failed(self, report: Report, before: set[str]) -> list[str]:
        folder = self._settings.uploads
        names = {upload.name for upload in list_uploads(folder)} - before
        lines: list[str] = []
        for failure in report.failures:
            is_new = failure.collection == collection_name(folder) and failure.path in names
            if is_new:
                remove_upload(failure.path, folder=folder)
            lines.append(f"{failure} {_NOT_KEPT}" if is_new else str(failure))
        return lines

    def remove(self, collection: str, path: str, progress: Progress) -> Outcome:
        """Take one source out of the index; an uploaded file is kept aside until the next build."""
        upload = self._settings.uploads / path if self.is_upload(collection, path) else None
        self.last_removal.forget()
        if self.comes_back(collection):
            self.last_removal.keep(Removed(collection, path), upload)
        try:
            report = remove_source(
                f"{collection}/{path}",
                self._ingest,
                uploads=self._settings.uploads,
                progress=progress,
                embedder=self._embedder,
            )
        except GroundworkError:
            self.last_removal.forget()
            raise
        return Outcome(report, tuple(str(failure) for failure in report.failures))

    def undo_removal(self, progress: Progress) -> Outcome:
        """Bring the source that was removed last back; raises OSError when it cannot be copied."""
        removed = self.last_removal.read()
        self.last_removal.bring_back(self._settings.uploads)
        if removed is not None and self.is_upload(removed.collection, removed.path):
            return self.add((), progress)
        return self.build(progress)

    def comes_back(self, collection: str) -> bool:
        """Whether a build from these pages takes the sources of a collection in again."""
        return collection in {collection_name(folder) for folder in self.folders()}

    def is_upload(self, collection: str, path: str) -> bool:
        """Whether a source is a file that was uploaded here, so that removing it deletes it."""
        folder = self._settings.uploads
        return collection == collection_name(folder) and path in {
            upload.name for upload in list_uploads(folder)
        }
