"""What people ask lies below the sentence that answers it, in a file named like the note."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from index.asked import one_line
from index.errors import SourceError
from ingest.asked import ASKED, MALFORMED, questions_in
from ingest.lint.finding import Finding
from ingest.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.asked import AskedQuestion
    from ingest.lint.corpus import Corpus, TomlList

WORDS = range(3, 61)
"""How long a question may be."""


def check_asked(corpus: Corpus) -> Iterator[Finding]:
    """Yield questions whose sentence their note does not hold, misshapen ones and second ones."""
    folder = corpus.root / ASKED
    seen: set[str] = set()
    for each in corpus.lists:
        path = Path(each.file)
        if not path.is_relative_to(folder):
            continue
        note = (corpus.root / path.relative_to(folder)).with_suffix(".md")
        if not note.is_file():
            yield Finding(each.file, 1, "asked", f"there is no note {note.as_posix()}")
            continue
        try:
            questions = questions_in("\n".join(each.lines), "")
        except (tomllib.TOMLDecodeError, *MALFORMED) as error:
            yield Finding(each.file, 1, "asked", f"holds no questions ({error})")
            continue
        yield from _faults(each, questions, _text(note), seen)


def _text(note: Path) -> str:
    try:
        _, parsed = read_bytes(note.read_bytes(), note.name)
    except (OSError, SourceError):  # another rule names it
        return ""
    return one_line(parsed.text)


def _faults(
    file: TomlList, questions: list[AskedQuestion], text: str, seen: set[str]
) -> Iterator[Finding]:
    for quote in dict.fromkeys(quote for one in questions for quote in one.proofs):
        if quote not in text:
            yield Finding(file.file, _line(file, quote), "asked", f"the note does not say: {quote}")
    for question, times in Counter(one.text for one in questions).items():
        if times > 1 or question.casefold() in seen:
            message = f"asked twice: {question}"
            yield Finding(file.file, _line(file, question), "asked", message)
        if len(question.split()) not in WORDS:
            message = f"has {len(question.split())} words: {question}"
            yield Finding(file.file, _line(file, question), "asked", message)
        seen.add(question.casefold())


def _line(file: TomlList, text: str) -> int:
    """Return the line on which a text stands, or the first."""
    return next((i for i, line in enumerate(file.lines, 1) if text in line), 1)
