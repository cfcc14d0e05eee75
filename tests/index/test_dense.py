from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense import HALF_PRECISION_ROWS, FaissVectors
from index.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

    from index.ranking import FloatArray

SIZES = {"fp32": 10, "fp16": HALF_PRECISION_ROWS}


def unit_rows(count: int, dimension: int = 8, seed: int = 0) -> FloatArray:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(params=SIZES)
def vectors(request: pytest.FixtureRequest) -> FaissVectors:
    store = FaissVectors.create(8, expected_rows=SIZES[request.param])
    store.add(unit_rows(20))
    return store


def test_the_nearest_row_is_itself(vectors: FaissVectors) -> None:
    found = vectors.search(unit_rows(20)[7], 3)
    assert found.rows[0] == 7
    assert found.scores[0] == pytest.approx(1.0, abs=1e-3)
    assert list(found.scores) == sorted(found.scores, reverse=True)


def test_more_than_there_are_gives_all_and_no_padding(vectors: FaissVectors) -> None:
    found = vectors.search(unit_rows(1, seed=5)[0], 50)
    assert sorted(found.rows.tolist()) == list(range(20))


def test_a_filter_admits_only_its_rows(vectors: FaissVectors) -> None:
    allowed = np.zeros(20, dtype=np.bool_)
    allowed[[3, 11]] = True
    found = vectors.search(unit_rows(20)[7], 10, allowed)
    assert sorted(found.rows.tolist()) == [3, 11]


def test_a_filter_that_admits_nothing_finds_nothing(vectors: FaissVectors) -> None:
    assert len(vectors.search(unit_rows(1)[0], 10, np.zeros(20, dtype=np.bool_))) == 0


def test_an_empty_store_finds_nothing() -> None:
    assert len(FaissVectors.create(8, 0).search(unit_rows(1)[0], 10)) == 0


def test_saved_vectors_are_mapped_and_search_alike(vectors: FaissVectors, tmp_path: Path) -> None:
    vectors.save(tmp_path / "v.faiss")
    opened = FaissVectors.open(tmp_path / "v.faiss")
    question = unit_rows(1, seed=9)[0]
    assert opened.search(question, 5).rows.tolist() == vectors.search(question, 5).rows.tolist()
    np.testing.assert_array_equal(opened.vectors(4, 6), vectors.vectors(4, 6))
    np.testing.assert_allclose(opened.vectors(0, 20), unit_rows(20), atol=1e-3)


def test_vectors_by_row_come_in_the_order_asked(vectors: FaissVectors) -> None:
    rows = vectors.vectors_at(np.array([9, 2], dtype=np.int64))
    np.testing.assert_allclose(rows, unit_rows(20)[[9, 2]], atol=1e-3)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v.faiss").write_bytes(b"not an index at all, but long enough to look at")
    with pytest.raises(IndexDamagedError, match=r"v\.faiss.*make ingest"):
        FaissVectors.open(tmp_path / "v.faiss")


def test_vectors_of_another_length_are_refused(vectors: FaissVectors) -> None:
    with pytest.raises(ValueError, match=r"\(n, 8\)"):
        vectors.add(unit_rows(2, dimension=5))


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(1, 40),
    top_k=st.integers(1, 60),
    seed=st.integers(0, 99),
    share=st.floats(0, 1),
)
def test_search_agrees_with_brute_force(count: int, top_k: int, seed: int, share: float) -> None:
    rows = unit_rows(count, seed=seed)
    question = unit_rows(1, seed=seed + 100)[0]
    allowed = np.random.default_rng(seed).random(count) < share
    store = FaissVectors.create(8, count)
    store.add(rows)
    found = store.search(question, top_k, allowed)
    expected = [row for row in np.argsort(-(rows @ question)) if allowed[row]][:top_k]
    assert found.rows.tolist() == expected
