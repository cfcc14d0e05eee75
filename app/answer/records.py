"""What an answer is: sentences, each with its citations, and the passages that they cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from index.records import Passage

Verdict = Literal["supported", "partly", "not supported"]
Layout = Literal["text", "comparison", "steps", "list", "table", "none"]
Role = Literal["lead", "support", "step", "item", "row"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of one cited passage: `answer.source(n).passage.text[start:end]`."""

    n: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence as shown, with what supports it."""

    text: str
    citations: tuple[Citation, ...]
    verdict: Verdict = "supported"
    role: Role = "support"
    group: str = ""
    """The name of the block it belongs to: one side of a comparison, a list's introduction."""
    header: str = ""
    """For a table row: the header row that names its cells."""
    added: bool = False
    """Whether it is a sentence of the sources, put below what a chat model wrote."""


@dataclass(frozen=True, slots=True)
class RemovedSentence:
    """A sentence that a chat model wrote and that is not shown as part of the answer."""

    text: str
    reasons: tuple[str, ...]
    """Why, in words for the reader."""
    verdict: Verdict = "not supported"


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence as a chat model wrote it, and what was found of it."""

    raw: str
    """With its marks and its Markdown."""
    text: str
    """What was checked."""
    cited: tuple[str, ...]
    """Ids of the passages that its numbers name; numbers that name none are left out."""
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """A cited passage under the number that the sentences use."""

    n: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Topic:
    """A section near a question that could not be answered."""

    title: str
    heading_path: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader gets: an answer with its sources, or a plain statement that there is none."""

    question: str
    understood_as: str
    """The question that was searched: follow-ups have taken their subject from the conversation."""
    kind: str
    model: str
    snapshot: str
    sentences: tuple[AnswerSentence, ...] = ()
    sources: tuple[AnswerSource, ...] = ()
    layout: Layout = "text"
    abstained: bool = False
    answerability: float = 0.0
    """Probability that the corpus holds an answer, from `abstain.answerability`."""
    missing_terms: tuple[str, ...] = ()
    """Words of the question that none of the passages holds; of an answer, that no source does."""
    topics: tuple[Topic, ...] = ()
    related: tuple[str, ...] = ()
    """Questions near to this one that the sources answer."""
    searched: int = 0
    """Passages that retrieval looked at."""
    retrieved: tuple[Passage, ...] = ()
    """The passages the answer chose from, with both ranks: "how this was found"."""
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by stage."""
    removed: tuple[RemovedSentence, ...] = ()
    """What a chat model wrote and the sources do not support."""
    checked: tuple[CheckedSentence, ...] = ()
    """All that a chat model wrote and that states something, in its order."""
    notice: str = ""
    """One line for the reader: why this is not the answer that the chat model was asked for."""
    asked_model: str = ""
    """The chat model that was to write; `model` is who wrote what is shown."""

    def source(self, n: int) -> AnswerSource:
        """Return the source cited as `[n]`; KeyError when there is none."""
        for source in self.sources:
            if source.n == n:
                return source
        raise KeyError(n)

    @property
    def fell_back(self) -> bool:
        """Whether a chat model was to write, and the sources' own sentences are shown instead."""
        return bool(self.asked_model) and self.model != self.asked_model and not self.abstained

    def to_json(self) -> dict[str, Any]:
        """Return the object that `python -m app ask --json` prints."""
        return {
            "question": self.question,
            "understood_as": self.understood_as,
            "kind": self.kind,
            "layout": self.layout,
            "abstained": self.abstained,
            "answerability": round(self.answerability, 4),
            "missing_terms": list(self.missing_terms),
            "model": self.model,
            "asked_model": self.asked_model or self.model,
            "notice": self.notice,
            "snapshot": self.snapshot,
            "sentences": [_sentence_json(sentence) for sentence in self.sentences],
            "sources": [_source_json(source) for source in self.sources],
            "removed": [
                {"text": r.text, "verdict": r.verdict, "reasons": list(r.reasons)}
                for r in self.removed
            ],
            "topics": [
                {"title": t.title, "heading_path": list(t.heading_path), "path": t.path}
                for t in self.topics
            ],
            "seconds": round(self.seconds, 4),
        }


def _sentence_json(sentence: AnswerSentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "verdict": sentence.verdict,
        "role": sentence.role,
        "group": sentence.group,
        "header": sentence.header,
        "added": sentence.added,
        "citations": [{"n": c.n, "start": c.start, "end": c.end} for c in sentence.citations],
    }


def _source_json(source: AnswerSource) -> dict[str, Any]:
    passage = source.passage
    return {
        "n": source.n,
        "chunk_id": passage.chunk_id,
        "title": passage.title,
        "path": passage.path,
        "collection": passage.collection,
        "url": passage.url,
        "urls": list(passage.urls),
        "checked": passage.checked,
        "licence": passage.licence,
        "heading_path": list(passage.heading_path),
        "page": passage.page,
        "passage": passage.text,
    }
