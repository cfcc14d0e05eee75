"""A service that the exam leaves out is never presented as the answer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.lint.corpus import Corpus
    from ingest.lint.syllabus import Syllabus

_OUT_OF_SCOPE = re.compile(r"\bout[- ]of[- ]scope\b|\bnot in scope\b", re.IGNORECASE)


def check_scope(corpus: Corpus) -> Iterator[Finding]:
    """Yield sentences that choose a service from the out-of-scope list."""
    for note in corpus.notes:
        names = _left_out(corpus.exams(note))
        if not names:
            continue
        pattern = _pattern(names)
        for section in note.sections:
            for paragraph in section.paragraphs:
                for sentence in paragraph.sentences():
                    found = pattern.search(sentence)
                    if found and not _OUT_OF_SCOPE.search(sentence):
                        name = next(filter(None, found.groups()))
                        message = f"{name} is out of scope and presented as an answer"
                        yield Finding(note.file, paragraph.line, "scope", message)


def _left_out(exams: Sequence[Syllabus]) -> frozenset[str]:
    """Return the services that an exam lists as out of scope, and none of the exams as in scope."""
    services = [service for exam in exams for service in exam.services]
    in_scope = {service.name for service in services if service.in_scope}
    return frozenset(service.name for service in services) - in_scope


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the phrases by which a note chooses a service."""
    longest_first = sorted(names, key=len, reverse=True)
    name = rf"({'|'.join(map(re.escape, longest_first))})(?![\w-])"
    return re.compile(
        rf"(?:\b(?:[Cc]hoose|[Uu]se|[Pp]ick|[Pp]refer)\s+(?:an? |the )?{name}"
        rf"|\bpoints? to\s+(?:an? |the )?{name}"
        rf"|{name}\s+is\s+(?:the|usually the|often the)\s+(?:right |best )?answer"
        rf"|\banswer\s+is\s+(?:an? |the )?{name})"
    )
