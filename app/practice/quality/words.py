"""The content words of stems and options, as the rules compare them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMON = frozenset(
    tokenize(
        """aws amazon sagemaker ai service use model data team company which what meet requirement
        solution need want run store create set configure deploy machine learning ml engineer train
        training job time new each one two three four"""
    )
)
"""What nearly every question of this field says, so that sharing it means nothing."""
_WORD = re.compile(r"[\w][\w.:/-]*[\w]|\w")
_SENTENCE = re.compile(r"(?<=[.?!:])\s+(?=[A-Z\"“(])")
NUMBER = re.compile(
    r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:\s?(?:%|[KMGT]i?B|ms|seconds?|minutes?|hours?|days?))?"
)


def stems(text: str) -> tuple[str, ...]:
    """Return the stemmed content words of a text, in order."""
    return tuple(tokenize(text))


def telling(text: str) -> frozenset[str]:
    """Return the stemmed words by which a text differs from others of its field.

    A compound such as `customs_code` counts as one word.
    """
    words = (tokenize(word) for word in _WORD.findall(text))
    return frozenset(parts[0] for parts in words if parts) - _COMMON


def sentences(text: str) -> list[str]:
    """Return the sentences of a stem."""
    return [piece for piece in _SENTENCE.split(text.strip()) if piece]


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text with their units, thousands separators removed."""
    return frozenset(
        re.sub(r"\s+", " ", match.replace(",", "")).strip() for match in NUMBER.findall(text)
    )


def shared(words: Iterable[str], others: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the words that occur in any of the other texts."""
    return frozenset(words) & frozenset().union(*others)
