"""Answer with stored sentences: search, judge whether there is an answer, choose, lay out, cite."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.answer.abstain import (
    AnswerabilityModel,
    Evidence,
    gather_evidence,
    missing_words,
    unknown_words,
)
from app.answer.citations import cite
from app.answer.clause import asking_clause
from app.answer.conversation import resolve
from app.answer.layouts import MAX_SENTENCES, lay_out
from app.answer.named import named_in
from app.answer.others import without_others
from app.answer.plan import Plan
from app.answer.question import Question, understand
from app.answer.records import Answer, Topic
from app.answer.related import related_questions
from app.answer.scoring import (
    ASKING_VERBS,
    ScoringWeights,
    question_terms,
    score_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.answer.named import Named
    from app.answer.scoring import Candidate
    from index.filters import Filters
    from index.records import Passage

MODEL_NAME = "extractive"
PASSAGES = 14
"""Passages whose sentences compete for the answer."""
LISTED_PASSAGES = 5
"""Passages of which those that are tables are completed for a question that asks for a list."""
SIDE_PASSAGES = 6
"""Passages searched for each side of a comparison."""
NEAREST_TOPICS = 5
NO_PLAN = Plan("none", ())


class PassageSource(Protocol):
    """What an answerer needs of the index: passages, term weights, other names."""

    @property
    def snapshot_id(self) -> str:
        """Return the id of the snapshot in use."""

    @property
    def chunk_count(self) -> int:
        """Return how many passages a search looks at."""

    def search(
        self, question: str, top_k: int = 10, filters: Filters | None = None
    ) -> list[Passage]:
        """Return the best passages, best first."""

    def parts_of(self, passage: Passage) -> list[Passage]:
        """Return all parts of the list or table that a passage is a part of, in order."""

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a stemmed term."""

    def other_names(self, name: str) -> tuple[str, ...]:
        """Return the aliases of a name, without itself."""

    def things(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return each thing with known names that a text mentions: the mention, then the others."""

    def corrected(self, question: str) -> str:
        """Return the question with its misspelled words as the sources spell them."""

    def holds(self, term: str) -> bool:
        """Whether any source holds a stemmed term."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave for one question, before anybody writes an answer."""

    text: str
    """The question as it was typed."""
    question: Question
    names: tuple[Named, ...]
    """What the question names, with other names."""
    passages: tuple[Passage, ...]
    snapshot: str
    searched: int
    answerability: float
    answerable: bool
    started: float
    """`time.perf_counter()` when the question came."""
    retrieved_at: float
    unknown: tuple[str, ...] = ()
    """Words of the question that no source holds."""


class ExtractiveAnswerer:
    """Answers without a language model: stored sentences only, verbatim, each with its citation."""

    def __init__(
        self,
        source: PassageSource,
        weights: ScoringWeights | None = None,
        answerability: AnswerabilityModel | None = None,
        max_sentences: int = MAX_SENTENCES,
    ) -> None:
        self._source = source
        self._weights = weights or ScoringWeights()
        self._answerability = answerability or AnswerabilityModel.load()
        self._max_sentences = max_sentences

    def answer(
        self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer one question.

        Args:
            text: what the reader typed.
            earlier: the conversation's earlier questions as understood, oldest first.
            filters: limits on the sources.
        """
        return self.answer_found(self.find(text, earlier, filters))

    def find(self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None) -> Found:
        """Search the passages for a question, and judge whether they hold an answer."""
        started = time.perf_counter()
        question = self._understand(text, earlier)
        passages = self._retrieve(question, filters)
        snapshot = self._source.snapshot_id
        retrieved_at = time.perf_counter()
        names = self._names(question)
        evidence = self._evidence(question, names, passages)
        probability = self._answerability.probability(evidence)
        return Found(
            text=text,
            question=question,
            names=names,
            passages=tuple(passages),
            snapshot=snapshot,
            searched=self._source.chunk_count,
            answerability=probability,
            answerable=probability >= self._answerability.threshold,
            unknown=unknown_words(question.text, self._source.holds),
            started=started,
            retrieved_at=retrieved_at,
        )

    def answer_found(self, found: Found) -> Answer:
        """Answer from passages that were found; abstain when they hold no answer."""
        question, passages = found.question, found.passages
        plan = self._lay_out(found, self._candidates(found)) if found.answerable else NO_PLAN
        sentences, sources = cite(plan.picks)
        abstained = not sentences
        done = time.perf_counter()
        return Answer(
            question=found.text,
            understood_as=question.text,
            kind=question.kind,
            model=MODEL_NAME,
            snapshot=found.snapshot,
            sentences=sentences,
            sources=sources,
            layout=plan.layout,
            abstained=abstained,
            answerability=found.answerability,
            missing_terms=missing_words(question.text, passages, self._source)
            if abstained
            else found.unknown,
            topics=nearest_topics(passages) if abstained else (),
            related=related_questions(
                question.text, passages, {source.passage.chunk_id for source in sources}
            ),
            searched=found.searched,
            retrieved=passages,
            seconds=done - found.started,
            stages={
                "retrieve": found.retrieved_at - found.started,
                "answer": done - found.retrieved_at,
            },
        )

    def ranked(self, found: Found) -> Iterator[tuple[Passage, int]]:
        """Yield sentences by passage and number, best first: those of the answer, then the rest."""
        candidates = self._candidates(found)
        for pick in self._lay_out(found, candidates).picks:
            yield pick.passage, pick.number
        for candidate in candidates:
            yield candidate.passage, candidate.number

    def _candidates(self, found: Found) -> list[Candidate]:
        """Score the sentences of the passages."""
        question = found.question
        asked = question_terms(question.text)
        if question.asks_yes_no:
            asked = tuple(term for term in asked if term not in ASKING_VERBS) or asked
        names = [name for one in question.subjects for name in self._source.other_names(one)]
        # A value belongs to the thing that its own row names, under whichever name is asked for.
        things = () if question.kind == "limit" else found.names
        return score_sentences(
            question, asked, found.passages, self._source, names, self._weights, things
        )

    def _lay_out(self, found: Found, candidates: Sequence[Candidate]) -> Plan:
        """Lay the best sentences out."""
        own = without_others(found.question, candidates, found.names)
        return lay_out(found.question, own, found.passages, self._source, self._max_sentences)

    def evidence(
        self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None
    ) -> Evidence:
        """Return what the answerability of a question is judged by."""
        question = self._understand(text, earlier)
        passages = self._retrieve(question, filters)
        return self._evidence(question, self._names(question), passages)

    def _understand(self, text: str, earlier: Sequence[str]) -> Question:
        """Read a question after its conversation, in the spelling of the sources."""
        return understand(self._source.corrected(resolve(text, earlier).text))

    def _names(self, question: Question) -> tuple[Named, ...]:
        return named_in(question.text, self._source.things(question.text))

    def _evidence(
        self, question: Question, names: Sequence[Named], passages: Sequence[Passage]
    ) -> Evidence:
        return gather_evidence(
            question_terms(question.text),
            passages,
            self._source,
            question.subjects,
            names,
            question_terms(asking_clause(question.text)),
            question.counted,
        )

    def _retrieve(self, question: Question, filters: Filters | None) -> list[Passage]:
        passages = self._source.search(question.text, PASSAGES, filters)
        if question.kind == "list":
            return self._with_whole_tables(passages)
        if question.kind != "comparison":
            return passages
        seen = {passage.chunk_id for passage in passages}
        for subject in question.subjects:
            for passage in self._source.search(subject, SIDE_PASSAGES, filters):
                if passage.chunk_id not in seen:
                    seen.add(passage.chunk_id)
                    passages.append(passage)
        return passages

    def _with_whole_tables(self, passages: list[Passage]) -> list[Passage]:
        """Add the parts of the best tables that the search left out: a list is asked for whole."""
        seen = {passage.chunk_id for passage in passages}
        best = [passage for passage in passages[:LISTED_PASSAGES] if passage.kind == "table"]
        parts = {part.chunk_id: part for table in best for part in self._source.parts_of(table)}
        return [*passages, *(part for key, part in parts.items() if key not in seen)]


def nearest_topics(passages: Sequence[Passage]) -> tuple[Topic, ...]:
    """Return the sections nearest to a question, one per heading."""
    topics: dict[tuple[str, ...], Topic] = {}
    for passage in passages:
        title = passage.heading_path[-1] if passage.heading_path else passage.title
        topics.setdefault(passage.heading_path, Topic(title, passage.heading_path, passage.path))
    return tuple(topics.values())[:NEAREST_TOPICS]
