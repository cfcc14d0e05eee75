"""The nineteen item-writing flaws, and what a rule says when it finds one.

The rubric is that of S. Moore, H. Nguyen, T. Chen, J. Stamper, "Assessing the Quality of
Multiple-Choice Questions Using GPT-4 and Rule-Based Methods" (2023), after M. Tarrant, J. Ware,
A. Mohammed, "An assessment of functioning and non-functioning distractors" (2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FlawName = Literal[
    "ambiguous information",
    "implausible distractor",
    "none of the above",
    "longest option is the key",
    "gratuitous information",
    "true or false",
    "convergence cue",
    "logical cue",
    "all of the above",
    "fill in the blank",
    "absolute term",
    "word repeated in the key",
    "unfocused stem",
    "complex option",
    "grammatical cue",
    "lost sequence",
    "vague term",
    "more than one key",
    "negative stem",
]
FLAWS: tuple[FlawName, ...] = get_args(FlawName)


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One flaw of one question."""

    item_id: str
    name: FlawName
    message: str
