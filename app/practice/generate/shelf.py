"""All pages of a snapshot, and the question that every wrong option must pass: is it said anywhere
that it is true?"""

from __future__ import annotations

import math
import re
import threading
from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.practice.generate.pages import Page
from app.practice.generate.word_use import WordUse
from app.practice.generate.wordings import Wordings
from app.practice.generate.words import content_words, overlap, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from app.practice.generate.catalog import Catalog, Service
    from app.practice.generate.pieces import Table
    from app.practice.generate.wordings import TableWording
    from index.records import Document
    from index.store import DocumentEntry

NOT_ASKED_ABOUT = ("exam/",)
"""Paths of notes about the exam itself: an exam does not ask about them."""
VENDOR_WORDS = frozenset({"amazon", "aws", "sagemaker", "ai"})
SAID = 0.7
"""Share of a description's words in one sentence from which on it counts as said there."""
SHORT = 2
"""Words of a value or a short phrase, which must all be said."""
WHOLE = 300
"""Documents up to which a library is read whole; of a larger one, the pages near each other are."""
ALIKE_TITLES = 0.15
"""Share of common title words from which two pages are about related things."""
NEAREST = 45
"""Pages near a page of a large library."""
CLOSE = 8
"""Pages of those that are closest to it."""
_NAME_BREAK = re.compile(r"[-_.]+")
_TO_SPACE = dict.fromkeys((*range(48), *range(58, 97), *range(123, 170), *range(8192, 8304)), " ")
"""What parts words in a lower-cased text: everything below U+00AA but letters and digits, and the
dashes and quotation marks of typesetters."""
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_SETS_AGAINST = re.compile(
    r"\bis the answer\b|\bneighbou?r\b|\bnot to be confused\b", re.IGNORECASE
)
"""Words of headings and sentences that set a service against others."""
_OWNED = re.compile(r"['’]s?$")
_EVERY = ""
"""The word under which all lines stand."""
_OF_THE_EXAM = re.compile(r"\bMLA-C\d\d\b")
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )([A-Za-z][a-z]+)\b")


Fact = TypeVar("Fact")


class DocumentSource(Protocol):
    """Where documents come from: the store of a snapshot."""

    def documents(self) -> Sequence[DocumentEntry]:
        """Return what is indexed."""

    def document(self, document_id: str) -> Document:
        """Return a whole document."""

    def text(self, document_id: str) -> str:
        """Return the text of a document."""


class Shelf:
    """The pages of a snapshot, read when they are first needed. Safe to use from threads."""

    def __init__(
        self, source: DocumentSource, catalog: Catalog, wordings: Wordings | None = None
    ) -> None:
        self.catalog = catalog
        self._wordings = wordings or Wordings()
        self._source = source
        self._pages: dict[str, Page] = {}
        self._facts: dict[tuple[str, str], tuple[Any, ...]] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._beside: dict[str, frozenset[str]] = {}
        self._introduced: dict[str, str] = {}
        self._word_sets: dict[str, frozenset[str]] = {}
        self._lines: dict[str, dict[str, int]] = {}
        self._held: dict[str, int] = {}
        self._rarities: dict[str, float] = {}
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

    def wording_of(self, page: Page, table: Table) -> TableWording | None:
        """Return the sentences that were written for a table, or None."""
        return self._wordings.of(page.document.source.path, table)

    def near(self, page: Page) -> tuple[Page, ...]:
        """Return the pages whose facts may serve as wrong options for a page, itself first.

        All of a small library; of a large one those of the same exam, or those whose titles and
        file names have most words in common. Only these are read.
        """
        with self._lock:
            if page.document.id not in self._near:
                self._near[page.document.id] = self._neighbors(page)
            return tuple(self.page(one) for one in self._near[page.document.id])

    def remoteness(self, page: Page, other: Page) -> int:
        """Return how far a page is among those near another: 0 for itself, 1 for the closest of a
        large library, else 2."""
        if other is page:
            return 0
        if len(self.document_ids) <= WHOLE:
            return 2
        with self._lock:
            near = self._near.get(page.document.id, ())
        return 1 if other.document.id in near[: CLOSE + 1] else 2

    def are_alike(self, page: Page, other: Page) -> bool:
        """Whether two pages are about related things: by their titles, in a large library by what
        makes them near."""
        return overlap(page.title, other.title) >= ALIKE_TITLES or (
            len(self.document_ids) > WHOLE
            and not other.document.source.exam
            and other.document.id in self._near.get(page.document.id, ())
        )

    def facts(
        self, name: str, page: Page, found: Callable[[Page], Iterable[Fact]]
    ) -> Iterator[Fact]:
        """Yield what a page and the pages near it say of one kind, found once under its name."""
        for one in self.near(page):
            yield from self.fact(name, one, found)

    def fact(
        self, name: str, page: Page, found: Callable[[Page], Iterable[Fact]]
    ) -> tuple[Fact, ...]:
        """Return what one page says of one kind, found once under its name."""
        key = (name, page.document.id)
        with self._lock:
            if key not in self._facts:
                self._facts[key] = tuple(found(page))
            return self._facts[key]

    def introduced(self, service: Service) -> str:
        """Return the first sentence about a service on its own page: what it is."""
        if service.name not in self._introduced:
            self._introduced[service.name] = self._introduction(service)
        return self._introduced[service.name]

    def _introduction(self, service: Service) -> str:
        pages = (one for one, path in self._paths.items() if path.endswith(service.page))
        page = next(pages, "") if service.page else ""
        for sentence in self.page(page).sentences if page else ():
            if sentence.section.bullets and sentence.text.startswith(service.name):
                return "" if _OF_THE_EXAM.search(sentence.text) else sentence.text
        return ""

    def named_beside(self, service: Service) -> frozenset[str]:
        """Return the services that the page of a service sets it against: its nearest rivals."""
        with self._lock:
            if service.name not in self._beside:
                self._beside[service.name] = frozenset(self._rivals(service))
            return self._beside[service.name]

    def _rivals(self, service: Service) -> Iterator[str]:
        if not service.page:
            return
        for document_id, path in self._paths.items():
            if path.endswith(service.page):
                for sentence in self.page(document_id).sentences:
                    if _SETS_AGAINST.search(f"{sentence.section.title} {sentence.text}"):
                        for other in self.catalog.mentioned(sentence.text):
                            if other.name != service.name:
                                yield other.name

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {entry.id: entry.source.path for entry in self._source.documents()}

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital keeps it inside a sentence."""
        if not word[:1].isupper():
            return False
        if any(c.isupper() or c.isdigit() for c in word[1:]):
            return True
        owner = _OWNED.sub("", word)
        if owner != word:  # "Cohen's kappa", but "Model's output"
            return not self._spellings[owner.lower()]
        return self._spellings[word] > 2 * self._spellings[word.lower()]

    def said_of(
        self, subject: str, description: str, besides: frozenset[frozenset[str]] = frozenset()
    ) -> bool:
        """Whether any sentence or row names the subject together with the description.

        The vendor and what stands in parentheses may be missing from the subject's name, and some
        words from the description. Lines with the words of one of `besides` do not count.
        """
        name = core_words(subject)
        wanted = content_words(description) - name
        if not name:
            return False
        least = len(wanted) if len(wanted) <= SHORT else round(SAID * len(wanted))
        held = self._holding(name)
        if held:
            held &= at_least(least, map(self._holding_word, wanted), held)
        return any(
            content_words(self.page(one).lines[number]) not in besides
            for one in self._ids_of(held)
            for number in _members(self._saying(one, name, wanted, least))
        )

    def _saying(
        self, document_id: str, name: frozenset[str], wanted: frozenset[str], least: int
    ) -> int:
        """Return the lines of a document that have all words of a name and enough of the wanted
        ones, as bits."""
        lines = self._lines_by_word(document_id)
        named = lines.get(_EVERY, 0)
        for word in name:
            named &= lines.get(word, 0)
            if not named:
                return 0
        return at_least(least, (lines.get(word, 0) for word in wanted), named)

    def _neighbors(self, page: Page) -> tuple[str, ...]:
        own = page.document.id
        if len(self.document_ids) <= WHOLE:
            alike = list(self.document_ids)
        else:
            about = self._abouts.get(own, frozenset())
            scores: dict[str, float] = defaultdict(float)
            for word in about:
                holders = self._by_about[word]
                for other in holders:
                    scores[other] += 1 / len(holders)
            alike = sorted(scores, key=lambda one: (-scores[one], one))[:NEAREST]
            if page.document.source.exam:
                alike = [*(one for one in self.document_ids if one in self._tagged), *alike]
        return tuple(dict.fromkeys((own, *alike)))

    @cached_property
    def _abouts(self) -> dict[str, frozenset[str]]:
        """The words of the titles and file names of the documents."""
        return {
            entry.id: content_words(f"{entry.source.title} {_NAME_BREAK.sub(' ', _stem_of(entry))}")
            - VENDOR_WORDS
            for entry in self._source.documents()
        }

    @cached_property
    def _by_about(self) -> dict[str, list[str]]:
        holders: dict[str, list[str]] = defaultdict(list)
        for document_id in self.document_ids:
            for word in self._abouts[document_id]:
                holders[word].append(document_id)
        return holders

    @cached_property
    def _tagged(self) -> frozenset[str]:
        return frozenset(entry.id for entry in self._source.documents() if entry.source.exam)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {document_id: self._source.text(document_id) for document_id in self.document_ids}

    def _words_of(self, document_id: str) -> frozenset[str]:
        """Return the single words of a document: which lines hold them is looked up later."""
        with self._lock:
            if document_id not in self._word_sets:
                words = set(self._texts[document_id].lower().translate(_TO_SPACE).split())
                self._word_sets[document_id] = frozenset(map(stem, words))
            return self._word_sets[document_id]

    @cached_property
    def _holders(self) -> dict[str, int]:
        """The documents that hold a word: bit n is set where the document of number n does."""
        holders: dict[str, int] = defaultdict(int)
        for number, document_id in enumerate(self.document_ids):
            bit = 1 << number
            for word in self._words_of(document_id):
                holders[word] |= bit
        return dict(holders)

    def _holding(self, words: frozenset[str]) -> int:
        """Return the documents that hold the parts of all words, as bits."""
        held = (1 << len(self.document_ids)) - 1
        for word in words:
            held &= self._holding_word(word)
        return held

    def _holding_word(self, word: str) -> int:
        """Return the documents that hold all parts of a word, as bits."""
        known = self._held.get(word)
        if known is None:
            known = (1 << len(self.document_ids)) - 1
            for part in _parts(word):
                known &= self._holders.get(part, 0)
            self._held[word] = known
        return known

    def _ids_of(self, held: int) -> Iterator[str]:
        """Yield the documents whose bits are set."""
        for number in _members(held):
            yield self.document_ids[number]

    def _lines_by_word(self, document_id: str) -> dict[str, int]:
        """Return the lines of a document that hold a word, as bits; all of them under no word."""
        with self._lock:
            if document_id not in self._lines:
                found: dict[str, int] = defaultdict(int)
                lines = self.page(document_id).lines
                for number, line in enumerate(lines):
                    bit = 1 << number
                    for word in content_words(line):
                        found[word] |= bit
                found[_EVERY] = (1 << len(lines)) - 1
                self._lines[document_id] = dict(found)
            return self._lines[document_id]

    @cached_property
    def product_words(self) -> frozenset[str]:
        """The words of which the names of services are made: "DataBrew"."""
        return frozenset(word for one in self.catalog.services for word in one.name.split())

    @cached_property
    def word_use(self) -> WordUse:
        """How a sample of the texts uses its words."""
        return WordUse.of(self._texts[one] for one in self._sample)

    def rarity(self, word: str) -> float:
        """Return how much a word tells: from 0 where every document has it to 1 where none has."""
        known = self._rarities.get(word)
        if known is None:
            held = self._holding_word(word).bit_count()
            known = self._rarities[word] = 1 - math.log(1 + held) / math.log(
                1 + len(self.document_ids)
            )
        return known

    @cached_property
    def _sample(self) -> tuple[str, ...]:
        return self.document_ids[:: 1 + len(self.document_ids) // WHOLE]

    @cached_property
    def _spellings(self) -> Counter[str]:
        """How often a word stands with and without a capital inside the sentences of a sample."""
        return Counter(
            word for one in self._sample for word in _MID_SENTENCE.findall(self._texts[one])
        )


@lru_cache(maxsize=100_000)
def _parts(word: str) -> frozenset[str]:
    """Return what is left of a word when all marks in it are spaces."""
    return frozenset(map(stem, word.translate(_TO_SPACE).split()))


def at_least(least: int, sets: Iterable[int], within: int) -> int:
    """Return the members of a set that are in so many of other sets; all are numbers whose bits
    are their members.

    The bits of a column of counters are added at once, as in a carry-save adder.
    """
    counters: list[int] = []
    for one in sets:
        carry = one & within
        for place, counter in enumerate(counters):
            if not carry:
                break
            counters[place], carry = counter ^ carry, counter & carry
        if carry:
            counters.append(carry)
    if least >> len(counters):
        return 0
    more, equal = 0, within
    for place in reversed(range(len(counters))):
        if least >> place & 1:
            equal &= counters[place]
        else:
            more |= equal & counters[place]
            equal &= ~counters[place]
    return more | equal


def _members(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _stem_of(entry: DocumentEntry) -> str:
    return entry.source.path.rpartition("/")[2].rpartition(".")[0]


@lru_cache(maxsize=100_000)
def core_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others: no vendor, no parentheses."""
    words = content_words(_PARENTHESIS.sub("", name)) or content_words(name)
    return words - VENDOR_WORDS or words
