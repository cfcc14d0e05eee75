"""What is checked: the notes, the exams they serve, and the lists beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError, UsageError
from ingest.lint.finding import Finding
from ingest.lint.names import Names
from ingest.lint.note import Note
from ingest.lint.syllabus import Syllabus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

NOT_OURS = frozenset({"fetched"})
"""Folders of the corpus whose text is not written here."""


@dataclass(frozen=True, slots=True)
class TomlList:
    """A TOML file of the corpus as lines: exams, names, pictures, questions."""

    file: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that the rules look at."""

    root: Path
    notes: tuple[Note, ...]
    lists: tuple[TomlList, ...]
    syllabuses: tuple[Syllabus, ...]
    names: Names
    today: date
    reference: Path | None = None
    """Folder with AWS pages, when there is one."""
    faults: tuple[Finding, ...] = ()
    """Files that could not be read."""

    @classmethod
    def load(cls, root: Path, *, today: date, reference: Path | None = None) -> Corpus:
        """Read a corpus folder. Raises UsageError when there is none."""
        if not root.is_dir():
            raise UsageError(f"there is no folder {root}", "Name it with --corpus.")
        faults: list[Finding] = []
        notes: list[Note] = []
        lists: list[TomlList] = []
        for path in _files(root):
            try:
                if path.suffix == ".md":
                    notes.append(Note.load(path, path.as_posix()))
                else:
                    lines = path.read_text(encoding="utf-8").split("\n")
                    lists.append(TomlList(path.as_posix(), tuple(lines)))
            except (OSError, UnicodeDecodeError) as error:
                faults.append(Finding(path.as_posix(), 1, "read", f"cannot be read ({error})"))
        syllabuses: list[Syllabus] = []
        names = Names()
        try:
            for path in sorted(root.glob("exams/*.toml")):
                syllabuses.append(Syllabus.load(path, path.as_posix()))
            names = Names.load(root / "aliases.toml")
        except SourceError as error:
            what = error.what.removeprefix(f"{error.path}: ")
            faults.append(Finding(error.path, 1, "read", f"{what}. {error.remedy}"))
        return cls(
            root=root,
            notes=tuple(notes),
            lists=tuple(lists),
            syllabuses=tuple(syllabuses),
            names=names,
            today=today,
            reference=reference,
            faults=tuple(faults),
        )

    def exams(self, note: Note) -> tuple[Syllabus, ...]:
        """Return the exam that a note names in its front matter, or all."""
        exam = note.fields.get("exam")
        return tuple(s for s in self.syllabuses if exam is None or s.exam == exam)


def _files(root: Path) -> Iterator[Path]:
    for path in sorted((*root.rglob("*.md"), *root.rglob("*.toml"))):
        parts = path.relative_to(root).parts
        if parts[0] in NOT_OURS or any(part.startswith(".") for part in parts):
            continue
        if path.stem.upper() != "README":
            yield path
