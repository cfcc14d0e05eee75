"""Show the sentence that is being written, before it can be checked, without trusting it.

Its words appear as they come, but only those that stand in the passages or in the question: any
other word, number or address is a placeholder until the whole sentence is verified.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Self

from app.answer.cite_marks import split_marks
from app.answer.prose import holds_address, plain, without_opening
from index.lexical import tokenize

PLACEHOLDER = "…"
_UNFINISHED_MARK = re.compile(r"\s*[\[【<!][^\]】>]*\Z")
_ONLY_PLACEHOLDERS = re.compile(r"…(?: …)+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class SeenWords:
    """The words of a prompt: those a draft may show."""

    terms: frozenset[str]
    """Stemmed, numbers among them."""
    spelled: tuple[str, ...]
    """Words of letters as they are written, in lower case and sorted."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a prompt: the passages as they stand in it, and the question."""
        words = {word.lower() for word in _LETTERS.findall(text)}
        return cls(frozenset(tokenize(text)), tuple(sorted(words)))

    def hold(self, word: str) -> bool:
        """Whether all terms of a word are known; a word without a term says nothing."""
        return all(term in self.terms for term in tokenize(word))

    def hold_beginning(self, word: str) -> bool:
        """Whether a word that is not written to its end begins a known one."""
        lower = word.lower()
        at = bisect_left(self.spelled, lower)
        return at < len(self.spelled) and self.spelled[at].startswith(lower)


def visible_draft(text: str, seen: SeenWords) -> str:
    """Return what may be seen of an unfinished sentence.

    Args:
        text: what the model has written of it.
        seen: the words of the prompt.
    """
    if holds_address(text):
        return PLACEHOLDER
    bare, _ = split_marks(_UNFINISHED_MARK.sub("", text))
    *whole, last = without_opening(plain(bare)).split() or [""]
    ends = seen.hold(last) or seen.hold_beginning(last)
    words = [word if seen.hold(word) else PLACEHOLDER for word in whole]
    return _ONLY_PLACEHOLDERS.sub(PLACEHOLDER, " ".join([*words, last if ends else PLACEHOLDER]))
