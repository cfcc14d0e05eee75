"""`eval gate` and `eval ablation` over the tiny notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.evaluations import Level
from eval import evaluation, gate
from eval.cli import main
from eval.levels import GATE_LEVELS, KNOWN_MISSES, missed_levels
from eval.statistics import Estimate
from eval.suites import SUITES, Suite
from tests.eval.test_cli import CASES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("model_loaded_once")
QUESTIONS = (
    "What is the maximum payload of serverless inference?",
    "What is the largest serverless payload?",
    "How large may a payload of serverless inference be?",
    "What payload does serverless inference take at most?",
    "Which payload size is the limit for serverless?",
)


PARAPHRASE = {
    "id": "para-1",
    "split": "test",
    "path": "domain1/input-modes.md",
    "sentence": "File mode needs a disk that is as large as the dataset.",
    "paraphrase": "With File mode the disk must be as large as the dataset.",
}


@pytest.fixture
def suites(tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put small sets in the place of the shipped ones, and return a folder for baselines."""
    golden = tmp_path / "golden.jsonl"
    cases = [{**CASES[0], "id": f"g{n}", "question": q} for n, q in enumerate(QUESTIONS)]
    golden.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    refused = tmp_path / "unanswerable.jsonl"
    eggs = [{**CASES[2], "id": f"u{n}", "kind": f"U{1 + n % 2}"} for n in range(4)]
    refused.write_text("\n".join(map(json.dumps, eggs)), encoding="utf-8")
    monkeypatch.setitem(SUITES, "golden", Suite("golden", golden, tiny_index))
    monkeypatch.setitem(
        SUITES,
        "unanswerable",
        Suite("unanswerable", refused, tiny_index, removed_gold_of=golden),
    )
    retold = tmp_path / "paraphrases.jsonl"
    retold.write_text(json.dumps(PARAPHRASE) + "\n", encoding="utf-8")
    monkeypatch.setattr("eval.suites.PERTURBED", Suite("perturbed", retold, tiny_index))
    for name in ("golden", "unanswerable", "perturbed"):
        monkeypatch.setitem(GATE_LEVELS, name, ())
    return tmp_path / "baselines"


def test_gate_passes_against_its_own_baseline_and_names_what_flips(
    suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["gate", "--baselines", str(suites)]
    assert main([*arguments, "--update"]) == 0
    assert {path.stem for path in suites.iterdir()} == {"golden", "unanswerable", "perturbed"}
    capsys.readouterr()
    assert main(arguments) == 0
    assert capsys.readouterr().out == "golden: passed\nunanswerable: passed\nperturbed: passed\n"

    record = json.loads((suites / "golden.json").read_text(encoding="utf-8"))
    place = record["measures"].index("key-facts")
    for values in record["cases"].values():
        values[place] += 0.5
    (suites / "golden.json").write_text(json.dumps(record), encoding="utf-8")
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "golden: FAILED\n  LOST key-facts: -0.5000 [-0.5000, -0.5000] over 5 cases" in printed
    assert "    g0: " in printed
    assert "unanswerable: passed" in printed


def test_unanswerable_questions_include_those_without_their_page(suites: Path) -> None:
    assert main(["gate", "--baselines", str(suites), "--update"]) == 0
    record = json.loads((suites / "unanswerable.json").read_text(encoding="utf-8"))
    assert set(record["cases"]) == {*(f"u{n}" for n in range(4)), *(f"u3-g{n}" for n in range(5))}
    assert {"AUROC U1", "AUROC U2", "AUROC U3"} <= set(record["figures"])


def test_missed_level_fails_the_gate(
    suites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "HELD", ("dev",))
    levels = (Level("doc-R@5", ">=", 1.1), Level("nothing", ">=", 0.5))
    monkeypatch.setitem(GATE_LEVELS, "golden", levels)
    assert main(["gate", "--suite", "golden", "--baselines", str(suites), "--update"]) == 1
    printed = capsys.readouterr().out
    assert "level missed: doc-R@5 is 1.0000, the least is 1.10" in printed
    assert "level missed: nothing is nothing, the least is 0.50" in printed


def test_false_sentences_are_held_against_the_baseline_and_the_levels(
    suites: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A detection that the baseline had and the run has not is named; one that left is no loss."""
    arguments = ["gate", "--suite", "perturbed", "--baselines", str(suites)]
    assert main([*arguments, "--update"]) == 0
    record = json.loads((suites / "perturbed.json").read_text(encoding="utf-8"))
    assert record["config"]["limit"] == 200
    numbers = [one for one, values in record["cases"].items() if "detected:number" in values]
    assert numbers
    for one in numbers:
        record["cases"][one]["detected:number"] = 2.0
    gone = next(one for one in record["cases"] if one.startswith("verbatim"))
    record["cases"]["verbatim-gone"] = record["cases"].pop(gone)
    (suites / "perturbed.json").write_text(json.dumps(record), encoding="utf-8")
    level = Level("false-alarms:paraphrase-test", "<=", -0.5)
    monkeypatch.setitem(GATE_LEVELS, "perturbed", (level,))
    capsys.readouterr()
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "level missed: false-alarms:paraphrase-test is 0.0000, the most is -0.50" in printed
    assert f"LOST detected:number: -1.0000 [-1.0000, -1.0000] over {len(numbers)} cases" in printed
    assert f"    {numbers[0]}: 2.000 -> 1.000" in printed
    assert "false-alarms:verbatim" not in printed
    assert f"  1 of {len(record['cases'])} cases are not in the baseline" in printed


def test_level_is_reached_from_its_limit_on() -> None:
    least = {level.measure: level.limit for level in GATE_LEVELS["golden"]}
    at = {name: Estimate(value, value, value, 9) for name, value in least.items()}
    assert missed_levels("golden", at) == ()
    below = {**at, "R@5": Estimate(0.8999, 0.8, 1.0, 9)}
    assert [missed.level.measure for missed in missed_levels("golden", below)] == ["R@5"]
    assert missed_levels("another", {}) == ()


@pytest.mark.parametrize(("floor", "fails"), [(0.85, False), (0.86, True), (None, True)])
def test_known_miss_is_named_and_may_not_fall_further(
    monkeypatch: pytest.MonkeyPatch, floor: float | None, fails: bool
) -> None:
    if floor is not None:
        monkeypatch.setitem(KNOWN_MISSES, ("golden", "R@5"), floor)
    measures = {level.measure: Estimate(1, 1, 1, 9) for level in GATE_LEVELS["golden"]}
    (missed,) = missed_levels("golden", {**measures, "R@5": Estimate(0.85, 0.8, 0.9, 9)})
    assert missed.fails is fails
    assert str(missed).startswith("R@5 is 0.8500, the least is 0.90")


def test_gate_without_its_baseline_ends_with_2(
    suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gate", "--baselines", str(suites)]) == 2
    assert "golden.json is not there" in capsys.readouterr().err


def test_baseline_of_another_set_ends_with_2_before_anything_is_asked(
    suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gate", "--baselines", str(suites), "--update"]) == 0
    more = {**CASES[0], "id": "more"}
    with SUITES["golden"].dataset.open("a", encoding="utf-8") as dataset:
        dataset.write(f"\n{json.dumps(more)}\n")
    capsys.readouterr()
    assert main(["gate", "--baselines", str(suites)]) == 2
    printed = capsys.readouterr()
    assert "another configuration: its cases is" in printed.err
    assert printed.out == ""


def test_ablation_compares_every_variant_and_the_plain_pipeline(
    suites: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(evaluation, "PLAIN_CACHE", tmp_path / "cache")
    variants = [word for name in ("dense", "depth=5", "plain") for word in ("--variant", name)]
    assert main(["ablation", *variants, "--out", str(tmp_path / "ablation.json")]) == 0
    printed = capsys.readouterr().out
    assert "golden.jsonl (dev): 5 questions" in printed
    assert "R@5  mean [95 %]  difference to fused [95 %]  won / lost" in printed
    record: dict[str, Any] = json.loads((tmp_path / "ablation.json").read_text(encoding="utf-8"))
    assert [row["system"] for row in record["rows"]] == ["fused", "dense", "depth=5", "plain"]
    fused, *others = record["rows"]
    assert fused["difference"] == {}
    for row in others:
        assert row["difference"]["doc-R@5"]["n"] == 5
        assert row["hash"] != fused["hash"]


def test_retrieval_suite_measures_rankings_and_no_answers(
    suites: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    away = Suite("aws-docs", tmp_path / "none.jsonl", tmp_path)
    monkeypatch.setitem(SUITES, "aws-docs", away)
    assert main(["run", "--suite", "retrieval", "--json"]) == 0
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report["system"] == "fused (retrieval)"
    assert report["config"]["suite"] == "retrieval-golden"
    assert {"R@5", "nDCG@10"} <= set(report["measures"])
    assert "citation-validity" not in report["measures"]
    assert printed.err == "left out: retrieval-aws-docs (its data or its index is not here)\n"


def test_answerability_is_told_against_the_golden_questions(
    suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--suite", "unanswerable", "--json"]) == 0
    alone = json.loads(capsys.readouterr().out)["abstention"]
    assert alone["figures"]["coverage"]["n"] == 5
    assert alone["figures"]["AUROC U1"] == {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 7}
    assert main(["run", "--json"]) == 0
    golden, unanswerable, *_ = json.loads(capsys.readouterr().out)["runs"]
    assert golden["abstention"] is None
    assert unanswerable["abstention"] == alone
