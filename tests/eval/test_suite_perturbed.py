from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.perturb.records import KINDS
from eval.suite_perturbed import Checked, PerturbedRun, perturbed_table, run_perturbed
from eval.suites import SUITES

if TYPE_CHECKING:
    from eval.perturb.records import Kind

INDEX = SUITES["golden"].index


def checked(kind: Kind | str, verdict: str) -> Checked:
    return Checked(kind, "text", "a -> b", "notes.md", verdict, 1.0, ())


def test_detection_and_false_alarms_are_shares_of_objections() -> None:
    run = PerturbedRun(
        "s1",
        4,
        1,
        (
            checked("number", "not supported"),
            checked("number", "supported"),
            checked("negation-inserted", "partly"),
            checked("negation-removed", "supported"),
            checked("verbatim", "supported"),
            checked("paraphrase-test", "not supported"),
        ),
        (0.02,),
    )
    means = {name: value.mean for name, value in run.measures.items()}
    assert means == {
        "detected:number": 0.5,
        "detected:negation-inserted": 1.0,
        "detected:negation": 0.5,
        "detected:negation-removed": 0.0,
        "false-alarms:verbatim": 0.0,
        "false-alarms:paraphrase-test": 1.0,
    }
    assert run.reaches("false-alarms:verbatim")
    assert not run.reaches("detected:number")
    assert not run.reaches("detected:entity")
    assert "target >= 0.98: MISSED" in perturbed_table(run)
    assert json.loads(json.dumps(run.to_json()))["latency_ms"]["p50"] == 20.0


@pytest.mark.skipif(not INDEX.exists(), reason="there is no index: make ingest")
def test_the_suite_runs_on_the_index_and_repeats_itself() -> None:
    one, other = (run_perturbed(INDEX, per_kind=4, seed=3) for _ in range(2))
    assert one.checked == other.checked
    assert {c.kind for c in one.checked} == {
        *KINDS,
        "verbatim",
        "paraphrase-dev",
        "paraphrase-test",
    }
