"""Find quotes in the chosen passages, and show them as whole sentences.

A quote that ends in mid-sentence may leave out the word that turns it round ("does not support"),
so what is kept as evidence is every sentence that the quote touches.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.quality.proof_rules import LEAST_QUOTE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.practice.records import Evidence
    from index.records import Passage, Span

_AROUND = " \t\n\"'“”‘’«»"


class PassageLibrary:
    """The passages that a model was given, searched for exact quotes."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)

    def find(self, evidence: Evidence) -> Evidence | None:
        """Return the evidence with the place of the sentences that its quote stands in.

        None when no passage holds it word for word, or when it is too short to prove anything.
        """
        words = evidence.quote.strip(_AROUND).split()
        if len(words) < LEAST_QUOTE_WORDS:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        for passage in self.passages:
            match = pattern.search(passage.text, passage.header_length)
            spans = match and _touched(passage, match.start(), match.end())
            if spans:
                return _evidence(evidence, passage, spans)
        return None

    def holding(self, evidence: Evidence) -> Passage:
        """Return the passage that holds found evidence. Raises KeyError."""
        for passage in self.passages:
            first = evidence.start - passage.start + passage.header_length
            if passage.document_id == evidence.document_id and any(
                span.start == first for span in passage.sentences
            ):
                return passage
        raise KeyError(evidence.quote)

    def narrowed(self, evidence: Evidence) -> Passage:
        """Return the passage of found evidence with the sentences of its quote alone.

        Its table header stays, and its headings: they say what the quote is about.
        """
        passage = self.holding(evidence)
        first = evidence.start - passage.start + passage.header_length
        spans = (span for span in passage.sentences if span.start >= first)
        length = len(evidence.quote)
        kept = (span for span in spans if _flat(passage.text[first : span.end]) <= length)
        return replace(passage, sentences=tuple(kept))


def _touched(passage: Passage, start: int, end: int) -> list[Span]:
    return [span for span in passage.sentences if span.start < end and start < span.end]


def _evidence(evidence: Evidence, passage: Passage, spans: list[Span]) -> Evidence:
    first, last = spans[0].start, spans[-1].end
    return replace(
        evidence,
        quote=" ".join(passage.text[first:last].split()),
        path=passage.path,
        title=passage.title,
        heading_path=passage.heading_path,
        url=passage.urls[0] if passage.urls else passage.url,
        checked=passage.checked or passage.retrieved,
        document_id=passage.document_id,
        start=passage.start + first - passage.header_length,
    )


def _flat(text: str) -> int:
    """Return the length of a text with its white space closed up."""
    return len(" ".join(text.split()))
