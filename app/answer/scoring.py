"""Score stored sentences by how well they answer a question.

Three signals meet in one linear score: the idf-weighted share of the question's terms that a sentence (with its
heading) holds, the cosine similarity of question and sentence, and the rank of the passage. Cues of the question's
kind are added: a definition starts with its subject, a limit holds a number. The weights were set on the dev part of
the evaluation (`python -m eval run`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.question import Question
    from index.records import Passage


@dataclass(frozen=True, slots=True)
class ScoringWeights:
    """How much each signal counts."""

    overlap: float = 1.0
    cosine: float = 0.8
    rank: float = 0.35
    heading: float = 0.55
    """Credit of a question term that only the heading path holds, against one in the sentence."""
    neighbour: float = 0.35
    """Credit of a question term that only the sentence before holds."""
    opening: float = 0.08
    """Added to the first sentence of a section: our notes answer their heading there."""


class TermWeights(Protocol):
    """Where the weight of a term comes from: the lexical index of the corpus."""

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a stemmed term, highest for unknown ones."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be shown."""

    passage: Passage
    passage_rank: int
    """0-based position of the passage in the retrieved list."""
    number: int
    text: str
    terms: frozenset[str]
    score: float
    overlap: float
    cosine: float

    @property
    def key(self) -> tuple[str, int]:
        """Identify the sentence within one answer."""
        return self.passage.chunk_id, self.number


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|zero|unlimited|no limit|half|twice)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\d[\d,.]*\s*(?:%|percent|[KMGTP]i?B\b|bytes?|MB/s|seconds?|minutes?|hours?|days?|months?|years?|weeks?|ms\b"
    r"|milliseconds?|USD|dollars?|IOPS|requests?|records?|items?|characters?|questions?|instances?|jobs?|models?"
    r"|copies|points?|tokens?|vCPUs?|per )|\$\s?\d|\b(?:maximum|minimum|up to|at most|at least|default|limit)\b",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"^[\s:,(]*(?:\([^)]{1,40}\)\s*)?(?:is|are|was|means|refers to|stands for|describes|denotes|lets you|helps you"
    r"|provides|measures|compares|oversamples)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"\b(?:choose|choosing|chosen|pick|is the answer|right answer|best (?:when|for|suited)|suits?|suited|recommend(?:ed)?"
    r"|ideal|prefer(?:red)?|use .{2,60} (?:when|if|for)|fits?|points? to|rather than|instead of|good (?:choice|fit))\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|so that|therefore|which means|in order to|the reason|leads? to|avoids?|prevents?)\b",
    re.IGNORECASE,
)
_DEPENDENT = re.compile(
    r"^(?:it|this|these|those|that|they|such|he|she|its|their|both|the following|in this case|however|also|then|here"
    r"|for example|in addition|otherwise|additionally|as a result|therefore|instead)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^(?:for (?:more|additional|further|detailed|information|instructions|details|an? (?:example|overview))\b|see\b|to learn "
    r"(?:more|how)|learn more|the following (?:topics|sections|procedure|example|table|code|are|is)\b|use the following"
    r"|this (?:section|topic|page|chapter|guide)\b|topics\b|\*?note:?$)|\bsee (?:also )?[A-Z\"“]|:$",
    re.IGNORECASE,
)
_STEP = re.compile(r"^\d{1,2}[.)]\s")


def question_terms(text: str) -> tuple[str, ...]:
    """Return the distinct stemmed content terms of a question, in order."""
    return tuple(dict.fromkeys(tokenize(text)))


def idf_coverage(
    wanted: Sequence[str], held: frozenset[str] | set[str], weights: TermWeights
) -> float:
    """Return the share of the wanted terms' idf that `held` covers, in [0, 1]."""
    total = sum(weights.idf(term) for term in wanted)
    if total <= 0:
        return 0.0
    return sum(weights.idf(term) for term in wanted if term in held) / total


def score_sentences(
    question: Question,
    terms: Sequence[str],
    passages: Sequence[Passage],
    idf: TermWeights,
    names: Sequence[str] = (),
    weights: ScoringWeights | None = None,
) -> list[Candidate]:
    """Return every sentence of the passages that may be shown, best first.

    Args:
        question: what was asked.
        terms: stemmed content terms of the question, aliases included.
        passages: retrieved passages, best first.
        idf: term weights of the corpus.
        names: other names of the question's subject, for definitions.
        weights: how much each signal counts.
    """
    weights = weights or ScoringWeights()
    candidates: list[Candidate] = []
    total = sum(idf.idf(term) for term in terms) or 1.0
    for rank, passage in enumerate(passages):
        context = frozenset(tokenize(" ".join((passage.title, *passage.heading_path))))
        if passage.header_length:
            context |= frozenset(tokenize(passage.text[: passage.header_length]))
        previous: frozenset[str] = frozenset()
        for number in range(len(passage.sentences)):
            text = passage.sentence(number)
            own = frozenset(tokenize(text))
            overlap = (
                sum(_credit(term, own, context, previous, weights) * idf.idf(term) for term in terms)
                / total
            )
            previous = own
            if not _may_be_shown(text, own, passage):
                continue
            cosine = (
                passage.sentence_scores[number]
                if number < len(passage.sentence_scores)
                else 0.8 * (passage.dense_score or 0.0)
            )
            score = (
                weights.overlap * overlap
                + weights.cosine * cosine
                + weights.rank / (1.0 + 0.3 * rank)
                + (weights.opening if number == 0 and passage.kind == "prose" else 0.0)
                + kind_cue(question, text, names)
                - _weakness(text, number)
            )
            candidates.append(
                Candidate(passage, rank, number, text, own, score, overlap, cosine)
            )
    candidates.sort(key=lambda c: (-c.score, c.passage_rank, c.number))
    return candidates


def _credit(
    term: str,
    own: frozenset[str],
    context: frozenset[str],
    previous: frozenset[str],
    weights: ScoringWeights,
) -> float:
    if term in own:
        return 1.0
    if term in context:
        return weights.heading
    if term in previous:
        return weights.neighbour
    return 0.0


def _may_be_shown(text: str, terms: frozenset[str], passage: Passage) -> bool:
    if passage.kind == "code":
        return False
    words = len(text.split())
    return bool(terms) and 2 <= words <= 110 and not text.rstrip().endswith("?")


def kind_cue(question: Question, text: str, names: Sequence[str]) -> float:
    """Return the bonus of a sentence whose form fits the kind of the question."""
    kind = question.kind
    if kind == "definition":
        return 0.45 if any(defines(text, name) for name in (*question.subjects, *names)) else 0.0
    if kind == "limit":
        return 0.18 * bool(_NUMBER.search(text)) + 0.14 * bool(_UNIT.search(text))
    if kind == "when":
        return 0.15 if _CHOICE.search(text) else 0.0
    if kind == "why":
        return 0.12 if _REASON.search(text) else 0.0
    if kind == "comparison":
        lowered = text.lower()
        return 0.2 if all(side.lower() in lowered for side in question.subjects) else 0.0
    return 0.0


def defines(text: str, name: str) -> bool:
    """Whether a sentence opens with the name and goes on to say what it is."""
    if not name:
        return False
    match = re.match(
        rf"(?:an?\s+|the\s+)?(?:(?:amazon|aws)\s+)?{re.escape(name)}s?\b", text.strip(), re.IGNORECASE
    )
    return match is not None and _COPULA.match(text.strip()[match.end() :]) is not None


def is_step(text: str) -> bool:
    """Whether a sentence opens a numbered step."""
    return _STEP.match(text) is not None


def is_dependent(text: str) -> bool:
    """Whether a sentence leans on the one before it."""
    return _DEPENDENT.match(text) is not None


def is_pointer(text: str) -> bool:
    """Whether a sentence only points elsewhere ("For more information, see ...")."""
    return _POINTER.search(text) is not None


def _weakness(text: str, number: int) -> float:
    words = len(text.split())
    weakness = 0.0
    if is_dependent(text):
        weakness += 0.1 if number else 0.16
    if is_pointer(text):
        weakness += 0.3
    if words < 5:
        weakness += 0.12
    if words > 55:
        weakness += 0.12
    return weakness
