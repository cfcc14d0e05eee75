"""The exam that is practised, from `corpus/exams/*.toml`: domains with weights, tasks, services."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from index.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Domain:
    """A content domain and its share of the scored questions, in percent."""

    id: int
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Task:
    """A task statement, e.g. `2.3`."""

    id: str
    domain: int
    name: str


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What an exam asks for, as far as questions are chosen by it."""

    exam: str
    code: str
    domains: tuple[Domain, ...]
    tasks: tuple[Task, ...]
    bullets: tuple[str, ...]
    services: tuple[str, ...]
    """Services in scope, by the names that items use."""

    @classmethod
    def open(cls, folder: Path, exam: str) -> Self:
        """Read an exam of a folder of blueprints.

        Raises:
            UsageError: there is no such exam, or its file lacks something.
        """
        path = folder / f"{exam}.toml"
        known = ", ".join(sorted(one.stem for one in folder.glob("*.toml"))) or "none"
        if path not in set(folder.glob("*.toml")):
            raise UsageError(f"Unknown exam '{exam}'", f"There is: {known}")
        try:
            return cls._of(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"{path} cannot be read ({error})", "Correct it") from error
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(f"{path} lacks {error}", "Add it") from error

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Self:
        exam = data["exam"]
        return cls(
            exam=str(exam["id"]),
            code=str(exam.get("code", exam["id"])),
            domains=tuple(
                Domain(int(d["id"]), str(d.get("name", "")), float(d["weight"]))
                for d in data["domain"]
            ),
            tasks=tuple(
                Task(str(t["id"]), int(t["domain"]), str(t.get("name", "")))
                for t in data.get("task", [])
            ),
            bullets=tuple(str(b["id"]) for b in data.get("bullet", [])),
            services=tuple(str(s["name"]) for s in data.get("service", []) if s.get("in_scope")),
        )

    def task(self, task_id: str) -> Task | None:
        """Return a task by its id, or None."""
        return next((task for task in self.tasks if task.id == task_id), None)

    def domain(self, domain_id: int) -> Domain | None:
        """Return a domain by its number, or None."""
        return next((domain for domain in self.domains if domain.id == domain_id), None)

    def task_title(self, task_id: str) -> str:
        """Return `Task 2.3: Analyze model performance`, or what of it is known."""
        task = self.task(task_id)
        return f"Task {task_id}: {task.name}" if task and task.name else f"Task {task_id}"
