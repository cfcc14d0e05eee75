"""Cases, passages and answers for tests of the measures, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.answer.records import Answer, AnswerSentence, AnswerSource, Citation
from index.records import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_passage(chunk_id: str, text: str = "Some text.", path: str = "a.md") -> Passage:
    return Passage(
        chunk_id=chunk_id,
        document_id=f"document of {path}",
        title="Notes",
        path=path,
        collection="corpus",
        source_kind="markdown",
        heading_path=("Notes",),
        text=text,
        sentences=(Span(0, len(text)),),
        kind="prose",
        start=0,
    )


def make_answer(texts: Sequence[str], path: str = "a.md", **changed: Any) -> Answer:
    """Return an answer whose sentences are each cited from a passage of their own."""
    sources = [
        AnswerSource(n, make_passage(f"c{n}", text, path)) for n, text in enumerate(texts, 1)
    ]
    sentences = [
        AnswerSentence(text, (Citation(n, 0, len(text)),)) for n, text in enumerate(texts, 1)
    ]
    fields: dict[str, Any] = {
        "question": "q",
        "understood_as": "q",
        "kind": "fact",
        "model": "extractive",
        "snapshot": "s",
        "sentences": tuple(sentences),
        "sources": tuple(sources),
        "abstained": not texts,
        "seconds": 0.01,
    }
    return Answer(**{**fields, **changed})
