"""Where things are kept and which model is used, from the environment, with defaults that work."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.chat_model.options import ModelOptions

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
    bank: Path
    """Folder of the question bank (`GROUNDWORK_BANK`)."""
    exam: str
    """Which blueprint below `corpus/exams` is studied (`GROUNDWORK_EXAM`)."""
    model: str = ""
    """The chat model as `provider:model` (`GROUNDWORK_MODEL`); empty means none."""
    model_options: ModelOptions = field(default_factory=ModelOptions)
    """Its limits (`GROUNDWORK_MODEL_TIMEOUT`, `_TOKENS`, `_CONTEXT`, `_THREADS`)."""
    entailment: str = ""
    """Folder or hub name of a cross-encoder that may object too (`GROUNDWORK_ENTAILMENT`)."""
    evaluations: Path = ROOT / "eval" / "out"
    """Folder of finished evaluations (`GROUNDWORK_EVALUATIONS`)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; unset or empty variables take their defaults.

        Raises:
            UsageError: a limit on the chat model is no positive number.
        """
        env = os.environ if environment is None else environment
        return cls(
            index=Path(env.get("GROUNDWORK_INDEX") or ROOT / "index" / "data"),
            data=Path(env.get("GROUNDWORK_DATA") or ROOT / "app" / "data"),
            database_url=env.get("DATABASE_URL", ""),
            corpus=ROOT / "corpus",
            bank=Path(env.get("GROUNDWORK_BANK") or ROOT / "corpus" / "questions"),
            exam=env.get("GROUNDWORK_EXAM") or "mla-c01",
            model=env.get("GROUNDWORK_MODEL", "").strip(),
            model_options=ModelOptions.from_environment(env),
            entailment=env.get("GROUNDWORK_ENTAILMENT", "").strip(),
            evaluations=Path(env.get("GROUNDWORK_EVALUATIONS") or ROOT / "eval" / "out"),
        )

    @property
    def uploads(self) -> Path:
        """Folder of uploaded files."""
        return self.data / "uploads"
