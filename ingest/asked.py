"""Read the questions that lie beside the documents of a folder, for what they say about passages.

The folder `questions` of a collection is its bank, in the form of `docs/question-bank.md`. Here
only stems and quotes matter; whether an item is sound is the concern of `python -m eval questions`.
The folder `asked` holds what people ask in their own words, below the sentence that answers them:

    [[sentence]]
    quote = "Asynchronous inference takes payloads up to 1 GB."
    asked = ["How big may a request be that an endpoint works off later?"]

A file that is neither gives nothing and is reported.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from index.asked import AskedQuestion, one_line
from index.errors import SourceError
from ingest.sources import collection_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BANK = "questions"
"""Name of the folder, which `ingest.sources` does not read as content."""
ASKED = "asked"
"""Name of the folder of questions in people's own words."""
MALFORMED = (KeyError, TypeError, AttributeError)
"""What a table of another form than ours raises."""


def asked_questions(
    folders: Iterable[Path],
) -> tuple[tuple[AskedQuestion, ...], tuple[SourceError, ...]]:
    """Return the questions beside the documents of some folders, and the errors of bad files."""
    found: list[AskedQuestion] = []
    errors: list[SourceError] = []
    for folder in folders:
        for file in sorted(f for part in (BANK, ASKED) for f in (folder / part).rglob("*.toml")):
            try:
                found += read_questions(file, collection_name(folder))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, *MALFORMED) as error:
                name = file.relative_to(folder).as_posix()
                errors.append(SourceError(name, f"holds no questions ({error})", "Correct it."))
    return tuple(found), tuple(errors)


def read_questions(file: Path, collection: str) -> list[AskedQuestion]:
    """Return the questions of one file."""
    return questions_in(file.read_text(encoding="utf-8"), collection)


def questions_in(toml: str, collection: str) -> list[AskedQuestion]:
    """Return the questions of a file's text; those of a case study one by one.

    Raises TOMLDecodeError, or one of `MALFORMED`.
    """
    data = tomllib.loads(toml)
    asked = [
        AskedQuestion(collection, one_line(text), (one_line(table["quote"]),), plain=True)
        for table in data.get("sentence", [])
        for text in table["asked"]
    ]
    items = data.get("item", [])
    tables = [table for item in items for table in (item, *item.get("question", []))]
    questions = (
        AskedQuestion(
            collection,
            one_line(str(table.get("stem", ""))),
            tuple(_quotes(table, proving=True)),
            tuple(_quotes(table, proving=False)),
        )
        for table in tables
    )
    return [*asked, *(one for one in questions if one.text and (one.proofs or one.refutations))]


def _quotes(table: dict[str, Any], *, proving: bool) -> Iterator[str]:
    """Yield the quotes of the key, with those of prompts, or the quotes of wrong options."""
    options: Sequence[dict[str, Any]] = table.get("option", [])
    rows = [row for row in options if (row.get("key") is True) == proving]
    rows += table.get("prompt", []) if proving else table.get("extra", [])
    yield from dict.fromkeys(one_line(str(row["quote"])) for row in rows if "quote" in row)
