"""Copy ratio: how much of a sentence is one verbatim run of its source.

Copying the top passage scores 99.4 / 99.4 citation recall / precision in ALCE with poor
correctness (Gao et al., 2023), so grounding is never reported without it. The longest run is the
"extractive fragment" of Grusky et al. (Newsroom, 2018).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\w+(?:[.,-]\w+)*")


def copy_ratio(sentence: str, passages: Sequence[str]) -> float:
    """Return the longest run of tokens that a passage also holds, over the sentence's length.

    Case and punctuation do not count. 0.0 for a sentence without tokens.
    """
    tokens = _TOKEN.findall(sentence.lower())
    if not tokens:
        return 0.0
    longest = max((_longest_run(tokens, _TOKEN.findall(p.lower())) for p in passages), default=0)
    return longest / len(tokens)


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common contiguous run, row by row."""
    best = 0
    previous = [0] * (len(other) + 1)
    for token in one:
        current = [0] * (len(other) + 1)
        for at, word in enumerate(other, start=1):
            if word == token:
                current[at] = previous[at - 1] + 1
                best = max(best, current[at])
        previous = current
    return best
