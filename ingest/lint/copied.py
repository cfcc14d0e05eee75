"""Our sentences are ours: no run of twelve or more words is shared with an AWS page.

Runs of twelve words of our notes are hashed once; the AWS pages stream past them, page by page.
A page's words become numbers, its runs a polynomial hash of them (Karp and Rabin 1987), all at once
in NumPy; what a hash finds is compared word by word before it is reported.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from ingest.lint.corpus import Corpus

RUN_WORDS = 12
"""Shortest run of shared words that counts as copied."""

BASE = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that no power of it vanishes modulo 2**64."""

PAGE_FOLDERS = ("aws-docs*", "exam")
NOT_AWS = frozenset({"facts.md", "LICENSE.md", "NOTICE.md", "README.md"})
"""Files in the folders of AWS pages that are ours, or law."""

_WORD = re.compile(rb"[a-z0-9]+")
_MARKUP = re.compile(rb"\]\([^)\s]*\)|<[^>\n]{1,200}>|https?://\S+|\\")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of our words, across which no run reaches."""

    file: str
    line: int
    words: tuple[bytes, ...]


def check_copied(corpus: Corpus) -> Iterator[Finding]:
    """Yield runs that our notes share with AWS pages; nothing when there are no such pages."""
    if corpus.reference is None:
        return
    runs = Runs(tuple(_passages(corpus)))
    for path in aws_pages(corpus.reference):
        runs.compare(path.relative_to(corpus.reference).as_posix(), page_words(path.read_bytes()))
    yield from runs.findings()


def aws_pages(reference: Path) -> Iterator[Path]:
    """Yield the Markdown files of the folders that hold AWS pages."""
    for pattern in PAGE_FOLDERS:
        for folder in sorted(reference.glob(pattern)):
            for here, subfolders, names in os.walk(folder):
                subfolders[:] = sorted(n for n in subfolders if not n.startswith("."))
                for name in sorted(names):
                    if name.endswith(".md") and name not in NOT_AWS:
                        yield type(folder)(here) / name


def page_words(data: bytes) -> list[bytes]:
    """Return the words of a page in lower case, without markup and addresses."""
    return _WORD.findall(_MARKUP.sub(b" ", data.lower()))


def _passages(corpus: Corpus) -> Iterator[Passage]:
    """Yield paragraphs, list items, table cells and lines of lists, without code and addresses."""
    for note in corpus.notes:
        for section in note.sections:
            for paragraph in section.paragraphs:
                cells = _CELL.split(paragraph.text) if paragraph.is_row else [paragraph.text]
                for cell in cells:
                    words = tuple(page_words(cell.encode()))
                    if len(words) >= RUN_WORDS:
                        yield Passage(note.file, paragraph.line, words)
    for table in corpus.lists:
        for number, line in enumerate(table.lines, 1):
            words = tuple(page_words(line.encode()))
            if len(words) >= RUN_WORDS:
                yield Passage(table.file, number, words)


class Runs:
    """All runs of twelve words of our passages, and where they were found elsewhere."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self._passages = passages
        vocabulary = sorted({word for passage in passages for word in passage.words})
        self._numbers = {word: number for number, word in enumerate(vocabulary, 1)}
        self._starts = [
            (number, start)
            for number, passage in enumerate(passages)
            for start in range(len(passage.words) - RUN_WORDS + 1)
        ]
        hashes = [run_hashes(self._coded(passage.words)) for passage in passages]
        joined = np.concatenate(hashes) if hashes else np.zeros(0, np.uint64)
        self._order = np.argsort(joined, kind="stable")
        self._hashes = joined[self._order]
        self._found: defaultdict[int, dict[int, str]] = defaultdict(dict)
        """By passage, where a run starts and the page that has it too."""

    def _coded(self, words: Iterable[bytes]) -> NDArray[np.uint64]:
        """Return words as numbers, `(n,)` uint64; 0 is a word that we never use."""
        number = self._numbers.get
        return np.array([number(word, 0) for word in words], dtype=np.uint64)

    def compare(self, page: str, words: list[bytes]) -> None:
        """Take note of our runs among the words of a page."""
        if len(words) < RUN_WORDS or not len(self._hashes):
            return
        coded = self._coded(words)
        unknown = np.concatenate(([0], np.cumsum(coded == 0)))
        starts = np.flatnonzero(unknown[RUN_WORDS:] == unknown[:-RUN_WORDS])
        if not len(starts):
            return
        hashes = run_hashes(coded)[starts]
        left = np.searchsorted(self._hashes, hashes, side="left")
        right = np.searchsorted(self._hashes, hashes, side="right")
        for at in np.flatnonzero(right > left):
            run = words[starts[at] : starts[at] + RUN_WORDS]
            for position in self._order[left[at] : right[at]]:
                number, start = self._starts[position]
                ours = self._passages[number].words[start : start + RUN_WORDS]
                if list(ours) == run:
                    self._found[number].setdefault(start, page)

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each longest shared run."""
        for number, places in sorted(self._found.items()):
            passage = self._passages[number]
            for first, last in _stretches(sorted(places)):
                run = passage.words[first : last + RUN_WORDS]
                words = b" ".join(run).decode()
                message = f"{len(run)} words as on {places[first]}: {words}"
                yield Finding(passage.file, passage.line, "copied", message)


def run_hashes(coded: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the hash of every run of twelve numbers, `(n - 11,)` uint64."""
    count = len(coded) - RUN_WORDS + 1
    hashes = np.zeros(max(0, count), dtype=np.uint64)
    for place in range(RUN_WORDS if count > 0 else 0):
        hashes = hashes * BASE + coded[place : place + count]
    return hashes


def _stretches(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each stretch of numbers that follow one another."""
    first = previous = starts[0]
    for start in starts[1:]:
        if start != previous + 1:
            yield first, previous
            first = start
        previous = start
    yield first, previous
