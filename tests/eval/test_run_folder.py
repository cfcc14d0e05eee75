"""`eval run` with a folder, a baseline, another system, or a set that does not fit the index."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import ir_measures
import pytest

from eval import evaluation
from eval.cli import main
from eval.exports import read_passages, read_results
from eval.results_folder import ResultsFolder
from eval.run import run_cases as run_cases_whole
from eval.suites import SUITES, Suite
from tests.eval.test_cli import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("model_loaded_once")
CONFIG_THAT_MOVES = {"snapshot"}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.jsonl"
    path.write_text("\n".join(map(json.dumps, CASES)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def arguments(tiny_index: Path, dataset: Path) -> list[str]:
    return ["run", "--dataset", str(dataset), "--index", str(tiny_index)]


@pytest.fixture
def out(arguments: list[str], tmp_path: Path) -> Path:
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out" / "tiny"


def without_times(result: Any) -> dict[str, Any]:
    record: dict[str, Any] = result.to_json()
    return {k: v for k, v in record.items() if k not in ("seconds", "stages", "search_stages")}


def test_every_passage_a_result_refers_to_has_its_text(out: Path) -> None:
    texts = read_passages(out)
    results = read_results(out)
    referred = {passage.chunk_id for result in results for passage in result.passages}
    referred |= {c.chunk_id for r in results for s in r.sentences for c in s.citations}
    assert referred == set(texts)
    first = results[0]
    assert [passage.gold for passage in first.passages].count(True) == 1
    sentence = first.sentences[0]
    cited = sentence.citations[0]
    assert texts[cited.chunk_id]["text"][cited.start : cited.end] == sentence.text
    assert (sentence.verdict, sentence.copy_ratio) == ("supported", 1.0)


def test_outsiders_get_the_same_figures_from_the_exported_files(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    judged = list(ir_measures.read_trec_qrels(str(out / "passages.qrels")))
    scored = list(ir_measures.read_trec_run(str(out / "passages.run")))
    theirs = ir_measures.calc_aggregate([ir_measures.nDCG @ 10], judged, scored)
    ours = summary["measures"]["nDCG@10"]["mean"]
    assert theirs[ir_measures.nDCG @ 10] == pytest.approx(ours, abs=1e-4)
    lines = (out / "ragchecker.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert set(first) == {"query_id", "query", "gt_answer", "response", "retrieved_context"}
    assert set(first["retrieved_context"][0]) == {"doc_id", "text"}
    assert len(lines) == 3


def test_two_runs_differ_in_nothing_but_times(
    out: Path, arguments: list[str], tmp_path: Path
) -> None:
    assert main([*arguments, "--out", str(tmp_path / "again")]) == 0
    again = tmp_path / "again" / "tiny"
    assert [without_times(r) for r in read_results(out)] == [
        without_times(r) for r in read_results(again)
    ]
    summaries = [json.loads((one / "summary.json").read_text("utf-8")) for one in (out, again)]
    for summary in summaries:
        for name in [name for name in summary if name.endswith("_ms")]:
            del summary[name]
    assert summaries[0] == summaries[1]


def test_interrupted_run_goes_on_where_it_stopped(
    out: Path, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def stopping(cases: Any, *others: Any) -> Iterator[Any]:
        for number, result in enumerate(run_cases_whole(cases, *others)):
            if number == 2 and not asked:
                raise KeyboardInterrupt
            yield result

    other = tmp_path / "other"
    monkeypatch.setattr(evaluation, "run_cases", stopping)
    assert main([*arguments, "--out", str(other)]) == 130
    assert not (other / "tiny" / "results.jsonl").exists()
    partial = other / "tiny" / "results.jsonl.partial"
    assert len(partial.read_text(encoding="utf-8").splitlines()) == 2
    with partial.open("a", encoding="utf-8") as cut:
        cut.write('{"id": "cut off in the mid')

    def counting(cases: Any, *others: Any) -> Iterator[Any]:
        for result in run_cases_whole(cases, *others):
            asked.append(result.id)
            yield result

    monkeypatch.setattr(evaluation, "run_cases", counting)
    assert main([*arguments, "--out", str(other), "--resume"]) == 0
    assert asked == ["egg"]
    assert [without_times(r) for r in read_results(other / "tiny")] == [
        without_times(r) for r in read_results(out)
    ]
    assert not list((other / "tiny").glob("*.partial"))
    assert read_passages(other / "tiny") == read_passages(out)


def test_replies_are_kept_of_a_chat_model_only(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--replies", str(tmp_path / "replies.jsonl")]) == 2
    assert "--replies keeps what a chat model writes" in capsys.readouterr().err


def test_only_the_same_run_can_go_on(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--out", str(tmp_path / "o"), "--resume"]
    assert main([*arguments, "--resume"]) == 2
    assert "--resume needs the folder" in capsys.readouterr().err
    assert main([*arguments, *folder]) == 2
    assert "holds no interrupted run" in capsys.readouterr().err
    (tmp_path / "o" / "tiny" / "config.json.partial").write_text('{"system": "dense"}')
    assert main([*arguments, *folder]) == 2
    assert "another configuration: its system is 'dense', this run's is 'fused'" in (
        capsys.readouterr().err
    )


def test_of_several_suites_the_finished_is_kept_and_the_next_begun(
    arguments: list[str],
    dataset: Path,
    tiny_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = list(SUITES)
    for name in names:
        monkeypatch.setitem(SUITES, name, Suite(name, dataset, tiny_index))
    asked: list[str] = []

    def until_the_second(cases: Any, *others: Any) -> Iterator[Any]:
        for result in run_cases_whole(cases, *others):
            if asked[3:4] == ["serverless"]:
                raise KeyboardInterrupt
            asked.append(result.id)
            yield result

    monkeypatch.setattr(evaluation, "run_cases", until_the_second)
    several = ["run", "--out", str(tmp_path / "o")]
    assert main(several) == 130
    assert asked == ["serverless", "cost", "egg", "serverless"]
    asked.clear()
    assert main([*several, "--resume"]) == 0
    assert asked == ["cost", "egg", "serverless", "cost", "egg"]
    printed = capsys.readouterr().out
    assert printed.count("citation-validity  ") == 1 + len(names)
    for name in names:
        assert [result.id for result in read_results(tmp_path / "o" / name)] == [
            "serverless",
            "cost",
            "egg",
        ]


def test_new_run_replaces_an_old_one_only_when_it_is_done(
    out: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (out / "results.jsonl").read_text(encoding="utf-8")

    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ResultsFolder, "add_result", stopped)
    assert main([*arguments, "--out", str(out.parent)]) == 130
    assert (out / "results.jsonl").read_text(encoding="utf-8") == before


def test_run_is_compared_with_an_earlier_one(
    out: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main([*arguments, "--baseline", str(out), "--json", "--system", "lexical"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["system"] == "extractive over lexical"
    assert set(report["comparison"]["R@5"]) == {"mean", "low", "high", "n", "won", "lost"}
    assert report["comparison"]["doc-R@5"]["n"] == 2
    by_group = report["comparison_groups"]
    assert by_group.keys() == report["groups"].keys()
    cut = next(iter(by_group.values()))
    assert sum(one["doc-R@5"]["n"] for one in cut.values() if "doc-R@5" in one) == 2


def test_baseline_of_another_split_ends_with_2_and_writes_nothing(
    out: Path, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    more = ["--baseline", str(out), "--split", "test", "--out", str(tmp_path / "new")]
    assert main([*arguments, *more]) == 2
    printed = capsys.readouterr()
    assert "baseline of another configuration" in printed.err
    assert printed.out == ""
    assert not (tmp_path / "new").exists()


def test_plain_pipeline_is_ranked_on_the_same_gold(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(evaluation, "PLAIN_CACHE", tmp_path / "cache")
    for _ in range(2):
        assert main([*arguments, "--system", "plain", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["system"] == "plain (retrieval)"
        assert report["measures"]["doc-R@5"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 2}
        assert "key-facts" not in report["measures"]
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_gold_page_can_be_taken_out_of_the_index(
    tiny_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = CASES[0]["question"]
    path = tmp_path / "u3.jsonl"
    case = {"id": "u3", "question": question, "answerable": False, "kind": "U3"}
    path.write_text(json.dumps({**case, "without": ["domain3/endpoint-limits.md"]}))
    arguments = ["run", "--dataset", str(path), "--index", str(tiny_index)]
    assert main([*arguments, "--out", str(tmp_path / "o")]) == 0
    capsys.readouterr()
    (result,) = read_results(tmp_path / "o" / "u3")
    cited = {citation.path for s in result.sentences for citation in s.citations}
    assert "domain3/endpoint-limits.md" not in cited
    path.write_text(json.dumps({**case, "without": ["none.md"]}))
    assert main(arguments) == 2
    assert "u3.jsonl, line 1 (u3): gold document none.md is not in" in capsys.readouterr().err


@pytest.mark.parametrize("age", ["older", "newer"])
def test_span_outside_the_text_ends_with_2_by_line_and_id(
    tiny_index: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    age: str,
) -> None:
    path = tmp_path / "set.jsonl"
    wrong = {**CASES[0], "id": "wrong", "spans": ["Serverless inference | 6 MB"]}
    path.write_text(f"{json.dumps(CASES[0])}\n{json.dumps(wrong)}\n", encoding="utf-8")
    if age == "newer":
        os.utime(path, (0, 0))
    assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 2
    printed = capsys.readouterr()
    assert "set.jsonl, line 2 (wrong): span 'Serverless inference | 6 MB' is not in" in printed.err
    assert ("is older than the set" in printed.err) == (age == "older")
    assert printed.out == ""


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (["--system", "none"], "Unknown system 'none'"),
        (["--limit", "0"], "--limit is 0"),
        (["--baseline", "none.json"], "none.json: not a baseline"),
    ],
)
def test_wrong_usage_is_named(
    arguments: list[str], capsys: pytest.CaptureFixture[str], more: list[str], reason: str
) -> None:
    assert main([*arguments, *more]) == 2
    assert reason in capsys.readouterr().err


def test_plain_pipeline_has_nothing_to_say_to_questions_without_gold(
    tiny_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(CASES[2]), encoding="utf-8")
    arguments = ["run", "--dataset", str(path), "--index", str(tiny_index), "--system", "plain"]
    assert main(arguments) == 2
    assert "no gold documents to measure the rankings of plain" in capsys.readouterr().err
