"""The exams that notes serve: bullets and services, from `corpus/exams/*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

COMPLETE = "complete"
"""What an exam's `notes` says when its bullets and services must all be covered."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that the exam's lists name."""

    name: str
    in_scope: bool
    page: str | None
    """Path of its page below the corpus folder."""


@dataclass(frozen=True, slots=True)
class Syllabus:
    """What one exam asks for."""

    exam: str
    file: str
    """The path of its list, as findings name it."""
    is_complete: bool
    """True when notes exist and must cover everything."""
    bullets: tuple[str, ...]
    services: tuple[Service, ...]
    lines: dict[str, int]
    """Line in the list at which a bullet or service stands."""

    @classmethod
    def load(cls, path: Path, file: str) -> Syllabus:
        """Read one exam. Raises SourceError that names what is wrong."""
        try:
            text = path.read_text(encoding="utf-8")
            data = tomllib.loads(text)
            bullets = tuple(str(bullet["id"]) for bullet in data.get("bullet", []))
            services = tuple(
                Service(str(s["name"]), bool(s.get("in_scope", False)), s.get("page"))
                for s in data.get("service", [])
            )
            exam = data["exam"]
            lines = _lines(text, {*bullets, *(service.name for service in services)})
            return cls(
                exam=str(exam["id"]),
                file=file,
                is_complete=exam.get("notes") == COMPLETE,
                bullets=bullets,
                services=services,
                lines=lines,
            )
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SourceError(file, f"is no valid TOML ({error})", "Correct it.") from error
        except (KeyError, TypeError) as error:
            raise SourceError(file, f"lacks {error}", "Add it.") from error


def _lines(text: str, names: set[str]) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        key, _, value = line.partition("=")
        name = value.strip().strip('"')
        if key.strip() in ("id", "name") and name in names:
            lines.setdefault(name, number)
    return lines
