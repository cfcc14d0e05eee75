"""Read the questions that lie beside the documents of a folder, for what they say about passages.

The folder `questions` of a collection is its bank, in the form of `docs/question-bank.md`. Here
only stems and quotes matter; whether an item is sound is the concern of `python -m eval questions`.
A file that is no bank gives nothing and is reported.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from index.asked import AskedQuestion
from index.errors import SourceError
from ingest.sources import collection_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BANK = "questions"
"""Name of the folder, which `ingest.sources` does not read as content."""


def asked_questions(
    folders: Iterable[Path],
) -> tuple[tuple[AskedQuestion, ...], tuple[SourceError, ...]]:
    """Return the questions of the banks of some folders, and the errors of files that are none."""
    found: list[AskedQuestion] = []
    errors: list[SourceError] = []
    for folder in folders:
        for file in sorted((folder / BANK).rglob("*.toml")):
            try:
                found += read_questions(file, collection_name(folder))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
                name = file.relative_to(folder).as_posix()
                errors.append(
                    SourceError(name, f"is no bank of questions ({error})", "Correct it.")
                )
    return tuple(found), tuple(errors)


def read_questions(file: Path, collection: str) -> list[AskedQuestion]:
    """Return the questions of one file; those of a case study one by one."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    items = data.get("item", [])
    tables = [table for item in items for table in (item, *item.get("question", []))]
    questions = (
        AskedQuestion(
            collection,
            " ".join(str(table.get("stem", "")).split()),
            tuple(_quotes(table, proving=True)),
            tuple(_quotes(table, proving=False)),
        )
        for table in tables
    )
    return [one for one in questions if one.text and (one.proofs or one.refutations)]


def _quotes(table: dict[str, Any], *, proving: bool) -> Iterator[str]:
    """Yield the quotes of the key, with those of prompts, or the quotes of wrong options."""
    options: Sequence[dict[str, Any]] = table.get("option", [])
    rows = [row for row in options if (row.get("key") is True) == proving]
    rows += table.get("prompt", []) if proving else table.get("extra", [])
    yield from dict.fromkeys(" ".join(str(row["quote"]).split()) for row in rows if "quote" in row)
