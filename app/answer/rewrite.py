"""Let a chat model complete a follow-up that the rules of `conversation` could not complete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from app.untrusted import as_data
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REMEMBERED = 4
"""Earlier questions that a follow-up may lean on."""
LONGEST = 40
"""Words of a completed question."""
_SYSTEM = (
    "Complete the last question so that it can be understood without the earlier ones. Use only "
    "words of these questions. Write the completed question on one line, and nothing else."
)
_LEANS = re.compile(
    r"\b(?:it|its|they|their|them|this|that|these|those|both|former|latter|one|ones|there|same"
    r"|other|others|instead|else|too|again)\b|^(?:and|but|so|or|why|how|when|which)\b.{0,18}$",
    re.IGNORECASE,
)


class Writer(Protocol):
    """A chat model as the answerer sees it."""

    @property
    def name(self) -> str:
        """The name that is stored with answers."""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Yield what the model writes; raises ChatModelError."""


def leans_back(text: str) -> bool:
    """Whether a question may need the ones before it."""
    return _LEANS.search(" ".join(text.split())) is not None


def completed(text: str, earlier: Sequence[str], writer: Writer) -> str:
    """Return the question completed from the earlier ones, or as it was.

    The model may only move words: a completion with a word that none of the questions holds is
    not used. Raises ChatModelError.
    """
    history = earlier[-REMEMBERED:]
    lines = [f"Earlier question: {as_data(question)}" for question in history]
    written = "".join(
        writer.stream(_SYSTEM, "\n".join([*lines, f"Last question: {as_data(text)}"]))
    )
    line = next((one.strip() for one in written.splitlines() if one.strip()), "").strip("\"'")
    known = {term for question in (*history, text) for term in tokenize(question)}
    terms = tokenize(line)
    usable = terms and len(line.split()) <= LONGEST and known.issuperset(terms)
    return line if usable else text
