"""A true sentence of the corpus, and a false one made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from index.records import Passage

Kind = Literal[
    "number",
    "number-hard",
    "entity",
    "entity-hard",
    "negation-inserted",
    "negation-removed",
    "citation-moved",
    "citation-moved-hard",
    "foreign",
]
KINDS: tuple[Kind, ...] = (
    "number",
    "number-hard",
    "entity",
    "entity-hard",
    "negation-inserted",
    "negation-removed",
    "citation-moved",
    "citation-moved-hard",
    "foreign",
)
"""The hard variants take the wrong number, name or passage from the neighbourhood."""


@dataclass(frozen=True, slots=True)
class TrueSentence:
    """A sentence with the passage that holds it."""

    passage: Passage
    number: int

    @property
    def text(self) -> str:
        """Return the sentence."""
        return self.passage.sentence(self.number)

    @property
    def is_row(self) -> bool:
        """Whether it is a table row."""
        return " | " in self.text


@dataclass(frozen=True, slots=True)
class FalseSentence:
    """A sentence that the cited passage does not support."""

    kind: Kind
    text: str
    original: str
    cited: Passage
    change: str
    """What was exchanged, for people: `25 -> 250`."""
