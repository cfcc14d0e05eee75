"""`python -m eval run` from a data set to printed, returned and written figures."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from eval.cli import COMMANDS, main
from eval.suites import ROOT, SUITES, Suite
from tests.app.chat_model.openai_server import Script, serving

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("model_loaded_once")
CASES = (
    {
        "id": "serverless",
        "question": "What is the maximum payload of serverless inference?",
        "answer": "4 MB",
        "document": "domain3/endpoint-limits.md",
        "spans": ["Serverless inference | 4 MB | 60 seconds"],
        "facts": [["4 MB"]],
        "split": "dev",
    },
    {
        "id": "cost",
        "question": "and what does it cost?",
        "earlier": ["What is asynchronous inference?"],
        "document": "domain3/endpoint-limits.md",
        "facts": ["costs nothing"],
        "split": "test",
    },
    {"id": "egg", "question": "How long do I boil an egg?", "answerable": False, "split": "test"},
)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.jsonl"
    path.write_text("\n".join(map(json.dumps, CASES)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def run(tiny_index: Path, dataset: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run_json(*arguments: str) -> dict[str, Any]:
        source = ["--dataset", str(dataset), "--index", str(tiny_index)]
        assert main(["run", *source, "--json", *arguments]) == 0
        report: dict[str, Any] = json.loads(capsys.readouterr().out)
        return report

    return run_json


def test_run_prints_one_object_of_the_documented_shape(run: Any) -> None:
    report = run()
    assert set(report) >= {"system", "dataset", "n", "config", "measures"}
    assert (report["system"], report["dataset"], report["n"]) == ("extractive", "tiny.jsonl", 3)
    for name in ("R@5", "MRR@10", "nDCG@10", "doc-R@5", "key-facts", "citation-validity"):
        assert set(report["measures"][name]) == {"mean", "low", "high", "n"}
    assert report["measures"]["citation-validity"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 3}
    assert report["measures"]["grounded-correct"]["mean"] == 1.0
    assert report["measures"]["answered"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 2}
    assert report["measures"]["refused"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 1}


def test_same_run_gives_the_same_measures(run: Any) -> None:
    first, second = run(), run()
    assert first["measures"] == second["measures"]
    assert first["config"] == second["config"]


@pytest.mark.parametrize(("split", "n"), [("dev", 1), ("test", 2)])
def test_split_limits_the_cases_and_is_named(run: Any, split: str, n: int) -> None:
    report = run("--split", split)
    assert (report["n"], report["dataset"]) == (n, f"tiny.jsonl ({split})")


def test_results_and_summary_are_written(run: Any, tmp_path: Path) -> None:
    report = run("--out", str(tmp_path / "out"))
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "extractive on tiny.jsonl" in page
    folder = tmp_path / "out" / "tiny"
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["serverless", "cost", "egg"]
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == report


def test_place_that_cannot_be_written_ends_with_2(
    tiny_index: Path, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", "--dataset", str(dataset), "--index", str(tiny_index)]
    assert main([*arguments, "--out", str(dataset)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_table_is_printed_for_people(
    tiny_index: Path, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--dataset", str(dataset), "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("extractive on tiny.jsonl: snapshot ")
    assert re.search(r"  citation-validity +1\.000  \[1\.000, 1\.000\]  n=3\n", printed.out)
    assert "  latency  p50 " in printed.out
    assert printed.err == ""


def test_gold_document_that_is_not_indexed_ends_with_2_and_its_name(
    tiny_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    missing = {"id": "x", "question": "q", "document": "domain9/none.md"}
    path.write_text("\n".join(map(json.dumps, (*CASES, missing))), encoding="utf-8")
    assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 2
    printed = capsys.readouterr()
    assert "set.jsonl, line 4 (x): gold document domain9/none.md is not in" in printed.err
    assert printed.out == ""


def test_gold_document_of_an_unanswerable_case_may_be_missing(
    tiny_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    removed = {"id": "x", "question": "Egg?", "document": "gone.md", "answerable": False}
    path.write_text(json.dumps(removed), encoding="utf-8")
    assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 0
    assert "refused" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["run", "--suite", "none"], "Unknown suite 'none'"),
        (["run", "--model", "gpt"], "'gpt' names no chat model"),
        (["bench", "--part", "ingest", "--sources", "/none"], "/none is not a folder"),
        (["bench", "--part", "ingest", "--pages", "0"], "0 pages cannot be measured"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what(
    capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"error: {reason}")
    assert printed.out == ""


def test_split_without_cases_ends_with_2(
    tiny_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(CASES[0]), encoding="utf-8")
    asked = ["run", "--dataset", str(path), "--split", "test", "--index", str(tiny_index)]
    assert main(asked) == 2
    assert "no cases of split 'test'" in capsys.readouterr().err


def test_folder_without_an_index_ends_with_1(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--dataset", str(dataset), "--index", str(tmp_path)]) == 1
    assert "ingest build" in capsys.readouterr().err


def test_suite_and_dataset_exclude_each_other(dataset: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--suite", "golden", "--dataset", str(dataset)])
    assert ended.value.code == 2


def be_the_suites(monkeypatch: pytest.MonkeyPatch, *suites: Suite) -> None:
    """Put these in the place of the suites that exist."""
    for name, one in zip(list(SUITES), suites, strict=True):
        monkeypatch.setitem(SUITES, name, one)


def test_every_suite_that_is_here_is_run_by_default(
    tiny_index: Path,
    dataset: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    be_the_suites(
        monkeypatch,
        Suite("first", dataset, tiny_index),
        Suite("second", dataset, tiny_index),
        Suite("away", tmp_path / "none.jsonl", tiny_index),
    )
    assert main(["run", "--json"]) == 0
    printed = capsys.readouterr()
    assert [report["n"] for report in json.loads(printed.out)["runs"]] == [3, 3]
    assert printed.err == "left out: away (its data or its index is not here)\n"


def test_nothing_to_run_ends_with_2(
    dataset: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    nowhere = Suite("first", dataset, tmp_path / "no index")
    be_the_suites(monkeypatch, nowhere, nowhere, nowhere)
    assert main(["run"]) == 2
    assert "No suite can run" in capsys.readouterr().err


def test_help_of_every_command_can_be_printed() -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0


def test_command_in_a_process_of_its_own(dataset: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "eval", "run", "--dataset", str(dataset), "--index", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")


def test_a_sample_is_always_the_same(run: Any) -> None:
    first, second = run("--limit", "2"), run("--limit", "2")
    assert first["n"] == 2
    assert first["dataset"] == "tiny.jsonl (sample of 2)"
    assert first["measures"] == second["measures"]
    assert run("--limit", "9")["n"] == 3


def test_a_chat_model_is_measured_by_what_is_shown(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(
        write=lambda _: "Serverless inference has a maximum payload of 4 MB [1]. It has 9 MB [1]."
    )
    with serving(script) as address:
        monkeypatch.setenv("GROUNDWORK_MODEL_URL", address)
        report = run("--model", "openai:scripted", "--split", "dev")
    assert report["system"] == "openai:scripted"
    means = {name: one["mean"] for name, one in report["measures"].items()}
    assert means["fell-back"] == 0.0
    assert means["written-shown"] == 0.5
    assert means["key-facts"] == means["grounded-correct"] == means["citation-validity"] == 1.0
