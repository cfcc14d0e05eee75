"""Find passages by the questions that are asked of them.

A passage seldom says in which words it will be asked for: a told case shares few of them with the
sentence that decides it. Where questions lie beside the documents whose answer stands in a passage
(a bank's stems, or what people ask in their own words), the passage is also found by what resembles
those questions. That is doc2query (R. Nogueira et al., "Document Expansion by Query Prediction",
2019) with written questions in place of predicted ones. Their text serves to find alone: it is no
part of a passage, so that nothing of it is cited. Without questions nothing is stored, and the
search is the same as before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from index.errors import IndexDamagedError
from index.ranking import BoolArray, FloatArray, Ranking
from index.rerank import covered_share
from index.sentence_vectors import unit_rows
from index.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ASKED = "asked.json"
ASKED_VECTORS = "asked.i8"
REFUTATION_SHARE = 0.9
"""What a passage that only refutes a wrong option counts beside one that proves the key."""
SECOND_SHARE = 0.6
"""What the second likest question of a passage counts beside the likest: where two of them meet
what is asked, it is less by chance."""
NEAR = 0.5
"""Cosine from which a question is offered to somebody who asked another."""
OFFERED_WORDS = 16
"""Longest question that is offered; a told case would fill the screen."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that lies beside documents, and the pieces of them that decide it."""

    collection: str
    """Whose documents it is asked of."""
    text: str
    proofs: tuple[str, ...] = ()
    """Verbatim pieces of passages that prove the key, or answer."""
    refutations: tuple[str, ...] = ()
    """Verbatim pieces of passages that refute a wrong option."""
    plain: bool = False
    """Whether it is what people ask in their own words, which may be shown; the stem of an item
    would give the item away."""

    @property
    def may_be_offered(self) -> bool:
        """Whether it reads well as the next question: short, and written out as one."""
        is_sentence = self.text.endswith("?") and not self.text[0].islower()
        return self.plain and is_sentence and len(self.text.split()) <= OFFERED_WORDS

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read what `dataclasses.asdict` wrote."""
        return cls(
            str(record["collection"]),
            str(record["text"]),
            tuple(record["proofs"]),
            tuple(record["refutations"]),
            bool(record.get("plain")),
        )


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A passage that decides a question."""

    row: int
    question: int
    share: float
    """1 where the passage proves the key, `REFUTATION_SHARE` where it only refutes."""


def one_line(text: str) -> str:
    """Return a text with its white space as single blanks, as quotes are compared."""
    return " ".join(text.split())


class AskedIndex:
    """The questions of a snapshot with their vectors and the rows of the passages they lead to."""

    def __init__(
        self,
        questions: Sequence[AskedQuestion] = (),
        links: Sequence[Link] = (),
        vectors: NDArray[np.int8] | None = None,
        terms: Sequence[frozenset[str]] | None = None,
    ) -> None:
        """Order links by passage. `vectors` is `(len(questions), d)`; `terms` are those of each
        question where they are known."""
        self.questions = tuple(questions)
        self.vectors = np.zeros((0, 0), dtype=np.int8) if vectors is None else vectors
        self._terms_of = dict(enumerate(terms or ()))
        ordered = sorted(links)
        self._links: dict[int, list[Link]] = {}
        for link in ordered:
            self._links.setdefault(link.row, []).append(link)
        self._question_of_link = np.array([link.question for link in ordered], dtype=np.int64)
        self._share_of_link = np.array([link.share for link in ordered], dtype=np.float32)
        rows = np.array([link.row for link in ordered], dtype=np.int64)
        self._rows, self._first_link = np.unique(rows, return_index=True)

    @classmethod
    def open(cls, folder: Path, dimension: int) -> Self:
        """Read the questions of a snapshot. Raises IndexDamagedError for files of another form."""
        try:
            record = json.loads((folder / ASKED).read_text(encoding="utf-8"))
            questions = [AskedQuestion.from_record(one) for one in record["questions"]]
            links = [Link(*one) for one in record["links"]]
            data = np.frombuffer((folder / ASKED_VECTORS).read_bytes(), dtype=np.int8)
            terms = [frozenset(one) for one in record.get("terms", ())]
            return cls(questions, links, data.reshape(len(questions), dimension), terms)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(
                f"the questions in {folder} are unreadable ({error})",
                "Run `make ingest` to build the index again.",
            ) from error

    def __len__(self) -> int:
        return len(self.questions)

    def known_vectors(self) -> Iterator[tuple[str, NDArray[np.int8]]]:
        """Yield each question's text with its vector, for an index that carries it over."""
        return zip((one.text for one in self.questions), self.vectors, strict=True)

    def likeness(self, query: FloatArray) -> FloatArray:
        """Return `(questions,)` cosine similarities to a `(d,)` unit vector."""
        return np.asarray(self._unit_rows @ query, dtype=np.float32)

    @cached_property
    def _unit_rows(self) -> FloatArray:
        """The vectors as floats, `(questions, d)`: all are compared at every search."""
        return unit_rows(self.vectors)

    def search(self, likeness: FloatArray, top_k: int, allowed: BoolArray | None = None) -> Ranking:
        """Return at most `top_k` allowed rows by the likest question that each decides."""
        if len(self._rows) == 0:
            return Ranking.empty()
        of_links = likeness[self._question_of_link] * self._share_of_link
        scores = np.maximum.reduceat(of_links, self._first_link)
        if allowed is not None:
            scores = np.where(allowed[self._rows], scores, np.float32(0.0))
        best = Ranking.best(scores, top_k, floor=0.0)
        return Ranking(self._rows[best.rows], best.scores)

    def score(self, row: int, likeness: FloatArray, asked: Mapping[str, float]) -> float:
        """Return how like what is asked the two likest questions of a passage are; 0 without one.

        Of each, likeness and covered share of the idf are summed.

        Args:
            row: of the passage.
            likeness: see `likeness`.
            asked: the idf of each stemmed term of what is asked now.
        """
        links = self._links.get(row, ())
        scores = nlargest(
            2, (link.share * self._like(link.question, likeness, asked) for link in links)
        )
        return sum(scores[:1]) + SECOND_SHARE * sum(scores[1:])

    def sentence_scores(
        self, row: int, sentences: Sequence[str], likeness: FloatArray, asked: Mapping[str, float]
    ) -> tuple[float, ...]:
        """Return for each sentence of a passage the sum of the likest question that it answers.

        Empty when no question is asked of the passage. The other arguments are those of `score`.
        """
        links = self._links.get(row, ())
        lines = [one_line(sentence) for sentence in sentences] if links else []
        scores = [0.0] * len(lines)
        for link in links:
            proofs = self.questions[link.question].proofs
            like = self._like(link.question, likeness, asked)
            for number, line in enumerate(lines):
                if like > scores[number] and any(p in line or line in p for p in proofs):
                    scores[number] = like
        return tuple(scores)

    def nearest_offer(self, row: int, likeness: FloatArray) -> str:
        """Return the likest question to offer that a passage answers, or \"\" if none is near."""
        numbers = [one.question for one in self._links.get(row, ())]
        offers = [
            number
            for number in numbers
            if likeness[number] >= NEAR and self.questions[number].may_be_offered
        ]
        return self.questions[max(offers, key=likeness.__getitem__)].text if offers else ""

    def _like(self, question: int, likeness: FloatArray, asked: Mapping[str, float]) -> float:
        return float(likeness[question]) + covered_share(self._terms(question), asked)

    def _terms(self, question: int) -> frozenset[str]:
        """Return the terms of a question; there are too many for `terms_of` to remember."""
        if question not in self._terms_of:
            self._terms_of[question] = terms_of(self.questions[question].text)
        return self._terms_of[question]
