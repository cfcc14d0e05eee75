from __future__ import annotations

import json
from collections import Counter

import pytest

from eval import grounding
from eval.cli import main
from eval.suite_perturbed import ALIASES
from eval.suites import PERTURBED, SUITES


def test_every_labelled_sentence_has_two_labels_and_a_citation() -> None:
    cases = [json.loads(line) for line in grounding.OWN.read_text("utf-8").splitlines()]
    assert len(cases) >= 300
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        assert {case["first"], case["second"], case["label"]} <= {"yes", "partly", "no"}
        assert case["cited"]
        assert case["label"] in (case["first"], case["second"])


def test_paraphrases_are_no_copies_and_are_split_in_two() -> None:
    cases = [json.loads(line) for line in PERTURBED.dataset.read_text("utf-8").splitlines()]
    assert len(cases) >= 200
    assert all(case["sentence"] != case["paraphrase"] for case in cases)
    assert min(Counter(case["split"] for case in cases).values()) >= 100


@pytest.mark.skipif(not SUITES["golden"].index.exists(), reason="there is no index: make ingest")
def test_our_own_set_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(grounding, "BEGIN_DEV", grounding.DATA / "absent.tsv")
    assert main(["measure-grounding", "--json"]) == 0
    printed = capsys.readouterr()
    assert "left out: BEGIN-WoW" in printed.err
    (run,) = json.loads(printed.out)["runs"]
    assert run["n"] + run["n_dev"] >= 300
    assert run["kappa"] > 0.6
    assert run["verifier"]["AUROC"]["mean"] > run["k-precision"]["AUROC"]["mean"]


@pytest.mark.skipif(not grounding.begin_is_here(), reason=f"{grounding.BEGIN} is not here")
def test_k_precision_separates_begin_as_published() -> None:
    result = grounding.measure_begin(grounding.Verifier.load(ALIASES))
    assert result["n"] == 3_607
    assert result["k-precision"]["AUROC"]["mean"] == pytest.approx(0.939, abs=0.01)
