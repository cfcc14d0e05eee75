"""A text analysed once: words, content, numbers, names and denials, all in its own offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.answer.verify.polarity import Denial, denials
from app.answer.verify.quantities import Quantity, quantities
from app.answer.verify.words import Word, plain, words

if TYPE_CHECKING:
    from app.answer.verify.names import Name, NameFinder

CLAUSE = re.compile(
    r"\s*;\s*|,?\s+(?:while|whereas|but|although|though)\s+|,\s+(?:and|so|because|since|yet|which)\s+"
    r"|:\s+|\s+\(|\)\s*|\.\s+(?=[A-Z])|\s+-\s+",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\s*;\s*|,?\s+(?:while|whereas)\s+|,\s+but\s+|\.\s+(?=[A-Z])|\s+\n\s+", re.IGNORECASE
)
"""Where a text turns from one subject to another."""
_SEGMENT = frozenset(
    (",", ";", ":", ".", "(", ")", "|", "\n", "while", "whereas", "but", "and", "or")
)
_NEAR_WORDS = 7


@dataclass(frozen=True)
class Statement:
    """A plain text with all that the checks compare."""

    text: str
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]

    @classmethod
    def of(cls, text: str, finder: NameFinder) -> Statement:
        """Analyse a text; citation marks and Markdown are dropped first."""
        text = plain(text)
        names, numbers = finder.find(text), quantities(text)
        numbers = tuple(
            q for q in numbers if not any(n.start <= q.start and q.end <= n.end for n in names)
        )
        names = tuple(
            n for n in names if not any(q.start < n.end and n.start < q.end for q in numbers)
        )
        return cls(text, words(text), numbers, names)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of all words, names included."""
        return frozenset(word.stem for word in self.words if word.stem)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Return the content stems outside names, each once, in order."""
        inside = [
            word.stem
            for word in self.words
            if word.is_content
            and not any(n.start <= word.start < n.end for n in self.names)
            and not any(q.start <= word.start < q.end for q in self.quantities)
        ]
        return tuple(dict.fromkeys(inside))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return everything that identifies one of the names."""
        return frozenset(key for name in self.names for key in name.keys)

    @cached_property
    def lower(self) -> str:
        """Return the text in lower case."""
        return self.text.lower()

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """Return the negators with their scopes."""
        return denials(self.words)

    @cached_property
    def items(self) -> int:
        """Return how many things the statement says: content stems and names."""
        return len(self.content) + len({name.text.lower() for name in self.names})

    def near(self, start: int, end: int) -> frozenset[str]:
        """Return the content stems around a place, within its segment and a few words."""
        at = next((i for i, word in enumerate(self.words) if word.end > start), len(self.words))
        after = next((i for i, word in enumerate(self.words) if word.start >= end), len(self.words))
        found: set[str] = set()
        for step, begin in ((-1, at - 1), (1, after)):
            i = begin
            while 0 <= i < len(self.words) and abs(i - begin) < _NEAR_WORDS:
                word = self.words[i]
                if word.lower in _SEGMENT:
                    break
                if word.is_content:
                    found.add(word.stem)
                i += step
        return frozenset(found)

    def clauses(self, finder: NameFinder, least_items: int = 2) -> tuple[Statement, ...]:
        """Return the parts that can be true or false by themselves; short ones join the last."""
        pieces = [piece for piece in CLAUSE.split(self.text) if piece and piece.strip()]
        if len(pieces) < 2:
            return (self,)
        joined: list[Statement] = []
        for piece in pieces:
            part = Statement.of(piece, finder)
            if joined and min(part.items, joined[-1].items) < least_items:
                joined[-1] = Statement.of(f"{joined[-1].text}, {part.text}", finder)
            else:
                joined.append(part)
        return tuple(joined)
