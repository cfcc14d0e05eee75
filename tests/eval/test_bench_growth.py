"""Growth and the share of the limit on a tiny index: that they measure, and the arithmetic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.retrieval import IndexPassageSource
from eval.bench_growth import bench_growth
from eval.bench_matmul import EncoderShape, bench_matmul, matmul_flops, token_counts
from eval.bench_report import bench_lines
from eval.cli import main
from eval.html_report.bench_page import bench_html
from index.embedding_model import EmbeddingModel
from index.errors import UsageError

if TYPE_CHECKING:
    from index.retriever import Retriever

TINY = EncoderShape(hidden=2, inner=8, layers=3, window=4)


@pytest.fixture
def retriever(tiny_index: Path, model_loaded_once: None) -> Retriever:
    return IndexPassageSource.open(tiny_index).retriever


def grow(retriever: Retriever, *sizes: int) -> dict[str, Any]:
    questions = ["What is the maximum payload?", "How long may a request take?"]
    return bench_growth(retriever.snapshot, retriever.embedder, retriever.config, questions, sizes)


def test_growth_measures_every_stage_at_every_size(retriever: Retriever) -> None:
    measured = grow(retriever, 300, 5)
    real = len(retriever.snapshot.dense)
    assert real > 5
    assert [(one["chunks"], one["synthetic"]) for one in measured["sizes"]] == [
        (5, 0),
        (300, 300 - real),
    ]
    assert measured["dimension"] == 384
    assert set(measured["embed_ms"]) == {"p50", "p95", "p99"}
    for one in measured["sizes"]:
        assert list(one["stages_ms"]) == ["dense", "lexical", "fuse", "plain", "search"]
        assert one["stages_ms"]["search"]["p50"] >= one["stages_ms"]["dense"]["p50"]
        assert one["dense_times_as_fast_as_plain"] > 0
    json.dumps(measured)


@pytest.mark.parametrize("size", [0, -1, 1_000_001])
def test_size_that_cannot_be_measured_is_named(retriever: Retriever, size: int) -> None:
    with pytest.raises(UsageError, match=f"{size} chunks cannot be measured"):
        grow(retriever, size)


def test_growth_needs_a_question(retriever: Retriever) -> None:
    with pytest.raises(UsageError, match="no question"):
        bench_growth(retriever.snapshot, retriever.embedder, retriever.config, [], [10])


def test_work_of_a_text_by_hand() -> None:
    """Per token: 4 x 2 x 2 and 2 x 2 x 8 weights, 2 x 5 x 2 of attention, 68; x 5 x 3 x 2."""
    assert TINY.flops(5) == 2_040
    assert TINY.flops(0) == 0


def test_work_of_the_packaged_model() -> None:
    """Without attention 6 layers of 1,769,472 weights, two operations each: 21.2 MFLOP a token."""
    shape = EncoderShape.read(Path(EmbeddingModel.find().location))
    assert shape == EncoderShape(384, 1536, 6, 256)
    assert shape.flops(1) - 2 * 6 * 2 * 384 == 21_233_664


def test_tokens_are_those_that_the_model_reads() -> None:
    folder = Path(EmbeddingModel.find().location)
    assert token_counts(folder, ["one two three", "word " * 500], 256) == [5, 256]


def test_folder_that_says_no_sizes_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not say the sizes"):
        EncoderShape.read(tmp_path)


def test_limit_is_measured() -> None:
    assert matmul_flops(TINY, seconds=0.01) > 0


def test_share_is_of_the_limit() -> None:
    texts = ["One endpoint.", "Another endpoint scales to zero."]
    measured = bench_matmul(texts, seconds=0.05)
    reached, limit = measured["embedding_gflops"]["fp32"], measured["limit_gflops"]
    assert 0 < measured["share_of_limit"]["fp32"] < 1
    assert measured["share_of_limit"]["fp32"] == pytest.approx(reached / limit, abs=0.02)
    with pytest.raises(UsageError, match="no text"):
        bench_matmul([])


def test_command_prints_and_draws(
    tiny_index: Path,
    model_loaded_once: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plot, out = tmp_path / "bench.html", tmp_path / "bench.json"
    parts = ["--part", "growth", "--size", "20", "--size", "200", "--index", str(tiny_index)]
    assert main(["bench", *parts, "--plot", str(plot), "--out", str(out)]) == 0
    assert "20 chunks, p50 / p95 in ms: dense" in capsys.readouterr().out
    html = plot.read_text(encoding="utf-8")
    assert html.count("<figure>") == 1
    assert "<script" not in html
    assert len(json.loads(out.read_text())["growth"]["sizes"]) == 2


def test_all_parts_are_drawn_and_printed() -> None:
    times = {"p50": 1.0, "p95": 2.0, "p99": 3.0}
    stages = dict.fromkeys(("dense", "lexical", "fuse", "plain", "search"), times)
    size = {"chunks": 1000, "stages_ms": stages, "dense_times_as_fast_as_plain": 1.5}
    result = {
        "machine": {"cpus": 2},
        "ingest": {
            "pages": 3,
            "ours": {"seconds": 1.0, "resident_mb": 400.0},
            "plain": {"seconds": 2.0, "resident_mb": 600.0},
            "times_as_fast": 2.0,
            "no_change_seconds": 0.1,
            "one_file_changed": {"seconds": 0.2},
        },
        "query": {
            "passages": 9,
            "questions": 2,
            "answer_ms": times,
            "stages_ms": {"retrieve": times},
            "resident_mb": 500.0,
        },
        "growth": {
            "questions": 2,
            "threads": 1,
            "real_chunks": 9,
            "embed_ms": times,
            "sizes": [size],
        },
        "matmul": {
            "texts": 2,
            "tokens": 9,
            "threads": 2,
            "limit_gflops": 100.0,
            "embedding_gflops": {"fp32": 50.0},
            "share_of_limit": {"fp32": 0.5},
        },
    }
    html = bench_html(result)
    assert html.count("<figure>") == html.count("The same as a table") == 5
    assert "50% with fp32" in html
    assert "matrix products: 100 GFLOP/s on 2 threads; embedding: fp32 50 GFLOP/s, 50% of it" in (
        bench_lines(result)
    )
