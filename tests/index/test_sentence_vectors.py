from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.sentence_vectors import SentenceVectors, quantise
from tests.index.test_dense import unit_rows

if TYPE_CHECKING:
    from pathlib import Path


def test_scores_are_cosines_of_the_rows_asked(tmp_path: Path) -> None:
    rows = unit_rows(12, dimension=384)
    (tmp_path / "s.i8").write_bytes(quantise(rows).tobytes())
    stored = SentenceVectors.open(tmp_path / "s.i8", 384)
    question = unit_rows(1, dimension=384, seed=3)[0]
    assert len(stored) == 12
    np.testing.assert_allclose(stored.scores(question, 4, 5), rows[4:9] @ question, atol=0.01)


def test_a_sentence_beyond_the_window_scores_zero(tmp_path: Path) -> None:
    (tmp_path / "s.i8").write_bytes(bytes(8))
    stored = SentenceVectors.open(tmp_path / "s.i8", 8)
    assert stored.scores(unit_rows(1)[0], 0, 1).tolist() == [0.0]


def test_one_and_minus_one_are_the_ends_of_a_byte() -> None:
    assert quantise(np.array([[1.0, -1.0, 0.0]], dtype=np.float32)).tolist() == [[127, -127, 0]]


def test_no_sentences_open_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "s.i8").write_bytes(b"")
    assert len(SentenceVectors.open(tmp_path / "s.i8", 8)) == 0


def test_a_broken_row_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.i8").write_bytes(b"12345")
    with pytest.raises(IndexDamagedError, match=r"s\.i8"):
        SentenceVectors.open(tmp_path / "s.i8", 8)


def test_the_best_of_each_range(tmp_path: Path) -> None:
    rows = unit_rows(9, dimension=384)
    (tmp_path / "s.i8").write_bytes(quantise(rows).tobytes())
    stored = SentenceVectors.open(tmp_path / "s.i8", 384)
    question = unit_rows(1, dimension=384, seed=3)[0]
    firsts, ends = np.array([6, 2, 0]), np.array([9, 2, 4])
    expected = [(rows[6:9] @ question).max(), 0.0, (rows[0:4] @ question).max()]
    np.testing.assert_allclose(stored.best(question, firsts, ends), expected, atol=0.01)
    assert stored.best(question, firsts[:0], ends[:0]).tolist() == []
