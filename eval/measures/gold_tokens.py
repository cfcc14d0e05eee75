"""Gold-token recall: how much of the gold answer's wording the shown sentences hold.

Tokens are normalised as in SQuAD (Rajpurkar et al., 2016): lower case, no punctuation, no articles.
"""

from __future__ import annotations

import re
from collections import Counter

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_PUNCTUATION = re.compile(r"[^\w\s]")


def normalised_tokens(text: str) -> list[str]:
    """Return the tokens of a text as SQuAD's evaluation counts them; `64,000` is one token."""
    text = _THOUSANDS.sub("", text.lower())
    return _ARTICLES.sub(" ", _PUNCTUATION.sub(" ", text)).split()


def gold_token_recall(shown: str, gold: str) -> float:
    """Return the share of the gold answer's tokens, with multiplicity, that the text holds."""
    wanted = Counter(normalised_tokens(gold))
    if not wanted:
        return 0.0
    found = wanted & Counter(normalised_tokens(shown))
    return found.total() / wanted.total()
