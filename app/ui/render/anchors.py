"""Give each cited sentence an address, so that its `[n]` can point at the mark in the passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.render.marks import Mark, without_overlaps

if TYPE_CHECKING:
    from app.answer.records import Answer, Citation


class Anchors:
    """The marks of one answer and the links that lead to them.

    `key` makes the addresses unique on a page that shows several answers.
    """

    def __init__(self, answer: Answer, key: str) -> None:
        self.key = key
        self._marks: dict[int, tuple[Mark, ...]] = {}
        for source in answer.sources:
            cited = {
                (citation.start, citation.end)
                for sentence in answer.sentences
                for citation in sentence.citations
                if citation.n == source.n
            }
            self._marks[source.n] = without_overlaps(
                Mark(start, end, f"{key}-{source.n}-{start}") for start, end in cited
            )

    def marks(self, n: int) -> tuple[Mark, ...]:
        """Return the marks of the passage of source `n`."""
        return self._marks.get(n, ())

    def card(self, n: int) -> str:
        """Return the address of the card of source `n`."""
        return f"{self.key}-source-{n}"

    def target(self, citation: Citation) -> str:
        """Return the address that a citation leads to: its mark, else its card."""
        for mark in self.marks(citation.n):
            if mark.start <= citation.start < mark.end:
                return mark.id
        return self.card(citation.n)
