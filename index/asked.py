"""Find passages by the questions that are asked of them.

A passage seldom says in which words it will be asked for: a told case shares few of them with the
sentence that decides it. Where a bank holds questions whose proof stands in a passage, the passage
is also found by what resembles those questions. That is doc2query (R. Nogueira et al., "Document
Expansion by Query Prediction", 2019) with questions that people wrote. Their text serves to find
alone: it is no part of a passage, so that nothing of it is shown or cited. Without a bank nothing
is stored, and the search is the same as before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from index.errors import IndexDamagedError
from index.ranking import BoolArray, FloatArray, Ranking
from index.rerank import covered_share
from index.sentence_vectors import cosines
from index.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ASKED = "asked.json"
ASKED_VECTORS = "asked.i8"
REFUTATION_SHARE = 0.9
"""What a passage that only refutes a wrong option counts beside one that proves the key."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a bank, and the pieces of documents that decide it."""

    collection: str
    """Whose documents it is asked of."""
    text: str
    proofs: tuple[str, ...] = ()
    """Verbatim pieces of passages that prove the key."""
    refutations: tuple[str, ...] = ()
    """Verbatim pieces of passages that refute a wrong option."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read what `dataclasses.asdict` wrote."""
        return cls(
            str(record["collection"]),
            str(record["text"]),
            tuple(record["proofs"]),
            tuple(record["refutations"]),
        )


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A passage that decides a question."""

    row: int
    question: int
    share: float
    """1 where the passage proves the key, `REFUTATION_SHARE` where it only refutes."""


class AskedIndex:
    """The questions of a snapshot with their vectors and the rows of the passages they lead to."""

    def __init__(
        self,
        questions: Sequence[AskedQuestion] = (),
        links: Sequence[Link] = (),
        vectors: NDArray[np.int8] | None = None,
    ) -> None:
        """Order links by passage. `vectors` is `(len(questions), d)`."""
        self.questions = tuple(questions)
        self.vectors = np.zeros((0, 0), dtype=np.int8) if vectors is None else vectors
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
            return cls(questions, links, data.reshape(len(questions), dimension))
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
        return cosines(self.vectors, query)

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
        """Return the highest sum of likeness and covered share of the idf; 0 without a link.

        `asked` is the idf of each stemmed term of what is asked now.
        """
        return max(
            (
                link.share
                * (
                    float(likeness[link.question])
                    + covered_share(terms_of(self.questions[link.question].text), asked)
                )
                for link in self._links.get(row, ())
            ),
            default=0.0,
        )
