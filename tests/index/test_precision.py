from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.embedder import _wanted_precision
from index.errors import UsageError
from index.precision import at_precision, fastest_precision, ranks_alike
from tests.index.test_dense import unit_rows

if TYPE_CHECKING:
    from index.embedder import SentenceTransformerEmbedder

TEXTS = [
    f"Topic {n}\nThe service number {n} stores {n * 7} records per second in its {word} shard. "
    f"Choose it when {word} data arrives late."
    for n, word in enumerate(["hot", "cold", "streaming", "tabular", "image", "text"] * 3)
]


def test_equal_vectors_rank_alike() -> None:
    rows = unit_rows(30, dimension=64)
    assert ranks_alike(rows, rows)


def test_vectors_that_turned_away_do_not() -> None:
    rows = unit_rows(30, dimension=64)
    assert not ranks_alike(rows, unit_rows(30, dimension=64, seed=1))
    assert not ranks_alike(rows, np.full_like(rows, np.nan))


@pytest.mark.parametrize("precision", ["bf16", "int8"])
def test_faster_arithmetic_ranks_alike(model: SentenceTransformerEmbedder, precision: str) -> None:
    encoder = model._encoder
    tokens = encoder.tokenise(TEXTS)
    reference = encoder.encode(tokens, [()] * len(tokens)).passages
    other = at_precision(encoder, precision)  # type: ignore[arg-type]
    found = other.encode(tokens, [()] * len(tokens)).passages
    assert ranks_alike(reference, found)
    assert not np.array_equal(reference, found)
    again = encoder.encode(tokens, [()] * len(tokens)).passages
    np.testing.assert_array_equal(reference, again)


def test_an_arithmetic_is_chosen_by_measuring(model: SentenceTransformerEmbedder) -> None:
    tokens = model._encoder.tokenise(TEXTS)
    precision, encoder = fastest_precision(model._encoder, tokens)
    assert precision in ("fp32", "bf16", "int8")
    assert (encoder is model._encoder) == (precision == "fp32")


def test_environment_chooses_the_arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWORK_PRECISION", "bf16")
    assert _wanted_precision() == "bf16"
    monkeypatch.setenv("GROUNDWORK_PRECISION", "")
    assert _wanted_precision() == "auto"
    monkeypatch.setenv("GROUNDWORK_PRECISION", "fp8")
    with pytest.raises(UsageError, match=r"'fp8'. Choose from: auto, fp32, bf16, int8"):
        _wanted_precision()
