"""Store the questions of a bank beside the passages that decide them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING

import numpy as np

from index.asked import (
    ASKED,
    ASKED_VECTORS,
    REFUTATION_SHARE,
    AskedQuestion,
    Link,
    one_line,
)
from index.sentence_vectors import quantise
from index.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.asked import AskedIndex
    from index.embedder import Embedder


class PassageTexts:
    """The passages of one collection, by their words, so that a quote is found without reading
    all."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._texts = {row: one_line(text) for row, text in texts}
        self._rows_of_word: dict[str, set[int]] = defaultdict(set)
        for row, text in self._texts.items():
            for word in text.split():
                self._rows_of_word[word].add(row)

    def holding(self, quote: str) -> set[int]:
        """Return the rows that hold a quote, white space apart."""
        wanted = one_line(quote)
        if not wanted:
            return set()
        # The outer words may be cut from longer ones, such as a word before its comma.
        inner = [self._rows_of_word.get(word, set()) for word in wanted.split()[1:-1]]
        rows = set.intersection(*inner) if inner else set(self._texts)
        return {row for row in rows if wanted in self._texts[row]}


def links_of(
    questions: Sequence[AskedQuestion], texts: dict[str, Iterable[tuple[int, str]]]
) -> list[Link]:
    """Return which passages decide which questions.

    Args:
        questions: as they will be numbered.
        texts: row and text of every passage, by collection.
    """
    passages = {collection: PassageTexts(rows) for collection, rows in texts.items()}
    shares: dict[tuple[int, int], float] = {}
    for number, question in enumerate(questions):
        held = passages[question.collection]
        for quotes, share in ((question.refutations, REFUTATION_SHARE), (question.proofs, 1.0)):
            for quote in quotes:
                shares |= dict.fromkeys(((row, number) for row in held.holding(quote)), share)
    return sorted(Link(row, number, share) for (row, number), share in shares.items())


def vectors_of(
    questions: Sequence[AskedQuestion], embedder: Embedder, before: AskedIndex | None
) -> NDArray[np.int8]:
    """Return `(questions, d)`; a text that an earlier index holds is not embedded again."""
    known = dict(before.known_vectors()) if before else {}
    new = list(dict.fromkeys(one.text for one in questions if one.text not in known))
    if new:
        embedded = embedder.embed_passages(new, [()] * len(new)).passages
        known |= dict(zip(new, quantise(embedded), strict=True))
    if not questions:
        return np.zeros((0, embedder.dimension), dtype=np.int8)
    return np.stack([known[one.text] for one in questions])


def write_asked(
    folder: Path,
    questions: Sequence[AskedQuestion],
    links: Sequence[Link],
    vectors: NDArray[np.int8],
) -> None:
    """Write both files into the folder of a snapshot."""
    record = {
        "questions": [asdict(one) for one in questions],
        "links": [astuple(link) for link in links],
        "terms": [sorted(terms_of(one.text)) for one in questions],
    }
    (folder / ASKED).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    (folder / ASKED_VECTORS).write_bytes(vectors.tobytes())
