from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.answer.verify.verifier import SentenceCheck
from app.evaluations import read_cases
from app.ui.render.evaluated_case import case_html
from eval.cli import main
from eval.perturb.make import drawn, false_sentences, true_sentences
from eval.perturb.records import KINDS
from eval.statistics import SEED
from eval.suite_perturbed import Statement, shares
from eval.suites import Suite
from tests.app.answer.passages import make_passage
from tests.eval.perturb.test_perturb import OTHER, PASSAGE, SERVICES
from tests.eval.test_gate import PARAPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from eval.case_result import CaseResult

pytestmark = pytest.mark.usefixtures("model_loaded_once")
ORIGINAL = PASSAGE.sentence(0)


def result(kind: str, verdict: Any, text: str = "text") -> CaseResult:
    statement = Statement(kind, text, ORIGINAL, "4 -> 8", PASSAGE)
    return statement.result(SentenceCheck(verdict, 1.0), 0.02)


def test_detection_and_false_alarms_are_shares_of_objections() -> None:
    found = shares(
        [
            result("number", "not supported"),
            result("number", "supported"),
            result("negation-inserted", "partly"),
            result("negation-removed", "supported"),
            result("verbatim", "supported"),
            result("paraphrase-test", "not supported"),
        ]
    )
    assert {name: (value.mean, value.n) for name, value in found.items()} == {
        "detected:number": (0.5, 2),
        "detected:negation-inserted": (1.0, 1),
        "detected:negation": (0.5, 2),
        "detected:negation-removed": (0.0, 1),
        "false-alarms:verbatim": (0.0, 1),
        "false-alarms:paraphrase-test": (1.0, 1),
    }
    assert found["detected:negation-inserted"].low < 0.3  # Wilson: one case says little


def test_a_checked_sentence_is_a_case_with_its_original_marked() -> None:
    one = result("number", "supported", ORIGINAL.replace("4", "8"))
    (citation,) = one.sentences[0].citations
    assert PASSAGE.text[citation.start : citation.end] == ORIGINAL
    assert (one.answered, one.measures) == (False, {"detected:number": 0.0})
    assert one.gold_answer.startswith("An objection (4 -> 8). It was made of: A standard queue")


def test_an_id_hangs_on_the_sentence_and_where_it_is_cited() -> None:
    ids = {
        Statement(kind, text, ORIGINAL, "", cited).id
        for kind in ("number", "verbatim")
        for text in ("one", "two")
        for cited in (PASSAGE, make_passage(["Else."], path="b.md"))
    }
    assert len(ids) == 8


def test_an_edit_elsewhere_leaves_the_false_sentences_as_they_were() -> None:
    edited = make_passage(
        ["Batch transform now scores 12 whole datasets that lie in one bucket of the account."],
        chunk_id="c2",
        document_id="d2",
    )
    before = false_sentences([PASSAGE, OTHER], SERVICES, 9, SEED)
    after = false_sentences([PASSAGE, edited], SERVICES, 9, SEED)
    for kind in ("number", "entity", "negation-inserted", "negation-removed"):
        kept = [one for one in after[kind] if one.cited == PASSAGE]
        assert kept == [one for one in before[kind] if one.cited == PASSAGE]
    assert after["number"] != before["number"]
    order = drawn(true_sentences([PASSAGE, OTHER]), "verbatim", SEED)
    kept = [one for one in order if one.passage == PASSAGE]
    assert kept == drawn(true_sentences([PASSAGE]), "verbatim", SEED)


@pytest.fixture
def arguments(tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    retold = tmp_path / "paraphrases.jsonl"
    retold.write_text(json.dumps(PARAPHRASE) + "\n", encoding="utf-8")
    monkeypatch.setattr("eval.suites.PERTURBED", Suite("perturbed", retold, tiny_index))
    return ["run", "--suite", "perturbed", "--limit", "2", "--out", str(tmp_path / "out")]


def test_the_suite_is_a_run_like_any_other(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    folder = tmp_path / "out" / "perturbed"
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == report
    assert (report["system"], report["dataset"]) == (
        "verifier",
        "perturbed (sample of 2 a kind)",
    )
    assert report["measures"]["false-alarms:paraphrase-test"]["n"] == 1
    assert report["levels"]["detected:number"] == {"relation": ">=", "limit": 0.98}
    assert set(report["stages_ms"]["ten sentences"]) == {"p50", "p95", "p99"}
    cases = read_cases(folder)
    assert len(cases) == report["n"]
    assert {case.kind for case in cases} <= {*KINDS, "verbatim", "paraphrase-test"}
    shown = case_html(cases[-1])
    assert "<h4>Check</h4>" in shown
    assert f"<mark>{PARAPHRASE['sentence']}</mark>" in shown
    assert "has an answer" not in shown
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Objections of the sentence check" in page
    assert "≥ 0.98: " in page
    assert "Recall at k" not in page
    assert main([*arguments, "--baseline", str(folder)]) == 0
    assert "+0.000 [+0.000, +0.000]  won 0.0%, lost 0.0%" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--split", "dev"], ["--system", "dense"], ["--model", "x:y"]])
def test_options_that_say_nothing_here_are_refused(
    arguments: list[str], option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, *option]) == 2
    assert f"{option[0]} does not apply to the suite perturbed" in capsys.readouterr().err


def test_a_retelling_of_what_no_note_says_is_named(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = {**PARAPHRASE, "sentence": "No note says this."}
    (tmp_path / "paraphrases.jsonl").write_text(json.dumps(lost), encoding="utf-8")
    assert main(arguments) == 2
    assert "line 1 (para-1): its sentence is not in the index" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_another_corpus_has_no_retellings(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "paraphrases.jsonl").write_text(
        json.dumps({**PARAPHRASE, "path": "else.md"}), encoding="utf-8"
    )
    assert main([*arguments, "--json"]) == 0
    assert not any("paraphrase" in name for name in json.loads(capsys.readouterr().out)["measures"])
