"""How a library uses its words: as things, before things, or as deeds.

A tagger would say it of every sentence; counts over the texts say it of every word, which is enough
to tell "the decline rate" from "decline tasks".
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Self

from app.practice.generate.plain import is_bare_verb, is_third_person
from app.practice.generate.words import stem
from app.verbs import words
from index.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_THING = re.compile(
    r"\b(?:an?|the|your|each|every|its|one) (?:[a-z-]+ )?([a-z-]{3,})"
    r"(?=[.,;)]| (?:of|is|are|that|and|or|was|has|can|to|for|in|with)\b)"
)
_BEFORE_THING = re.compile(r"\b(?:an?|the|your|each|every|its|one) ([a-z-]{3,})(?= [a-z])")
_DEED = re.compile(
    r"\b(?:to|can|will|must|you|cannot|may|should|could|would|they|we|not|and|then) ([a-z-]{3,})"
    r" (?:an?|the|your|each|every|its|all|any|it|them|this)\b"
)
_ORDERED = re.compile(r"(?:^|[.:] |\d\. |- )([A-Z][a-z]+) (?:an?|the|your|each|every|all)\b", re.M)
_CLOSED = STOPWORDS | words(
    """
    after before during until while since within without between among across through toward under
    over onto upon via per about against along around behind beside beyond except inside outside
    near like unlike than not no nor only also both either neither just even still already always
    never often once here there now again further then thus however because although though unless
    whether each every all any some many much more most other another such own same very too well
    because until following including using based related given one two three four five several
    """
)
"""Words of the grammar, which name nothing."""
_NOUN_ENDING = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|or|er|age|ure|set)s?$")
_NO_NOUN_ENDING = re.compile(r"(?:ly|ed|ing|ous|ful|ive|able|ible|ical|less|est|ary|ual|ant|ent)$")
OFTEN = 3
"""Times from which the use of a word that ends like a verb or an adjective is believed."""


class WordUse:
    """Counts of how words are used in some texts."""

    def __init__(self, things: Counter[str], before: Counter[str], deeds: Counter[str]) -> None:
        self._things = things
        self._before = before
        self._deeds = deeds
        self.terms: dict[str, tuple[str, ...]] = {}
        """What was found in a sentence, for the next one who asks."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Count the words of texts."""
        things: Counter[str] = Counter()
        before: Counter[str] = Counter()
        deeds: Counter[str] = Counter()
        for text in texts:
            things.update(_THING.findall(text))
            before.update(_BEFORE_THING.findall(text))
            deeds.update(_DEED.findall(text))
            deeds.update(word.lower() for word in _ORDERED.findall(text))
        return cls(things, before, deeds)

    def is_thing(self, word: str) -> bool:
        """Whether a word names a thing: it ends what an article begins, more often than it is
        done."""
        if word in _CLOSED or word.endswith("ed"):
            return False
        if is_third_person(word):
            one = stem(word)
            return self._things[one] >= OFTEN and self._things[one] > self._deeds[one]
        said, done = self._things[word], self._deeds[word]
        if _NO_NOUN_ENDING.search(word) and not _NOUN_ENDING.search(word):
            return said >= OFTEN and self._before[word] <= 2 * said and done * 2 < said
        if said or done:
            return said > done
        return bool(_NOUN_ENDING.search(word)) or not is_bare_verb(word)

    def qualifies(self, word: str) -> bool:
        """Whether a word stands before a thing and is no deed done to it."""
        if word in _CLOSED or word.endswith("ly"):
            return False
        said, done = self._before[word], self._deeds[word]
        if word.endswith("ing"):
            return said >= OFTEN and done == 0
        if said or done:
            return said > done
        return not (is_bare_verb(word) or is_third_person(word))
