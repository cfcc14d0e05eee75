"""Answers and passages written by hand."""

from __future__ import annotations

from app.answer.records import Answer, AnswerSentence, AnswerSource, Citation
from index.records import Passage, Span


def passage(text: str, *sentences: str, **facts: object) -> Passage:
    """Return a passage whose sentences are the given parts of its text."""
    spans = tuple(Span(text.index(s), text.index(s) + len(s)) for s in sentences or (text,))
    values: dict[str, object] = {
        "chunk_id": f"chunk-{text[:8]}",
        "document_id": "d0c",
        "title": "A title",
        "path": "notes/a.md",
        "collection": "corpus",
        "source_kind": "markdown",
        "heading_path": ("A title", "A section"),
        "text": text,
        "sentences": spans,
        "kind": "prose",
        "start": 0,
        **facts,
    }
    return Passage(**values)  # type: ignore[arg-type]


def sentence(source: Passage, number: int, n: int = 1, **facts: object) -> AnswerSentence:
    """Return one sentence of a passage, cited."""
    span = source.sentences[number]
    values: dict[str, object] = {
        "text": source.sentence(number),
        "citations": (Citation(n, span.start, span.end),),
        **facts,
    }
    return AnswerSentence(**values)  # type: ignore[arg-type]


def answer(*passages: Passage, sentences: tuple[AnswerSentence, ...], **facts: object) -> Answer:
    """Return an answer that cites the passages as [1], [2], ..."""
    values: dict[str, object] = {
        "question": "A question?",
        "understood_as": "A question?",
        "kind": "fact",
        "model": "extractive",
        "snapshot": "20261123T142111-4aee711f",
        "sentences": sentences,
        "sources": tuple(AnswerSource(n, p) for n, p in enumerate(passages, 1)),
        "searched": 1412,
        "seconds": 0.038,
        **facts,
    }
    return Answer(**values)  # type: ignore[arg-type]
