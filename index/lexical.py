"""Search by words: BM25 over stemmed terms (S. Robertson, H. Zaragoza, 2009), through bm25s.

Each field has an index of its own: a row's heading path, its text, and the whole document that the
row is a part of. A heading that contains the question's words says more than a sentence that does,
and of two like passages that one is meant whose page is about the question. All fields share one
vocabulary.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import bm25s
import numpy as np

from index.errors import IndexDamagedError
from index.ranking import BoolArray, FloatArray, Ranking
from index.terms import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["FIELDS", "FieldWeights", "LexicalIndex", "Saturation", "tokenize"]


@dataclass(frozen=True, slots=True)
class Saturation:
    """The two constants of BM25."""

    k1: float
    """How soon a further occurrence of a term stops to count."""
    b: float
    """How much a row longer than the others is held back: 0 not at all, 1 in full."""


FIELDS = {
    "heading": Saturation(k1=1.2, b=0.75),
    "body": Saturation(k1=0.9, b=0.4),
    "document": Saturation(k1=1.2, b=0.75),
}
"""Rows of text are cut to one size, so that their length says little; pages differ in length."""


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """What the fields count beside the row's own text, which counts 1."""

    heading: float = 0.0
    document: float = 0.0


TEXT_ONLY = FieldWeights()
ROW_FIELDS = ("heading", "body")


DOCUMENT_OF_ROW = "document_of_row.npy"


@dataclass(frozen=True, slots=True)
class RowTerms:
    """How often which terms occur in consecutive rows of one field."""

    terms: NDArray[np.int32]
    """`(n,)` term numbers, row after row, each once per row."""
    counts: NDArray[np.uint16]
    """`(n,)` occurrences of each."""
    lengths: NDArray[np.uint32]
    """`(rows,)` distinct terms of each row."""


@dataclass(frozen=True, slots=True)
class ForwardField:
    """The terms of all rows of one field, mapped into memory; a later index carries them over."""

    all_rows: RowTerms
    starts: NDArray[np.int64]
    """`(rows + 1,)` where the terms of each row begin."""

    @classmethod
    def open(cls, folder: Path, field: str) -> Self:
        """Map the three files of a field."""
        terms, counts = (np.load(folder / f"{field}.{n}.npy", "r") for n in ("terms", "counts"))
        lengths = np.load(folder / f"{field}.lengths.npy")
        starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        return cls(RowTerms(terms, counts, lengths), starts)

    def rows(self, first_row: int, count: int) -> RowTerms:
        """Return the terms of consecutive rows."""
        span = slice(int(self.starts[first_row]), int(self.starts[first_row + count]))
        whole = self.all_rows
        lengths = whole.lengths[first_row : first_row + count]
        return RowTerms(whole.terms[span], whole.counts[span], lengths)


class LexicalIndex:
    """BM25 over all fields, mapped into memory."""

    def __init__(
        self,
        folder: Path,
        words: Sequence[str],
        fields: dict[str, bm25s.BM25],
        document_of_row: NDArray[np.int32],
    ) -> None:
        self._folder = folder
        self._words = words
        self._numbers = {word: number for number, word in enumerate(words)}
        self._fields = fields
        self._document_of_row = document_of_row
        self._forward: dict[str, ForwardField] = {}
        self._idf: dict[str, float] = {}
        """Of the terms asked for so far: an answer asks thousands of times for some dozens."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map a saved index. Raises IndexDamagedError when a part is missing or unreadable."""
        try:
            words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
            fields = {
                field: bm25s.BM25.load(folder / field, mmap=True, load_vocab=False)
                for field in FIELDS
            }
            document_of_row = np.load(folder / DOCUMENT_OF_ROW)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(
                f"the word index in {folder} is unreadable ({error})",
                "Run `make ingest` to build the index again.",
            ) from error
        return cls(folder, words, fields, document_of_row)

    def __len__(self) -> int:
        return int(self._fields["body"].scores["num_docs"])

    def search(
        self,
        terms: Sequence[str],
        top_k: int,
        allowed: BoolArray | None = None,
        weights: FieldWeights = TEXT_ONLY,
        alias_terms: Sequence[str] = (),
        alias_weight: float = 1.0,
    ) -> Ranking:
        """Return at most `top_k` allowed rows that share a term, by BM25 of all fields.

        `alias_terms` are those of other names of what the question names; they count less.
        """
        scores = self.scores(terms, weights)
        if alias_terms and alias_weight:
            scores += np.float32(alias_weight) * self.scores(alias_terms, weights)
        if allowed is not None:
            scores = np.where(allowed, scores, np.float32(0.0))
        return Ranking.best(scores, top_k, floor=0.0)

    def scores(self, terms: Sequence[str], weights: FieldWeights = TEXT_ONLY) -> FloatArray:
        """Return the `(rows,)` float32 score of every row.

        A row scores 0 when no term occurs in its text, nor in its headings where these count.
        """
        known = [self._numbers[term] for term in terms if term in self._numbers]
        if not known:
            return np.zeros(len(self), dtype=np.float32)
        total: FloatArray = self._fields["body"].get_scores_from_ids(known)
        if weights.heading:
            heading = self._fields["heading"].get_scores_from_ids(known)
            total += np.float32(weights.heading) * heading
        if weights.document:
            of_documents = self._fields["document"].get_scores_from_ids(known)
            found = total > 0
            of_rows = of_documents[self._document_of_row[found]]
            total[found] += np.float32(weights.document) * of_rows
        return total

    def idf(self, term: str) -> float:
        """Return ln(1 + (N - n + 0.5) / (n + 0.5)) of a stemmed term: n of the N rows hold it.

        A row holds a term when its text or its heading path does; a term of both kinds counts by
        the field that holds it more often. An unknown term gets the highest value.
        """
        known = self._idf.get(term)
        if known is None:
            holding = self.rows_holding(term)
            known = math.log1p((len(self) - holding + 0.5) / (holding + 0.5))
            if holding:
                self._idf[term] = known
        return known

    def rows_holding(self, term: str) -> int:
        """Return how many rows hold a stemmed term, in the field that holds it more often."""
        number = self._numbers.get(term)
        return 0 if number is None else max(self._holding(field, number) for field in ROW_FIELDS)

    def _holding(self, field: str, number: int) -> int:
        starts = self._fields[field].scores["indptr"]
        return int(starts[number + 1] - starts[number])

    @property
    def words(self) -> Sequence[str]:
        """All terms; a term's position is its number."""
        return self._words

    def row_terms(self, field: str, first_row: int, count: int) -> RowTerms:
        """Return the term counts of consecutive rows of the field `heading` or `body`."""
        if field not in self._forward:
            self._forward[field] = ForwardField.open(self._folder, field)
        return self._forward[field].rows(first_row, count)
