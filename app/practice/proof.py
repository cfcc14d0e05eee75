"""Find the quotes of an item in the indexed documents: what is not found is not shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from app.practice.records import CaseStudy, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.records import Evidence, Item
    from index.records import Document

_SPACE = re.compile(r"\s+")
_BETWEEN = "\0"
"""Stands between documents, so that no quote is found across two of them."""


class Library(Protocol):
    """Where quotes are looked up."""

    def find(self, evidence: Evidence) -> Evidence | None:
        """Return the evidence with the place of its quote, or None when no document holds it."""


class DocumentLibrary:
    """The indexed documents, searched for exact quotes; runs of white space count as one space."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._pages = tuple(_Page.of(document) for document in documents)
        self._text = _BETWEEN.join(page.text for page in self._pages)
        ends = accumulate(len(page.text) + len(_BETWEEN) for page in self._pages)
        self._starts = (0, *ends)

    def find(self, evidence: Evidence) -> Evidence | None:
        """Return the evidence with its place; the documents of the named path are asked first."""
        quote = _SPACE.sub(" ", evidence.quote).strip()
        if not quote or _BETWEEN in quote:
            return None
        for page in self._pages:
            if page.path == evidence.path and quote in page.text:
                return page.locate(evidence, page.text.find(quote))
        at = self._text.find(quote)
        if at < 0:
            return None
        number = bisect_right(self._starts, at) - 1
        return self._pages[number].locate(evidence, at - self._starts[number])


@dataclass(frozen=True, slots=True)
class _Page:
    """One document with its white space closed up, and the way back to its own offsets."""

    document: Document
    path: str
    text: str
    closed: tuple[int, ...]
    """Places in `text` from which a further shift leads back to the document's own offsets."""
    shifts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> _Page:
        """Close up the white space of a document."""
        closed, shifts = [0], [0]
        for run in _SPACE.finditer(document.text):
            length = run.end() - run.start()
            if length > 1:
                closed.append(run.end() - shifts[-1] - length + 1)
                shifts.append(shifts[-1] + length - 1)
        text = _SPACE.sub(" ", document.text)
        return cls(document, document.source.path, text, tuple(closed), tuple(shifts))

    def locate(self, evidence: Evidence, at: int) -> Evidence:
        """Return the evidence with its place, which begins at `at` in the closed-up text."""
        start = at + self.shifts[bisect_right(self.closed, at) - 1]
        headings = self.document.heading_path(start)
        section = next((h for h in reversed(headings) if h.urls), None)
        source = self.document.source
        urls = section.urls if section else ()
        return replace(
            evidence,
            path=source.path,
            title=source.title,
            heading_path=tuple(heading.title for heading in headings),
            url=urls[0] if urls else source.url,
            checked=(section.checked if section else None) or source.retrieved,
            document_id=self.document.id,
            start=start,
        )


def prove(item: Item, library: Library) -> tuple[Item, tuple[str, ...]]:
    """Return the item with the place of every quote, and the quotes that no document holds."""
    if isinstance(item, CaseStudy):
        proved = [_prove_question(question, library) for question in item.questions]
        questions = tuple(question for question, _ in proved)
        return replace(item, questions=questions), tuple(q for _, lost in proved for q in lost)
    return _prove_question(item, library)


def _prove_question(question: Question, library: Library) -> tuple[Question, tuple[str, ...]]:
    lost: list[str] = []

    def placed(evidence: Evidence | None) -> Evidence | None:
        if evidence is None:
            return None
        found = library.find(evidence)
        if found is None:
            lost.append(evidence.quote)
        return found or evidence

    options = tuple(replace(o, evidence=placed(o.evidence)) for o in question.options)
    prompts = tuple(replace(p, evidence=placed(p.evidence)) for p in question.prompts)
    return replace(question, options=options, prompts=prompts), tuple(dict.fromkeys(lost))


def unproven_keys(item: Item) -> tuple[str, ...]:
    """Return the texts of keys without a found quote, over all parts of an item."""
    return tuple(text for part in item.parts for text in _unproven(part))


def _unproven(question: Question) -> Sequence[str]:
    if question.prompts:
        return [p.text for p in question.prompts if p.evidence is None or not p.evidence.is_found]
    keys = (question.options[k] for k in question.key)
    return [o.text for o in keys if o.evidence is None or not o.evidence.is_found]
