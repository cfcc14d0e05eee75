"""Paired differences, baselines as files, and which runs may be compared."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.baseline import Baseline
from eval.case_result import CaseResult
from eval.comparison import compare
from eval.statistics import paired_difference
from index.errors import UsageError
from tests.eval.test_report import CONFIGURATION

if TYPE_CHECKING:
    from pathlib import Path

values = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1), min_size=1)


def results(measure: str, found: dict[str, float]) -> list[CaseResult]:
    return [CaseResult(one, "q", measures={measure: value}) for one, value in found.items()]


def baseline(measure: str, found: dict[str, float]) -> Baseline:
    return Baseline.of(CONFIGURATION, results(measure, found), {})


def test_difference_counts_cases_that_both_have() -> None:
    found = paired_difference({"a": 1.0, "b": 0.0, "c": 1.0}, {"a": 0.0, "b": 0.5, "d": 1.0})
    assert (found.mean, found.n, found.won, found.lost) == (0.25, 2, 0.5, 0.5)


@given(values)
def test_same_values_do_not_differ(one: dict[str, float]) -> None:
    found = paired_difference(one, one)
    assert (found.mean, found.low, found.high, found.won, found.lost) == (0, 0, 0, 0, 0)


@given(values, values)
def test_difference_is_turned_around_with_its_sides(
    one: dict[str, float], other: dict[str, float]
) -> None:
    there, back = paired_difference(one, other), paired_difference(other, one)
    assert there.mean == pytest.approx(-back.mean)
    assert (there.won, there.lost) == (back.lost, back.won)
    assert there.low <= there.mean <= there.high


@given(values, st.randoms(use_true_random=False))
def test_order_of_the_cases_does_not_matter(one: dict[str, float], random: Any) -> None:
    order = list(one)
    random.shuffle(order)
    shuffled = {name: one[name] for name in order}
    base = dict.fromkeys(one, 0.5)
    assert paired_difference(shuffled, base) == paired_difference(one, base)


def test_loss_is_significant_when_its_interval_is_below_zero() -> None:
    old = {str(n): 1.0 for n in range(40)}
    few, many = ({**old, **{str(n): 0.0 for n in range(count)}} for count in (2, 8))
    assert not compare(results("R@5", few), baseline("R@5", old))["R@5"].significant_loss
    lost = compare(results("R@5", many), baseline("R@5", old))["R@5"]
    assert lost.significant_loss
    assert [flip.id for flip in lost.worse] == [str(n) for n in range(8)]
    assert not compare(results("R@5", old), baseline("R@5", many))["R@5"].significant_loss


def test_more_hallucination_is_a_loss_and_more_copying_is_neither() -> None:
    low, high = ({str(n): value for n in range(9)} for value in (0.0, 1.0))
    for measure, lost in (("hallucination-rate", True), ("copy-ratio", False)):
        assert (
            compare(results(measure, high), baseline(measure, low))[measure].significant_loss
            is lost
        )
    worse = compare(results("hallucination-rate", high), baseline("hallucination-rate", low))
    assert len(worse["hallucination-rate"].worse) == 9


def test_digits_that_a_baseline_drops_are_no_difference(tmp_path: Path) -> None:
    thirds = {"a": 1 / 3, "b": 2 / 3}
    baseline("nDCG@10", thirds).write(tmp_path / "base.json")
    found = compare(results("nDCG@10", thirds), Baseline.load(tmp_path / "base.json"))["nDCG@10"]
    assert found.flips == ()
    assert (found.difference.mean, found.difference.won, found.difference.lost) == (0, 0, 0)


def test_case_that_is_gone_counts_zero() -> None:
    found = compare(results("R@5", {"a": 1.0}), baseline("R@5", {"a": 1.0, "b": 1.0}))["R@5"]
    assert (found.difference.mean, found.difference.n) == (-0.5, 2)
    assert [flip.id for flip in found.worse] == ["b"]


def test_baseline_is_read_as_it_was_written_with_a_case_a_line(tmp_path: Path) -> None:
    path = tmp_path / "golden.json"
    made = Baseline.of(
        CONFIGURATION,
        [*results("R@5", {"b": 1 / 3, "a": 1.0}), CaseResult("c", "q", measures={"refused": 1.0})],
        {"AUROC U1": 0.98765},
    )
    made.write(path)
    assert Baseline.load(path) == made
    assert made.figures == {"AUROC U1": 0.9877}
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if "  " in line] == [
        '  "a": [1.0, null],',
        '  "b": [0.3333, null],',
        '  "c": [null, 1.0]',
    ]


def test_results_of_an_earlier_run_are_a_baseline(tmp_path: Path) -> None:
    lines = [json.dumps(r.to_json()) for r in results("R@5", {"a": 1.0, "b": 0.5})]
    (tmp_path / "results.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    summary = {"config": CONFIGURATION.to_json()}
    (tmp_path / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    for path in (tmp_path, tmp_path / "results.jsonl"):
        assert Baseline.load(path).values("R@5") == {"a": 1.0, "b": 0.5}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"config": {}, "cases": 5}', "not JSON"])
def test_file_that_is_no_baseline_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "base.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"base\.json: not a baseline"):
        Baseline.load(path)
    with pytest.raises(UsageError, match="not a baseline"):
        Baseline.load(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("field", "other"), [("suite", "x"), ("cases", "x"), ("split", "x"), ("limit", 9)]
)
def test_baseline_of_other_cases_is_refused_by_the_field(
    tmp_path: Path, field: str, other: Any
) -> None:
    path = tmp_path / "base.json"
    base = baseline("R@5", {"a": 1.0})
    base.check_comparable(CONFIGURATION, path)
    base.check_comparable(replace(CONFIGURATION, system="dense", content="x"), path)
    with pytest.raises(UsageError, match=rf"another configuration: its {field} is"):
        base.check_comparable(replace(CONFIGURATION, **{field: other}), path)
