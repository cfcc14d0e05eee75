"""Sentences name their subject: each may be shown alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.lint.corpus import Corpus
    from ingest.lint.note import Section

_OPENING = re.compile(r"[\"'“‘(]*(It|Its|This|That|These|Those|They|Their|Such|Here)\b(?!-)")


def check_openings(corpus: Corpus) -> Iterator[Finding]:
    """Yield openings that point back: an error where a section begins, else a warning."""
    for note in corpus.notes:
        for section in note.sections:
            yield from _check_section(note.file, section)


def _check_section(file: str, section: Section) -> Iterator[Finding]:
    is_first = True
    for paragraph in section.paragraphs:
        if paragraph.is_row:
            is_first = False
            continue
        for sentence in paragraph.sentences():
            found = _OPENING.match(sentence)
            if found:
                where = "the section opens" if is_first else "a sentence opens"
                message = f"{where} with {found.group(1)!r}: {_beginning(sentence)}"
                yield Finding(
                    file, paragraph.line, "opening", message, "error" if is_first else "warning"
                )
            is_first = False


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")
