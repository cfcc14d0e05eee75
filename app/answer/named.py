"""The names of a question, and whether passages state them.

A question on a service that the corpus does not treat often shares every other word with it. Its
name is what no passage states ("License Manager", "Snowball Edge"), or states in passing only, so
that no heading does ("AWS IoT").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.terms import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.records import Passage

_NAME = re.compile(
    r"(?<![\w'’-])(?<!\d )(?:[A-Z][\w-]*|[a-z]+[A-Z]\w*)"
    r"(?: (?:[A-Z][\w-]*|\d+(?:\.\d+)*(?![\w%-])))*"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|[\"“(]\s*)$")
_CAPITALISED = re.compile(r"[A-Z][a-z'’]*")
_NOT_WORD = re.compile(r"\W+")
_OPENING = frozenset(
    """
    a amazon an and are at aws can could did do does for give had has have how i if in is it may
    might must my of on or please shall should tell the to was were what when where which who why
    will would
    """.split()  # noqa: SIM905  (a list of words reads better as text)
)
"""Words that stand before a name, or open a sentence, and are no part of it."""
_MAKERS = ("amazon ", "aws ")
_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    """.split()  # noqa: SIM905
)
TELLING = 6
"""Passages that state a name from which the corpus treats it, though no heading states it."""
_ACRONYM = re.compile(r"[A-Z\d]{1,5}s?")
"""Too short to name one thing for certain: RAM, URL, GB. The table of names knows the others."""


@dataclass(frozen=True)
class Named:
    """One thing that a question names."""

    mention: str
    """The name as the question writes it."""
    others: tuple[str, ...] = ()
    """Its other names, where they are known."""
    known: bool = False
    """Whether the table of names holds it."""

    @property
    def is_service(self) -> bool:
        """Whether it is known as a service or a part of one."""
        return self.known and any(
            n.lower().startswith(_MAKERS) for n in (self.mention, *self.others)
        )

    @property
    def is_proper(self) -> bool:
        """Whether it is the name of one thing, no word or abbreviation for a kind of thing."""
        return self.is_service or not self.known

    def is_in(self, text: str) -> bool:
        """Whether a text states the thing under any of its names.

        A single capitalised word must be capitalised there too: "Connect" is no verb.
        """
        return bool(self._as_written.search(text) or self._in_any_case.search(text))

    @cached_property
    def terms(self) -> frozenset[str]:
        """Return the stemmed terms of the mention."""
        return frozenset(tokenize(self.mention))

    @cached_property
    def other_terms(self) -> tuple[frozenset[str], ...]:
        """Return the stemmed terms of each other name."""
        return tuple(frozenset(tokenize(name)) for name in self.others)

    @cached_property
    def _as_written(self) -> re.Pattern[str]:
        return _pattern(name for name in (self.mention, *self.others) if _is_plain_word(name))

    @cached_property
    def _in_any_case(self) -> re.Pattern[str]:
        names = (self.mention, *self.others)
        return _pattern((n for n in names if not _is_plain_word(n)), re.IGNORECASE)


def proper_names(question: str) -> tuple[str, ...]:
    """Return the runs of capitalised words, without what opens the sentence, each once."""
    names: dict[str, None] = {}
    for match in _NAME.finditer(question):
        words = match[0].split()
        first = len(words)
        while words and words[0].lower() in _OPENING:
            words = words[1:]
        opens = first == len(words) and _SENTENCE_START.search(question[: match.start()])
        if opens and len(words) == 1 and _is_plain_word(words[0]):
            continue
        while words and words[-1] == "I":
            words = words[:-1]
        if words and not all(_is_no_name(word) for word in words):
            names[" ".join(words)] = None
    return tuple(names)


def named_in(question: str, known: Sequence[tuple[str, ...]] = ()) -> tuple[Named, ...]:
    """Return what a question names: things with known names, and other runs of capitals.

    Args:
        question: as typed.
        known: the things of the table of names that it mentions, each as the mention followed by
            its other names.
    """
    things = [Named(one[0], one[1:], known=True) for one in known]
    known_text = [_plain(name) for one in known for name in one]
    runs = (Named(name) for name in proper_names(question))
    return (*things, *(run for run in runs if not _is_part(_plain(run.mention), known_text)))


def share_named(names: Sequence[Named], passages: Sequence[Passage]) -> float:
    """Return the share of the names that the passages or their headings state.

    1.0 where nothing is named.
    """
    return _share(names, [f"{_headings(passage)}\n{passage.text}" for passage in passages])


def share_headed(names: Sequence[Named], passages: Sequence[Passage]) -> float:
    """Return the share of the names that the passages treat, not only state in passing.

    A title or a heading states such a name, or several passages do: a family of instances is told
    of under the heading of all families. 1.0 where nothing is named.
    """
    headings = [_headings(passage) for passage in passages]
    texts = [passage.text for passage in passages]
    treated = [
        name for name in names if _stating(name, headings) or _stating(name, texts) >= TELLING
    ]
    return len(treated) / len(names) if names else 1.0


def with_other_names(terms: frozenset[str], names: Sequence[Named]) -> frozenset[str]:
    """Return the terms of a text with the question's name of each thing it states under another."""
    for name in names:
        if not name.terms <= terms and any(other and other <= terms for other in name.other_terms):
            terms |= name.terms
    return terms


def _share(names: Sequence[Named], texts: Sequence[str]) -> float:
    if not names:
        return 1.0
    return sum(_stating(name, texts) > 0 for name in names) / len(names)


def _stating(name: Named, texts: Sequence[str]) -> int:
    """Return how many texts state a name."""
    return sum(name.is_in(_NOT_WORD.sub(" ", text)) for text in texts)


def _headings(passage: Passage) -> str:
    return "\n".join((passage.title, *passage.heading_path))


def _pattern(names: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    written = [re.escape(_NOT_WORD.sub(" ", name).strip()) for name in names]
    choices = "|".join(one for one in written if one) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choices})s?(?!\w)", flags)


def _is_plain_word(name: str) -> bool:
    return _CAPITALISED.fullmatch(name) is not None


def _is_no_name(word: str) -> bool:
    return word.isdigit() or word.lower() in _DATES or _ACRONYM.fullmatch(word) is not None


def _is_part(name: str, texts: Sequence[str]) -> bool:
    return any(f" {name} " in f" {text} " for text in texts)


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", text.lower()).strip()
