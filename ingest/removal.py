"""Takes one source out of the index; everything else in it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import UsageError
from index.snapshot import Snapshot
from ingest.pipeline import build_index
from ingest.sources import collection_name
from ingest.uploads import DEFAULT_FOLDER, list_uploads, remove_upload

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import Embedder
    from ingest.pipeline import IngestSettings
    from ingest.plan import Key
    from ingest.report import Progress, Report


def remove_source(
    name: str,
    settings: IngestSettings,
    *,
    uploads: Path = DEFAULT_FOLDER,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
) -> Report:
    """Remove a source, called `collection/path` or just `path`, and publish the index without it.

    An uploaded file is deleted. A file of another folder is left where it is: the next build of
    that folder takes it in again, unless its `sources.toml` excludes it. Raises UsageError when no
    source or more than one goes by the name.
    """
    snapshot = Snapshot.open(settings.index)
    keys = [(source.collection, source.path) for source in snapshot.store.sources()]
    snapshot.store.close()
    key = _the_one(name, keys)
    report = build_index(
        [],
        settings,
        keep_others=True,
        drop={key},
        progress=progress,
        embedder=embedder,
    )
    if key[0] == collection_name(uploads) and key[1] in {u.name for u in list_uploads(uploads)}:
        remove_upload(key[1], folder=uploads)
    return report


def _the_one(name: str, keys: list[Key]) -> Key:
    wanted = name.strip().removeprefix("./")
    found = [key for key in keys if f"{key[0]}/{key[1]}" == wanted]
    found = found or [key for key in keys if key[1] == wanted]
    if not found:
        raise UsageError(f"no source {name!r} in the index", "See `python -m ingest status`.")
    if len(found) > 1:
        names = ", ".join(f"{collection}/{path}" for collection, path in found)
        raise UsageError(f"{name!r} names {len(found)} sources", f"Say which: {names}.")
    return found[0]
