"""Passages and answers for tests, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.answer.records import Answer, AnswerSentence, AnswerSource, Citation
from index.records import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_passage(sentences: Sequence[str], chunk_id: str = "c1", **changed: Any) -> Passage:
    """Return a passage whose sentences stand on lines of their own."""
    text = "\n".join(sentences)
    spans: list[Span] = []
    position = 0
    for sentence in sentences:
        spans.append(Span(position, position + len(sentence)))
        position += len(sentence) + 1
    fields: dict[str, Any] = {
        "chunk_id": chunk_id,
        "document_id": "d1",
        "title": "Notes",
        "path": "domain1/notes.md",
        "collection": "corpus",
        "source_kind": "markdown",
        "heading_path": ("Notes", "Section"),
        "text": text,
        "sentences": tuple(spans),
        "kind": "prose",
        "start": 0,
    }
    return Passage(**{**fields, **changed})


def make_answer(sentences: Sequence[AnswerSentence] = (), **changed: Any) -> Answer:
    """Return an answer that cites `make_passage` of its sentences' texts as source 1."""
    passage = make_passage([sentence.text for sentence in sentences])
    fields: dict[str, Any] = {
        "question": "What is it?",
        "understood_as": "What is it?",
        "kind": "definition",
        "model": "extractive",
        "snapshot": "s1",
        "sentences": tuple(sentences),
        "sources": (AnswerSource(1, passage),) if sentences else (),
    }
    return Answer(**{**fields, **changed})


def said(text: str, role: Any = "support", n: int = 1, **changed: Any) -> AnswerSentence:
    """Return a sentence that cites source `n` from its beginning."""
    return AnswerSentence(text, (Citation(n, 0, len(text)),), role=role, **changed)
