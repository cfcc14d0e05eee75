"""Read a misspelled word as the known word that is one slip away.

A slip is a letter left out, put in, changed, or two letters swapped (F. Damerau, "A technique for
computer detection and correction of spelling errors", 1964). The candidates of a word are made and
looked up, as in P. Norvig, "How to Write a Spelling Corrector", so the vocabulary may be large.
"""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from index.terms import stems, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.lexical import LexicalIndex

SHORTEST = 6
"""Letters; shorter words have too many neighbours one slip away."""
LONGEST = 24
"""Letters; a longer run of letters is no misspelled word, and its slips are many and long."""
LEAST_ROWS = 3
"""Passages that must hold the known word: what stands once may be misspelled itself."""

_BRITISH = re.compile(r"is(?=ation|e|ing)")
"""Of several candidates with one stem, the American spelling: "regularisation"."""
_WORD = re.compile(r"(?<![\w./:-])[A-Za-z][a-z]+(?![\w/:-])")


def corrected(question: str, index: LexicalIndex, is_word: Callable[[str], bool]) -> str:
    """Return the question with its misspelled words as the index spells them.

    A word is left alone when the index holds it, when it is short, when `is_word` knows it as a
    word of the language, and when no well-known word is one slip away.
    """

    def replacement(match: re.Match[str]) -> str:
        word = match.group().lower()
        if not SHORTEST <= len(word) <= LONGEST:
            return match.group()
        if any(map(index.rows_holding, tokenize(word))) or is_word(word):
            return match.group()
        return _likeliest(word, index) or match.group()

    return _WORD.sub(replacement, question)


def slips(word: str) -> list[str]:
    """Return every string one slip away from a word, in alphabetical order."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    left_out = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in halves if b for letter in ascii_lowercase}
    put_in = {a + letter + b for a, b in halves for letter in ascii_lowercase}
    return sorted((left_out | swapped | changed | put_in) - {word})


def _likeliest(word: str, index: LexicalIndex) -> str:
    """Return the candidate that most passages hold; empty when few hold any."""
    candidates = slips(word)
    rows = [index.rows_holding(stem) for stem in stems(candidates)]
    most = max(rows)
    if most < LEAST_ROWS:
        return ""
    best = [one for one, held in zip(candidates, rows, strict=True) if held == most]
    american = _BRITISH.sub("iz", word)
    return american if american in best else best[0]
