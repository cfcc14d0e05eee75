"""Write the word index: count the terms of each row, then score them all at once."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from typing import TYPE_CHECKING

import bm25s
import numpy as np

from index.lexical import (
    DOCUMENT_OF_ROW,
    FIELDS,
    ROW_FIELDS,
    LexicalIndex,
    RowTerms,
    Saturation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray


LARGEST_COUNT = 65_535
"""Counts are kept in two bytes; BM25 tells no difference beyond a hundred."""


class Postings:
    """Term counts of one field, row by row, as three flat arrays that grow."""

    def __init__(self) -> None:
        self._terms = array("i")
        self._counts = array("H")
        self._lengths = array("I")

    def add(self, counts: Counter[int]) -> None:
        """Append one row."""
        self._terms.extend(counts.keys())
        self._counts.extend(min(count, LARGEST_COUNT) for count in counts.values())
        self._lengths.append(len(counts))

    def extend(self, rows: RowTerms) -> None:
        """Append rows."""
        self._terms.frombytes(rows.terms.tobytes())
        self._counts.frombytes(rows.counts.tobytes())
        self._lengths.frombytes(rows.lengths.tobytes())

    def rows(self) -> RowTerms:
        """Return all rows; nothing can be appended while they are in use."""
        return RowTerms(
            np.frombuffer(self._terms, dtype=np.int32),
            np.frombuffer(self._counts, dtype=np.uint16),
            np.frombuffer(self._lengths, dtype=np.uint32),
        )


class LexicalWriter:
    """Collects the terms of documents in order and writes the index of all fields."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._fields = {field: Postings() for field in ROW_FIELDS}
        self._rows_of_documents = array("I")
        self._previous: LexicalIndex | None = None
        self._numbers_here: NDArray[np.int32] = np.empty(0, dtype=np.int32)

    def add_document(self, rows: Iterable[tuple[Iterable[str], Iterable[str]]]) -> None:
        """Append a document's rows: the terms of each heading path and of each text."""
        count = 0
        for heading, body in rows:
            self._fields["heading"].add(Counter(self._number(term) for term in heading))
            self._fields["body"].add(Counter(self._number(term) for term in body))
            count += 1
        self._rows_of_documents.append(count)

    def carry_over(self, previous: LexicalIndex, first_row: int, count: int) -> None:
        """Append the rows of a document of an earlier index without tokenising its text again."""
        if previous is not self._previous:
            self._previous = previous
            self._numbers_here = np.array([self._number(w) for w in previous.words], dtype=np.int32)
        for field, postings in self._fields.items():
            rows = previous.row_terms(field, first_row, count)
            postings.extend(RowTerms(self._numbers_here[rows.terms], rows.counts, rows.lengths))
        self._rows_of_documents.append(count)

    def save(self, folder: Path) -> None:
        """Write the index into an empty folder. Words that no row holds any more are left out."""
        folder.mkdir(parents=True, exist_ok=True)
        fields = {field: postings.rows() for field, postings in self._fields.items()}
        used = np.zeros(len(self._vocabulary), dtype=np.bool_)
        for rows in fields.values():
            used[rows.terms] = True
        numbers = (np.cumsum(used) - 1).astype(np.int32)
        words = [word for word, number in self._vocabulary.items() if used[number]]
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        documents = np.frombuffer(self._rows_of_documents, dtype=np.uint32)
        document_of_row = np.repeat(np.arange(len(documents), dtype=np.int32), documents)
        np.save(folder / DOCUMENT_OF_ROW, document_of_row)
        for field, rows in fields.items():
            fields[field] = RowTerms(numbers[rows.terms], rows.counts, rows.lengths)
            np.save(folder / f"{field}.terms.npy", fields[field].terms)
            np.save(folder / f"{field}.counts.npy", rows.counts)
            np.save(folder / f"{field}.lengths.npy", rows.lengths)
        fields["document"] = merged(fields["body"], document_of_row, len(documents))
        vocabulary = {word: number for number, word in enumerate(words)}
        for field, rows in fields.items():
            bm25_of(rows, vocabulary, FIELDS[field]).save(folder / field, show_progress=False)

    def _number(self, term: str) -> int:
        return self._vocabulary.setdefault(term, len(self._vocabulary))


def merged(rows: RowTerms, group_of_row: NDArray[np.int32], groups: int) -> RowTerms:
    """Return the term counts of groups of consecutive rows as one row each."""
    if len(rows.terms) == 0:
        return RowTerms(rows.terms, rows.counts, np.zeros(groups, dtype=np.uint32))
    words = int(rows.terms.max()) + 1
    groups_of_terms = np.repeat(group_of_row, rows.lengths).astype(np.int64)
    keys, inverse = np.unique(groups_of_terms * words + rows.terms, return_inverse=True)
    counts = np.bincount(inverse, weights=rows.counts)
    return RowTerms(
        (keys % words).astype(np.int32),
        np.minimum(counts, LARGEST_COUNT).astype(np.uint16),
        np.bincount(keys // words, minlength=groups).astype(np.uint32),
    )


def bm25_of(rows: RowTerms, vocabulary: dict[str, int], saturation: Saturation) -> bm25s.BM25:
    """Return the bm25s index of rows given as term counts, as `bm25s.BM25.index` would build it.

    Whole-array arithmetic instead of a Python loop over rows: a hundred thousand rows take seconds.
    """
    terms, counts, lengths = rows.terms, rows.counts, rows.lengths
    k1, b = saturation.k1, saturation.b
    row_of_term = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    frequencies = counts.astype(np.float32)
    row_words = np.bincount(row_of_term, weights=frequencies, minlength=len(lengths))
    mean_words = row_words.mean() if len(lengths) else 0.0
    holding = np.bincount(terms, minlength=len(vocabulary)).astype(np.float64)
    idf = np.log(1.0 + (len(lengths) - holding + 0.5) / (holding + 0.5))
    damping = k1 * (1.0 - b + b * row_words / mean_words) if mean_words else row_words
    scores = idf[terms] * frequencies / (frequencies + damping[row_of_term])
    order = np.argsort(terms, kind="stable")
    bm25 = bm25s.BM25(k1=k1, b=b, method="lucene")
    bm25.nonoccurrence_array = None
    bm25.scores = {
        "data": scores[order].astype(np.float32),
        "indices": row_of_term[order],
        "indptr": np.concatenate(([0], np.cumsum(holding))).astype(np.int64),
        "num_docs": len(lengths),
    }
    bm25.vocab_dict = vocabulary
    return bm25
