"""What one case gave: what was found, what was shown, and its measures; one line of results."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A retrieved passage; its text stands in `passages.jsonl` under its id."""

    rank: int
    chunk_id: str
    path: str
    heading_path: tuple[str, ...] = ()
    dense_rank: int | None = None
    lexical_rank: int | None = None
    score: float = 0.0
    gold: bool = False
    """Whether it holds a gold span."""


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A span of a cited passage; `chunk_id` is empty when the number resolves to nothing."""

    n: int
    start: int
    end: int
    chunk_id: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of the answer with what the verifier says of it against what it cites."""

    text: str
    verdict: str
    """`supported`, `partly`, `not supported`; empty when nothing verified it."""
    reasons: tuple[str, ...] = ()
    copy_ratio: float = 0.0
    citations: tuple[ShownCitation, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as a chat model wrote it, shown or not, to be judged by hand."""

    raw: str
    """With its marks and its Markdown."""
    text: str
    cited: tuple[str, ...] = ()
    """Ids of the passages that it names; their text stands in `passages.jsonl`."""
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One line of `results.jsonl`; `docs/evaluation.md` describes every field."""

    id: str
    question: str
    kind: str = ""
    """The data set's own label: a domain, U1 ... U4."""
    domain: str = ""
    question_kind: str = ""
    """How the question was understood: definition, comparison, limit, ..."""
    split: str = ""
    answerable: bool = True
    understood_as: str = ""
    documents: tuple[str, ...] = ()
    """Gold documents."""
    without: tuple[str, ...] = ()
    """Documents that the index was asked without."""
    spans: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    gold_answer: str = ""
    relevant: tuple[str, ...] = ()
    """Ids of all passages of the index that hold a gold span."""
    passages: tuple[FoundPassage, ...] = ()
    """The first retrieved passages, best first."""
    found_documents: tuple[str, ...] = ()
    """Paths of the first retrieved documents, best first, each once."""
    answered: bool = True
    """Whether an answer was asked for; False in a run of retrieval alone."""
    abstained: bool = False
    answerability: float = 0.0
    model: str = ""
    """Who wrote what is shown."""
    notice: str = ""
    removed: tuple[str, ...] = ()
    """What a chat model wrote that was not shown."""
    written: tuple[WrittenSentence, ...] = ()
    """All that a chat model wrote and that states something, in its order."""
    sentences: tuple[ShownSentence, ...] = ()
    measures: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds of the answer by stage."""
    search_stages: dict[str, float] = field(default_factory=dict)
    """Seconds of the search that the ranking is measured on, by stage."""
    error: str = ""
    """Why the case has no result; its measures are then 0."""

    def to_json(self) -> dict[str, Any]:
        """Return one line of `results.jsonl`."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any], where: str) -> Self:
        """Read a line of `results.jsonl`.

        Raises:
            UsageError: the line is not one of ours; `where` is named.
        """
        try:
            return cls(
                **{
                    **record,
                    "passages": tuple(_found(one) for one in record["passages"]),
                    "sentences": tuple(_shown(one) for one in record["sentences"]),
                    "written": tuple(_written(one) for one in record.get("written", ())),
                    "facts": tuple(tuple(fact) for fact in record["facts"]),
                    **{name: tuple(record[name]) for name in _TEXTS},
                }
            )
        except (TypeError, KeyError, AttributeError) as error:
            raise UsageError(
                f"{where}: not a result of this version: {error}", "Run the evaluation again"
            ) from error


_TEXTS = ("documents", "without", "spans", "relevant", "found_documents", "removed")


def _found(record: dict[str, Any]) -> FoundPassage:
    return FoundPassage(**{**record, "heading_path": tuple(record["heading_path"])})


def _written(record: dict[str, Any]) -> WrittenSentence:
    lists = {name: tuple(record[name]) for name in ("cited", "reasons")}
    return WrittenSentence(**{**record, **lists})


def _shown(record: dict[str, Any]) -> ShownSentence:
    citations = tuple(ShownCitation(**one) for one in record["citations"])
    return ShownSentence(**{**record, "reasons": tuple(record["reasons"]), "citations": citations})
