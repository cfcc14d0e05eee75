"""The source that was removed last, kept aside so that it can come back until the next build."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.sources import SIDECAR_ENDING

if TYPE_CHECKING:
    from pathlib import Path

_RECORD = "removed.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed."""

    collection: str
    path: str


@dataclass(frozen=True, slots=True)
class LastRemoval:
    """A folder beside the uploads that holds one removed file, or only the name of a source."""

    folder: Path

    def keep(self, removed: Removed, upload: Path | None = None) -> None:
        """Remember a source in place of the one before; of an uploaded file keep a copy."""
        self.forget()
        self.folder.mkdir(parents=True)
        if upload is not None:
            for file in _with_sidecar(upload):
                shutil.copy2(file, self.folder / file.name)
        record = {"collection": removed.collection, "path": removed.path}
        (self.folder / _RECORD).write_text(json.dumps(record), encoding="utf-8")

    def read(self) -> Removed | None:
        """Return what was removed last; None when nothing was since the last build."""
        try:
            record = json.loads((self.folder / _RECORD).read_text(encoding="utf-8"))
            return Removed(record["collection"], record["path"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def bring_back(self, uploads: Path) -> None:
        """Put the file back where it was; a file that took its name meanwhile stays."""
        removed = self.read()
        if removed is None:
            return
        for file in _with_sidecar(self.folder / removed.path):
            if not (uploads / file.name).exists():
                shutil.copy2(file, uploads / file.name)

    def forget(self) -> None:
        """Delete what is kept aside."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _with_sidecar(file: Path) -> list[Path]:
    both = (file, file.with_name(file.name + SIDECAR_ENDING))
    return [one for one in both if one.is_file()]
