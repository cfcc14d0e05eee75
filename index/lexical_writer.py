"""Write the word index: count the terms of each row, then score them all at once."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from typing import TYPE_CHECKING

import bm25s
import numpy as np

from index.lexical import DOCUMENT_OF_ROW, FIELDS, ROW_FIELDS, LexicalIndex, Saturation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class Postings:
    """Term counts of one field, row by row, as three flat arrays that grow."""

    def __init__(self) -> None:
        self.terms = array("i")
        self.counts = array("H")
        self.lengths = array("I")
        """Number of distinct terms per row."""

    def add(self, counts: Counter[int]) -> None:
        """Append one row."""
        self.terms.extend(counts.keys())
        self.counts.extend(min(count, 65_535) for count in counts.values())
        self.lengths.append(len(counts))


class LexicalWriter:
    """Collects the terms of documents in order and writes the index of all fields."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._fields = {field: Postings() for field in FIELDS}
        self._rows_of_documents = array("I")

    def add_document(self, rows: Iterable[tuple[Iterable[str], Iterable[str]]]) -> None:
        """Append a document's rows: the terms of each heading path and of each text."""
        self._append([(self._numbered(heading), self._numbered(body)) for heading, body in rows])

    def carry_over(self, previous: LexicalIndex, first_row: int, count: int) -> None:
        """Append the rows of a document of an earlier index without tokenising its text again."""
        fields = (previous.row_counts(field, first_row, count) for field in ROW_FIELDS)
        self._append(
            [(self._renumbered(h), self._renumbered(b)) for h, b in zip(*fields, strict=True)]
        )

    def _append(self, rows: Sequence[tuple[Counter[int], Counter[int]]]) -> None:
        whole: Counter[int] = Counter()
        for heading, body in rows:
            self._fields["heading"].add(heading)
            self._fields["body"].add(body)
            whole.update(body)
        self._fields["document"].add(whole)
        self._rows_of_documents.append(len(rows))

    def _numbered(self, terms: Iterable[str]) -> Counter[int]:
        return Counter(self._number(term) for term in terms)

    def _renumbered(self, counts: dict[str, int]) -> Counter[int]:
        return Counter({self._number(term): times for term, times in counts.items()})

    def save(self, folder: Path) -> None:
        """Write the index into an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        words = list(self._vocabulary)
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        rows = np.frombuffer(self._rows_of_documents, dtype=np.uint32)
        np.save(folder / DOCUMENT_OF_ROW, np.repeat(np.arange(len(rows), dtype=np.int32), rows))
        for field, postings in self._fields.items():
            terms = np.frombuffer(postings.terms, dtype=np.int32)
            counts = np.frombuffer(postings.counts, dtype=np.uint16)
            lengths = np.frombuffer(postings.lengths, dtype=np.uint32)
            if field != "document":
                np.save(folder / f"{field}.terms.npy", terms)
                np.save(folder / f"{field}.counts.npy", counts)
                np.save(folder / f"{field}.lengths.npy", lengths)
            bm25 = bm25_of(terms, counts, lengths, self._vocabulary, FIELDS[field])
            bm25.save(folder / field, show_progress=False)

    def _number(self, term: str) -> int:
        return self._vocabulary.setdefault(term, len(self._vocabulary))


def bm25_of(
    terms: NDArray[np.int32],
    counts: NDArray[np.uint16],
    lengths: NDArray[np.uint32],
    vocabulary: dict[str, int],
    saturation: Saturation,
) -> bm25s.BM25:
    """Return the bm25s index of rows given as term counts, as `bm25s.BM25.index` would build it.

    Whole-array arithmetic instead of a Python loop over rows: a hundred thousand rows take seconds.
    Row `i` has `lengths[i]` consecutive entries of `terms` and `counts`.
    """
    k1, b = saturation.k1, saturation.b
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    frequencies = counts.astype(np.float32)
    row_words = np.bincount(rows, weights=frequencies, minlength=len(lengths))
    mean_words = row_words.mean() if len(lengths) else 0.0
    holding = np.bincount(terms, minlength=len(vocabulary)).astype(np.float64)
    idf = np.log(1.0 + (len(lengths) - holding + 0.5) / (holding + 0.5))
    damping = k1 * (1.0 - b + b * row_words / mean_words) if mean_words else row_words
    scores = idf[terms] * frequencies / (frequencies + damping[rows])
    order = np.argsort(terms, kind="stable")
    bm25 = bm25s.BM25(k1=k1, b=b, method="lucene")
    bm25.nonoccurrence_array = None
    bm25.scores = {
        "data": scores[order].astype(np.float32),
        "indices": rows[order],
        "indptr": np.concatenate(([0], np.cumsum(holding))).astype(np.int64),
        "num_docs": len(lengths),
    }
    bm25.vocab_dict = vocabulary
    return bm25
