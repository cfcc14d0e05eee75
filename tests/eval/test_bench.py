"""The bench on a few tiny pages: that it measures, not how fast the machine is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.bench import bench_ingest, ingest_here, ingest_in_child
from eval.bench_start import bench_start
from eval.cli import main
from eval.plain_pipeline import CHUNK_CHARACTERS, PlainPipeline
from eval.suites import SUITES, Suite
from index.errors import UsageError
from tests.tiny_corpus import write_notes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "pages")


@pytest.mark.usefixtures("model_loaded_once")
def test_ingest_part_measures_both_pipelines(pages: Path) -> None:
    measured = bench_ingest(pages, 3, ingest_here)
    assert set(measured) == {
        *("pages", "ours", "plain", "times_as_fast", "no_change_seconds", "one_file_changed")
    }
    assert measured["pages"] == 3
    assert measured["ours"]["chunks_embedded"] >= 3
    assert measured["plain"]["chunks_embedded"] >= 3
    assert measured["one_file_changed"]["chunks_embedded"] == 1
    assert measured["times_as_fast"] > 0
    assert measured["ours"]["resident_mb"] > 0


@pytest.mark.usefixtures("model_loaded_once")
def test_pages_are_copied_before_one_is_edited(pages: Path) -> None:
    before = {path: path.read_bytes() for path in pages.rglob("*.md")}
    bench_ingest(pages, None, ingest_here)
    assert {path: path.read_bytes() for path in pages.rglob("*.md")} == before


@pytest.mark.usefixtures("model_loaded_once")
def test_pipeline_runs_in_a_process_of_its_own(pages: Path, tmp_path: Path) -> None:
    built = ingest_here("ours", pages, tmp_path / "index")
    assert built["chunks_embedded"] >= 8
    again = ingest_in_child("ours", pages, tmp_path / "index")
    assert again["chunks_embedded"] == 0
    assert again["seconds"] > 0


def test_failure_in_the_process_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"The ours pipeline failed\. .*UsageError: no file or folder"
    ):
        ingest_in_child("ours", tmp_path / "no folder", tmp_path / "index")


@pytest.mark.usefixtures("model_loaded_once")
def test_query_part_times_whole_answers(
    tiny_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dataset, out = tmp_path / "set.jsonl", tmp_path / "out" / "bench.json"
    questions = [{"id": str(n), "question": f"What is PSI {n}?"} for n in range(5)]
    dataset.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    for name in ("golden", "aws-docs"):
        monkeypatch.setitem(SUITES, name, Suite(name, dataset, tiny_index))
    assert main(["bench", "--part", "query", "--json", "--out", str(out)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert json.loads(out.read_text(encoding="utf-8")) == result
    assert set(result) == {"machine", "query"}
    assert result["query"]["questions"] == 5
    assert set(result["query"]["answer_ms"]) == {"p50", "p95", "p99"}
    assert set(result["query"]["stages_ms"]) == {"retrieve", "answer"}
    assert result["query"]["resident_mb"] > 0


@pytest.mark.parametrize("count", [0, -1])
def test_no_pages_cannot_be_measured(pages: Path, count: int) -> None:
    with pytest.raises(UsageError, match=f"{count} pages"):
        bench_ingest(pages, count)


def test_folder_without_markdown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no Markdown pages"):
        bench_ingest(tmp_path, None)


def test_plain_pipeline_finds_text_by_meaning(pages: Path) -> None:
    plain = PlainPipeline.build(pages, sorted(pages.rglob("*.md")))
    assert len(plain.paths) == len(plain.texts) >= 8
    assert all(len(text) <= CHUNK_CHARACTERS for text in plain.texts)
    found = plain.search("How far has a distribution moved?", 3)
    assert len(found) == 3
    assert found[0][0] == "domain4/psi.md"
    assert "population stability index" in found[0][1]


def test_plain_pipeline_returns_no_more_than_there_is(pages: Path) -> None:
    file = pages / "domain4" / "psi.md"
    plain = PlainPipeline.build(pages, [file])
    assert [path for path, _ in plain.search("drift", 50)] == ["domain4/psi.md"]


def test_start_part_draws_the_page_and_asks(pages: Path, tmp_path: Path) -> None:
    ingest_here("ours", pages, tmp_path / "index")
    measured = bench_start(tmp_path / "index", ["What is overfitting?"])
    assert measured["questions"] == 1
    assert measured["seconds_to_first_page"] > 0
    assert measured["resident_mb"] > 100


def test_start_part_says_what_hindered_the_page(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder", encoding="utf-8")
    with pytest.raises(UsageError, match="The first page could not be drawn"):
        bench_start(tmp_path / "index", ["What is overfitting?"])
