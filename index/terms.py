"""From text to the terms of the word index."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPWORDS = frozenset(
    """
    a an and are as at be been being but by can could did do does for from had has have how i if in
    into is it its may me might my of on or our shall should so such that the their them then there
    these they this those to us was we were what when where which who whom whose why will with would
    you your
    """.split()  # noqa: SIM905  (a list of words reads better as text)
)
"""Words that carry no subject. Negations (no, not, without, only) and numbers are kept."""

_TOKEN = re.compile(r"[^\W_]+(?:[-._/:][^\W_]+)*")
_JOINT = re.compile(r"[-._/:]")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])s?|[A-Z]?[a-z]+|[A-Z]|\d+")
_SPELLINGS = (
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"(?<=\bca)n['’]t\b", re.IGNORECASE), "n not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"['’]\w+"), ""),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\bpretrain", re.IGNORECASE), "pre-train"),
)
"""Contracted negations are spelled out, endings such as 's dropped, and 16,384 is 16384."""
_local = threading.local()


def tokenize(text: str) -> list[str]:
    """Return the stemmed terms of a text, in order.

    Terms are lower-cased. A compound (`ml.m5.xlarge`, `x-www`, `s3:GetObject`, `CreateModel`) gives
    itself, whole and unstemmed, and then its parts. Stop words are dropped.
    """
    terms: list[str] = []
    plain: list[str] = []
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        parts = _JOINT.split(word)
        if len(parts) > 1:
            terms.append(word.lower())
        for part in parts:
            camel = _CAMEL.findall(part) if _is_identifier(part) else []
            if len(camel) > 1:
                terms.append(part.lower())
                plain.extend(piece.lower() for piece in camel if len(piece) > 1)
            else:
                plain.append(part.lower())
    return terms + stems([word for word in plain if word not in STOPWORDS])


def stems(words: Sequence[str]) -> list[str]:
    """Return the stem of each lower-cased word."""
    stemmed: list[str] = _stemmer().stemWords(words)
    return stemmed


@lru_cache(maxsize=2048)
def terms_of(text: str) -> frozenset[str]:
    """Return the set of the terms of a text; the latest texts are remembered.

    A search and the answer made of what it found look at the same sentences.
    """
    return frozenset(tokenize(text))


def _is_identifier(word: str) -> bool:
    """Tell CamelCase and mixed names from words and acronyms (`APIs` is an acronym)."""
    return word[1:].lower() != word[1:] and not word.removesuffix("s").isupper()


def _stemmer() -> Stemmer.Stemmer:
    """Return this thread's stemmer: a stemmer keeps state and must not be shared."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer
