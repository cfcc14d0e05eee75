"""All pages of a snapshot, and the question that every wrong option must pass: is it said anywhere
that it is true?"""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.practice.generate.pages import Page
from app.practice.generate.words import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from app.practice.generate.catalog import Catalog
    from index.records import Document
    from index.store import DocumentEntry

NOT_ASKED_ABOUT = ("exam/",)
"""Paths of notes about the exam itself: an exam does not ask about them."""
VENDOR_WORDS = frozenset({"amazon", "aws", "sagemaker", "ai"})
SAID = 0.7
"""Share of a description's words in one sentence from which on it counts as said there."""
SHORT = 2
"""Words of a value or a short phrase, which must all be said."""
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )([A-Za-z][a-z]+)\b")


Fact = TypeVar("Fact")


class DocumentSource(Protocol):
    """Where documents come from: the store of a snapshot."""

    def documents(self) -> Sequence[DocumentEntry]:
        """Return what is indexed."""

    def document(self, document_id: str) -> Document:
        """Return a whole document."""


class Shelf:
    """The pages of a snapshot, read when they are first needed. Safe to use from threads."""

    def __init__(self, source: DocumentSource, catalog: Catalog) -> None:
        self.catalog = catalog
        self._source = source
        self._pages: dict[str, Page] = {}
        self._facts: dict[str, tuple[Any, ...]] = {}
        self._lock = threading.RLock()

    @cached_property
    def document_ids(self) -> tuple[str, ...]:
        """Ids of the documents that items may be about, in a fixed order."""
        return tuple(
            dict.fromkeys(
                entry.id
                for entry in self._source.documents()
                if not entry.source.path.startswith(NOT_ASKED_ABOUT)
            )
        )

    def page(self, document_id: str) -> Page:
        """Return one page."""
        with self._lock:
            if document_id not in self._pages:
                self._pages[document_id] = Page.of(self._source.document(document_id))
            return self._pages[document_id]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages."""
        return tuple(self.page(document_id) for document_id in self.document_ids)

    def fact(self, name: str, found: Callable[[Page], Iterable[Fact]]) -> tuple[Fact, ...]:
        """Return what all pages say of one kind, found once under its name."""
        with self._lock:
            if name not in self._facts:
                self._facts[name] = tuple(one for page in self.pages for one in found(page))
            return self._facts[name]

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital keeps it inside a sentence."""
        if not word[:1].isupper():
            return False
        if any(c.isupper() or c.isdigit() for c in word[1:]):
            return True
        return self._spellings[word] > 2 * self._spellings[word.lower()]

    def said_of(self, subject: str, description: str) -> bool:
        """Whether any sentence or row names the subject together with the description.

        The vendor and what stands in parentheses may be missing from the subject's name, and some
        words from the description.
        """
        name = core_words(subject)
        wanted = content_words(description) - name
        if not name:
            return False
        least = len(wanted) if len(wanted) <= SHORT else round(SAID * len(wanted))
        for number in self._pages_with(name):
            if len(wanted & self._page_words[number]) < least:
                continue
            for line in self._line_words(number):
                if name <= line and len(wanted & line) >= least:
                    return True
        return False

    @cached_property
    def _page_words(self) -> list[frozenset[str]]:
        return [content_words(page.document.text) for page in self.pages]

    @cached_property
    def _holders(self) -> dict[str, set[int]]:
        holders: dict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(self._page_words):
            for word in words:
                holders[word].add(number)
        return holders

    def _pages_with(self, words: frozenset[str]) -> Iterator[int]:
        sets = sorted((self._holders.get(word, set()) for word in words), key=len)
        yield from sorted(set.intersection(*sets)) if sets else ()

    def _line_words(self, number: int) -> list[frozenset[str]]:
        if number not in self._lines:
            self._lines[number] = [content_words(line) for line in self.pages[number].lines]
        return self._lines[number]

    @cached_property
    def _lines(self) -> dict[int, list[frozenset[str]]]:
        return {}

    @cached_property
    def _spellings(self) -> Counter[str]:
        return Counter(
            match for page in self.pages for match in _MID_SENTENCE.findall(page.document.text)
        )


@lru_cache(maxsize=100_000)
def core_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others: no vendor, no parentheses."""
    words = content_words(_PARENTHESIS.sub("", name)) or content_words(name)
    return words - VENDOR_WORDS or words
