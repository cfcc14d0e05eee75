"""Cut what a chat model writes into sentences while it is still writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.cite_marks import LEADING
from app.answer.prose import form_of
from ingest.sentences import split_line

if TYPE_CHECKING:
    from app.answer.prose import Form

_FIRST_WORD = re.compile(r"\S+\s")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEGINS = re.compile(r"<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, its marks included."""

    text: str
    form: Form


class SentenceStream:
    """Takes text piece by piece, and gives each sentence as soon as the next one has begun.

    A mark that stands behind the full stop belongs to the sentence before it, so that a sentence
    is complete only when other text follows its marks.
    """

    def __init__(self) -> None:
        self._raw = ""
        self._taken = 0
        """Characters of the text without thoughts that were given as sentences."""

    def feed(self, piece: str) -> list[Written]:
        """Take a piece, and return the sentences that it completes."""
        self._raw += piece
        found = self._sentences()
        if not found:
            return []
        last_start, _ = found[-1]
        if not _FIRST_WORD.match(self._text(), last_start):
            found = found[:-1]  # the word that decides whether a sentence ended is not whole
        return self._give(found[:-1])

    def finish(self) -> list[Written]:
        """Return the sentences that are left once the model has ended."""
        return self._give(self._sentences())

    @property
    def draft(self) -> str:
        """The text behind the last sentence that was given."""
        return self._text()[self._taken :]

    def _text(self) -> str:
        shown = _THOUGHT.sub("", self._raw)
        return _THOUGHT_BEGINS.sub("", shown)

    def _sentences(self) -> list[tuple[int, int]]:
        """Return where sentences begin and end, each with the marks behind it."""
        text = self._text()
        spans: list[tuple[int, int]] = []
        line_start = self._taken
        for line in text[self._taken :].split("\n"):
            for span in split_line(text, line_start, line_start + len(line)):
                _join(text, spans, span.start, span.end)
            line_start += len(line) + 1
        return spans

    def _give(self, spans: list[tuple[int, int]]) -> list[Written]:
        text = self._text()
        given: list[Written] = []
        for start, end in spans:
            line = text[text.rfind("\n", 0, start) + 1 : end]
            begins_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
            given.append(Written(text[start:end], form_of(line) if begins_line else "prose"))
            self._taken = end
        return given


def _join(text: str, spans: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a span; the marks that it begins with go to the one before it."""
    if spans and (marks := LEADING.match(text, start, end)):
        spans[-1] = (spans[-1][0], marks.end())
        start = marks.end()
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
