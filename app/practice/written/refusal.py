"""Why an item that a model wrote is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rule = Literal[
    "invalid reply",
    "malformed item",
    "unsafe text",
    "quote not found",
    "short quote",
    "long quote",
    "reason not supported",
    "key not supported",
    "order not shown",
    "distractor true",
    "flaw",
    "near duplicate",
    "blind answer differs",
    "too few parts",
    "model failed",
    "no fit passage",
]
"""In the order in which they are looked for; what is dropped is counted by them."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with an item: the rule for counting, the message for the next try."""

    rule: Rule
    message: str
