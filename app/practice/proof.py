"""Find the quotes of an item in the indexed documents: what is not found is not shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from app.practice.records import CaseStudy, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.records import Evidence, Item
    from index.records import Document

_SPACE = re.compile(r"\s+")


class Library(Protocol):
    """Where quotes are looked up."""

    def find(self, evidence: Evidence) -> Evidence | None:
        """Return the evidence with the place of its quote, or None when no document holds it."""


class DocumentLibrary:
    """The indexed documents, searched for exact quotes; runs of white space count as one space."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._pages = tuple(_Page.of(document) for document in documents)

    def find(self, evidence: Evidence) -> Evidence | None:
        """Return the evidence with its place; the documents of the named path are asked first."""
        quote = _SPACE.sub(" ", evidence.quote).strip()
        if not quote:
            return None
        for page in sorted(self._pages, key=lambda page: page.path != evidence.path):
            at = page.text.find(quote)
            if at >= 0:
                return page.locate(evidence, at)
        return None


@dataclass(frozen=True, slots=True)
class _Page:
    """One document with its white space closed up, and the way back to its own offsets."""

    document: Document
    path: str
    text: str

    @classmethod
    def of(cls, document: Document) -> _Page:
        return cls(document, document.source.path, _SPACE.sub(" ", document.text))

    def locate(self, evidence: Evidence, at: int) -> Evidence:
        start = _original_offset(self.document.text, at)
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


def _original_offset(text: str, at: int) -> int:
    """Return the offset in `text` of position `at` in the text with its white space closed up."""
    seen = 0
    position = 0
    for match in _SPACE.finditer(text):
        run = match.start() - position
        if seen + run > at:
            break
        seen += run + 1
        position = match.end()
        if seen > at:
            return match.start()
    return position + (at - seen)
