"""The exam that is studied, as its blueprint file names it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.settings import Settings


@dataclass(frozen=True, slots=True)
class ExamProfile:
    """Code and name of an exam."""

    code: str
    name: str = ""

    @classmethod
    def read(cls, settings: Settings) -> ExamProfile:
        """Read the blueprint; an absent or unreadable one leaves the id that was asked for."""
        path = settings.corpus / "exams" / f"{settings.exam}.toml"
        try:
            exam = tomllib.loads(path.read_text(encoding="utf-8")).get("exam", {})
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return cls(settings.exam.upper())
        return cls(str(exam.get("code", settings.exam.upper())), str(exam.get("name", "")))
