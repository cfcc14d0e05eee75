"""Search by words: BM25 over stemmed terms (S. Robertson, H. Zaragoza, 2009), through bm25s.

Each field has an index of its own: a row's heading path, its text, and the whole document that the
row is a part of. A heading that contains the question's words says more than a sentence that does,
and of two like passages that one is meant whose page is about the question. All fields share one
vocabulary.
"""

from __future__ import annotations

import json
import math
import re
import threading
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import bm25s
import numpy as np
import Stemmer

from index.errors import IndexDamagedError
from index.ranking import BoolArray, FloatArray, Ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

STOPWORDS = frozenset(
    """
    a an and are as at be been being but by can could did do does for from had has have how i if in
    into is it its may me might my of on or our shall should so such that the their them then there
    these they this those to us was we were what when where which who whom whose why will with would
    you your
    """.split()  # noqa: SIM905  (a list of words reads better as text)
)
"""Words that carry no subject. Negations (no, not, without, only) and numbers are kept."""

_TOKEN = re.compile(r"[^\W_]+(?:[-._/:][^\W_]+)*")
_JOINT = re.compile(r"[-._/:]")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])s?|[A-Z]?[a-z]+|[A-Z]|\d+")
_SPELLINGS = (
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"(?<=\bca)n['’]t\b", re.IGNORECASE), "n not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"['’]\w+"), ""),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
)
"""Contracted negations are spelled out, endings such as 's dropped, and 16,384 is 16384."""
_local = threading.local()


def tokenize(text: str) -> list[str]:
    """Return the stemmed terms of a text, in order.

    Terms are lower-cased. A compound (`ml.m5.xlarge`, `x-www`, `s3:GetObject`, `CreateModel`) gives
    itself, whole and unstemmed, and then its parts. Stop words are dropped.
    """
    terms: list[str] = []
    plain: list[str] = []
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        parts = _JOINT.split(word)
        if len(parts) > 1:
            terms.append(word.lower())
        for part in parts:
            camel = _CAMEL.findall(part) if _is_identifier(part) else []
            if len(camel) > 1:
                terms.append(part.lower())
                plain.extend(piece.lower() for piece in camel if len(piece) > 1)
            else:
                plain.append(part.lower())
    stem = _stemmer().stemWords
    stemmed: list[str] = stem([word for word in plain if word not in STOPWORDS])
    return terms + stemmed


def _is_identifier(word: str) -> bool:
    """Tell CamelCase and mixed names from words and acronyms (`APIs` is an acronym)."""
    return word[1:].lower() != word[1:] and not word.removesuffix("s").isupper()


def _stemmer() -> Stemmer.Stemmer:
    """Return this thread's stemmer: a stemmer keeps state and must not be shared."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer


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
        self._row_starts: dict[str, NDArray[np.int64]] = {}

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
        number = self._numbers.get(term)
        holding = 0 if number is None else max(self._holding(field, number) for field in ROW_FIELDS)
        return math.log1p((len(self) - holding + 0.5) / (holding + 0.5))

    def _holding(self, field: str, number: int) -> int:
        starts = self._fields[field].scores["indptr"]
        return int(starts[number + 1] - starts[number])

    def row_counts(self, field: str, first_row: int, count: int) -> Iterator[dict[str, int]]:
        """Yield the term counts of consecutive rows of one field."""
        terms, counts, starts = self._forward(field)
        for row in range(first_row, first_row + count):
            span = slice(int(starts[row]), int(starts[row + 1]))
            yield {
                self._words[term]: int(times)
                for term, times in zip(terms[span].tolist(), counts[span].tolist(), strict=True)
            }

    def _forward(self, field: str) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int64]]:
        terms = np.load(self._folder / f"{field}.terms.npy", mmap_mode="r")
        counts = np.load(self._folder / f"{field}.counts.npy", mmap_mode="r")
        if field not in self._row_starts:
            lengths = np.load(self._folder / f"{field}.lengths.npy")
            self._row_starts[field] = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        return terms, counts, self._row_starts[field]
