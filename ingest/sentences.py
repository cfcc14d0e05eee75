"""Finds the sentences of a document, once: `text[s.start:s.end]` is what is later shown and cited.

What counts as one sentence:

- in prose, list items and steps: what ends in `.`, `!`, `?` or `。` and is followed by something
  that can open a sentence; a line break always ends one. A bullet (`- `) is no part of it, a step's
  number (`3. `) is;
- in a table: one row, unless the row is long, then its sentences; the header row is none;
- in code: a run of lines, divided at blank lines when it grows long.

Spans are ordered, do not overlap, begin and end with a character that is not white space, and lie
inside their block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.records import Block, Span
from ingest.readers.render import CODE_INDENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROW_CHARACTERS = 300
"""A longer table row holds several sentences and is divided at their ends (about 50 words)."""

CODE_CHARACTERS = 500
"""Longest run of code that is one unit; about 150 tokens, so that a unit fits a chunk."""

LIST_MARKERS = "-*+•‣◦▪–·●○■"
"""Bullets that open a list item; they are no part of its sentence."""

_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(rf"\s*(?:[{re.escape(LIST_MARKERS)}]\s+)?")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s+)?")
_STOP = re.compile(
    r"(?:[.!?\u2026]+[\"'”’»)\]*]*(?=\s)|[。！？｡]+[\"'”’»)\]」』）]*)\s*", re.UNICODE
)
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"“‘']*\Z")
_TOKEN_AFTER = re.compile(r"[(\[\"'“‘«*<]*([^\s]*)")

NEVER_LAST = frozenset(
    {
        "e.g",
        "i.e",
        "vs",
        "cf",
        "viz",
        "approx",
        "ca",
        "incl",
        "resp",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
    }
)
"""Abbreviations after which a sentence always goes on."""

BEFORE_NUMBER = frozenset(
    {"no", "nos", "fig", "figs", "eq", "sec", "ch", "p", "pp", "vol", "ver", "v", "max", "min"}
)
"""Abbreviations after which a sentence goes on when a number follows."""

SELDOM_LAST = frozenset(
    {
        "u.s",
        "u.k",
        "u.n",
        "inc",
        "corp",
        "ltd",
        "co",
        "a.m",
        "p.m",
        "st",
        "jr",
        "sr",
        "al",
        "ph.d",
        "d.c",
    }
)
"""Abbreviations after which a new sentence begins only with one of the words below."""

_OPENERS = """
a after all also an and any as at because before both but by choose do does each every for from
he here how however i if in it its most no not note on once only or otherwise see she since so
some such that the then there these they this those though to under until use we what when where
whether which while who why with you your
"""
OPENERS = frozenset(_OPENERS.split())
"""Words that open a sentence even after an abbreviation or an initial."""


def find_sentences(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Return the sentences of all blocks in order."""
    return tuple(span for block in blocks for span in block_sentences(text, block))


def block_sentences(text: str, block: Block) -> Iterator[Span]:
    """Yield the sentences of one block."""
    if block.kind == "code":
        yield from _code_units(text, block.start, block.end)
    elif block.kind == "table":
        yield from _row_sentences(text, block)
    else:
        yield from _line_sentences(text, block.start, block.end)


def split_line(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of `text[start:end]`, which holds no line break; they cover all but white
    space."""
    begin = _NUMBERED.match(text, start, end).end()  # type: ignore[union-attr]
    first = start
    for stop in _STOP.finditer(text, begin, end):
        at = stop.end()
        if at < end and _ends_here(text, first, stop, end):
            yield from _trimmed(text, first, at)
            first = at
    yield from _trimmed(text, first, end)


def _ends_here(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    mark = text[stop.start()]
    if mark in "。！？｡":
        return True
    after = _TOKEN_AFTER.match(text, stop.end(), end)
    opener = after.group(1) if after else ""
    if not opener:
        return True
    if opener[0] in "-–—,;:=|&)":
        return False
    if opener[0].islower() and not _looks_like_a_name(opener):
        return False
    if mark != "." or text[stop.start() : stop.start() + 2] == "..":
        return True
    return not _is_abbreviation(text, first, stop.start(), opener)


def _looks_like_a_name(token: str) -> bool:
    """Tell `ml.m5.xlarge`, `vCPU` and `s3:GetObject` from an ordinary word in lower case."""
    core = token.rstrip(".,;:!?)\"'”’")
    return any(c.isdigit() or c.isupper() or c in "_.:/-" for c in core)


def _is_abbreviation(text: str, first: int, dot: int, opener: str) -> bool:
    found = _TOKEN_BEFORE.search(text, max(first, dot - 30), dot)
    before = found.group() if found else ""
    key = before.lower()
    if key in NEVER_LAST:
        return True
    if key in BEFORE_NUMBER and opener[0].isdigit():
        return True
    opens = opener.rstrip(".,;:!?)\"'”’").lower() in OPENERS
    if key in SELDOM_LAST:
        return not opens
    is_initial = len(before) == 1 and before.isupper()
    return is_initial and not opens


def _line_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    code_start: int | None = None
    code_end = start
    for line in _LINE.finditer(text, start, end):
        if line.group().startswith(CODE_INDENT):
            code_start = line.start() if code_start is None else code_start
            code_end = line.end()
            continue
        if code_start is not None:
            yield from _code_units(text, code_start, code_end)
            code_start = None
        marker = _MARKER.match(text, line.start(), line.end())
        yield from split_line(text, marker.end() if marker else line.start(), line.end())
    if code_start is not None:
        yield from _code_units(text, code_start, code_end)


def _row_sentences(text: str, block: Block) -> Iterator[Span]:
    first = block.header.end if block.header else block.start
    for line in _LINE.finditer(text, first, block.end):
        if len(line.group()) > ROW_CHARACTERS:
            yield from split_line(text, line.start(), line.end())
        else:
            yield from _trimmed(text, line.start(), line.end())


def _code_units(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start <= CODE_CHARACTERS:
        yield from _trimmed(text, start, end)
        return
    first = start
    blank: int | None = None
    for line in re.compile(r"[^\n]*\n?").finditer(text, start, end):
        if not line.group():
            continue
        if line.end() - first > CODE_CHARACTERS:
            cut = blank if blank is not None and blank > first else line.start()
            if cut > first:
                yield from _trimmed(text, first, cut)
                first = cut
            blank = None
        if not line.group().strip():
            blank = line.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + len(piece) - len(piece.lstrip())
        yield Span(begin, begin + len(body))
