"""Where things are kept and which model is used, from the environment, with defaults that work."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders and addresses of one installation."""

    index: Path
    """Folder of the published index (`GROUNDWORK_INDEX`)."""
    data: Path
    """Folder of the reader's own data: database and uploads (`GROUNDWORK_DATA`)."""
    database_url: str
    """SQLAlchemy address; empty means SQLite in the data folder (`DATABASE_URL`)."""
    corpus: Path
    exam: str
    """Which blueprint below `corpus/exams` is studied (`GROUNDWORK_EXAM`)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; unset or empty variables take their defaults."""
        env = os.environ if environment is None else environment
        return cls(
            index=Path(env.get("GROUNDWORK_INDEX") or ROOT / "index" / "data"),
            data=Path(env.get("GROUNDWORK_DATA") or ROOT / "app" / "data"),
            database_url=env.get("DATABASE_URL", ""),
            corpus=ROOT / "corpus",
            exam=env.get("GROUNDWORK_EXAM") or "mla-c01",
        )

    @property
    def uploads(self) -> Path:
        """Folder of uploaded files."""
        return self.data / "uploads"
