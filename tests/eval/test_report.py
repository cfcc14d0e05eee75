import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from eval.baseline import Baseline
from eval.bench_report import bench_lines
from eval.case_result import CaseResult
from eval.comparison import Compared
from eval.configuration import RunConfiguration
from eval.groups import compare_groups
from eval.html_report.bench_page import bench_html
from eval.report import SuiteRun, run_lines
from eval.statistics import Difference, Estimate

CONFIGURATION = RunConfiguration(
    system="fused",
    model="extractive",
    suite="golden",
    dataset="golden.jsonl (dev)",
    cases="0123456789ab",
    n=2,
    split="dev",
    limit=0,
    snapshot="20261123T120000-0123abcd",
    content="ba9876543210",
    embedder="hashing",
    precision="fp32",
    chunks=1443,
    retrieval={"dense": True},
    seed=1,
    measures_version=2,
)
MEASURES = {"R@5": Estimate(0.5, 0.25, 0.75, 8), "answered": Estimate(1.0, 1.0, 1.0, 8)}


def result(seconds: float, **known: Any) -> CaseResult:
    return CaseResult("1", "q", seconds=seconds, **known)


def test_object_of_a_run_has_the_documented_shape() -> None:
    results = [result(0.01, domain="domain1"), result(0.03, stages={"retrieve": 0.02})]
    report = json.loads(json.dumps(SuiteRun(CONFIGURATION, results, MEASURES).to_json()))
    config = report.pop("config")
    assert config.pop("hash") == CONFIGURATION.hash
    assert config == asdict(CONFIGURATION)
    assert report == {
        "system": "extractive",
        "dataset": "golden.jsonl (dev)",
        "n": 2,
        "measures": {
            "R@5": {"mean": 0.5, "low": 0.25, "high": 0.75, "n": 8},
            "answered": {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 8},
        },
        "groups": {"domain": {"domain1": {}, "none": {}}},
        "abstention": None,
        "levels": {"R@5": {"relation": ">=", "limit": 0.9}},
        "comparison": {},
        "comparison_groups": {},
        "errors": 0,
        "latency_ms": {"p50": 30.0, "p95": 30.0, "p99": 30.0},
        "stages_ms": {"retrieve": {"p50": 20.0, "p95": 20.0, "p99": 20.0}},
        "search_stages_ms": {},
    }


def test_run_without_results_has_no_latency() -> None:
    report = SuiteRun(CONFIGURATION, [], {}).to_json()
    assert (report["n"], report["measures"], report["latency_ms"]) == (0, {}, {})


@pytest.mark.parametrize(
    ("system", "model", "name"),
    [
        ("fused", "extractive", "extractive"),
        ("fused", "ollama:qwen", "ollama:qwen"),
        ("dense", "extractive", "extractive over dense"),
        ("plain", "", "plain (retrieval)"),
        ("verifier", "", "verifier"),
    ],
)
def test_run_is_named_by_its_model_and_by_its_retrieval(system: str, model: str, name: str) -> None:
    checked = {"least_support": 0.66} if system == "verifier" else {}
    configuration = replace(CONFIGURATION, system=system, model=model, verifier=checked)
    assert SuiteRun(configuration, [], {}).system == name


@pytest.mark.parametrize("field", ["dataset", "content", "embedder", "precision", "system"])
def test_hash_changes_with_whatever_decides_the_figures(field: str) -> None:
    assert len(CONFIGURATION.hash) == 12
    assert replace(CONFIGURATION).hash == CONFIGURATION.hash
    assert replace(CONFIGURATION, **{field: "other"}).hash != CONFIGURATION.hash


def test_hash_does_not_change_when_the_same_index_is_built_again() -> None:
    assert replace(CONFIGURATION, snapshot="another").hash == CONFIGURATION.hash


def test_table_aligns_measures_with_their_intervals() -> None:
    head, *lines = run_lines(SuiteRun(CONFIGURATION, [], MEASURES))
    assert "1,443 passages, hashing (fp32), seed 1" in head
    assert lines == [
        "  R@5       0.500  [0.250, 0.750]  n=8   level >= 0.9: MISSED",
        "  answered  1.000  [1.000, 1.000]  n=8",
    ]


def test_table_shows_the_difference_to_a_baseline() -> None:
    difference = Difference(-0.25, -0.5, 0.0, 8, 0.125, 0.375)
    compared = {"R@5": Compared("R@5", difference, ())}
    line = run_lines(SuiteRun(CONFIGURATION, [], MEASURES, compared=compared))[1]
    assert line.endswith(
        "n=8   -0.250 [-0.500, +0.000]  won 12.5%, lost 37.5%   level >= 0.9: MISSED"
    )


def test_groups_are_a_line_each() -> None:
    results = [
        result(0.01, domain=domain, measures={"R@5": value})
        for domain, value in (("domain1", 1.0), ("domain2", 0.0), ("domain2", 0.0))
    ]
    lines = run_lines(SuiteRun(CONFIGURATION, results, {}), groups=True)
    assert lines[1:] == [
        "by domain",
        "  domain1  R@5 1.000 [1.000, 1.000] n=1",
        "  domain2  R@5 0.000 [0.000, 0.000] n=2",
    ]


def test_groups_have_differences_of_their_own() -> None:
    results = [
        CaseResult(f"{n}", "q", domain=domain, measures={"R@5": value})
        for n, (domain, value) in enumerate([("domain1", 1.0), ("domain2", 0.0), ("domain2", 1.0)])
    ]
    was = [replace(one, measures={"R@5": 1.0}) for one in results]
    compared = compare_groups(results, Baseline.of(CONFIGURATION, was, {}))
    two = compared["domain"]["domain2"]["R@5"].difference
    assert (two.mean, two.n, two.won, two.lost) == (-0.5, 2, 0.0, 0.5)
    run = SuiteRun(CONFIGURATION, results, {}, compared_groups=compared)
    assert run_lines(run, groups=True)[2:] == [
        "  domain1  R@5 1.000 [1.000, 1.000] n=1",
        "             R@5   +0.000 [+0.000, +0.000]  won 0.0%, lost 0.0%",
        "  domain2  R@5 0.500 [0.000, 1.000] n=2",
        "             R@5   -0.500 [-1.000, +0.000]  won 0.0%, lost 50.0%",
    ]


def test_table_of_nothing_is_its_head() -> None:
    assert len(run_lines(SuiteRun(CONFIGURATION, [], {}))) == 1


def test_bench_prints_the_parts_that_were_measured() -> None:
    assert bench_lines({"machine": {"cpus": 2}}) == ["machine: {'cpus': 2}"]
    start = {"seconds_to_first_page": 3.5, "questions": 5, "resident_mb": 640}
    assert bench_lines({"machine": {}, "start": start})[1:] == [
        "start: first page after 3.5 s; after 5 questions 640 MB resident"
    ]


MEASURE = {"doc-R@5": {"mean": 0.9}}
TIMES = {"p50": 1.0, "p95": 2.0, "p99": 3.0}
BENCH: dict[str, Any] = {
    "machine": {},
    "ingest": {
        "pages": 3,
        "ours": {"seconds": 2.0, "resident_mb": 800.0},
        "plain": {"seconds": 5.0, "resident_mb": 1000.0},
        "times_as_fast": 2.5,
        "no_change_seconds": 0.1,
        "one_file_changed": {"seconds": 0.5},
    },
    "rankings": {"questions": 50, "pages": 1250, "ours": MEASURE, "plain": MEASURE},
    "query": {
        "passages": 1443,
        "questions": 94,
        "answer_ms": TIMES,
        "resident_mb": 512.0,
        "stages_ms": {"retrieve": TIMES},
    },
    "start": {"seconds_to_first_page": 3.5, "questions": 5, "resident_mb": 640},
    "questions": {
        "bank_items": 400,
        "bank_seconds": 0.25,
        "quiz": 20,
        "first_quiz_seconds": 1.5,
        "factory_items": 1000,
        "factory_seconds": 8.0,
        "factory_items_per_second": 125.0,
    },
}


def test_bench_draws_every_part_and_puts_the_memory_together() -> None:
    page = bench_html(BENCH)
    for title in (
        "To ingest 3 pages",
        "What is found on 1,250 pages",
        "To answer over 1,443 passages",
        "Until practice questions are there",
        "Memory and start",
    ):
        assert f"<h3>{title}</h3>" in page
    for cells in (
        '<th scope="row">doc-R@5, plain pipeline</th><td>0.900</td>',
        '<th scope="row">ingesting, plain pipeline</th><td>1,000</td>',
        '<th scope="row">answering</th><td>512</td>',
        '<th scope="row">the app</th><td>640</td>',
        '<th scope="row">factory: the first 20</th><td>1.5</td>',
    ):
        assert cells in page
    assert "Memory" not in bench_html({"machine": {}, "questions": BENCH["questions"]})


def test_bench_prints_every_part() -> None:
    lines = bench_lines(BENCH)
    assert "ingest, 3 pages: ours 2.0 s, plain 5.0 s, 2.5 times as fast" in lines
    assert "  ours: doc-R@5 0.900" in lines
    assert any(line.startswith("query, 1,443 passages") for line in lines)
    assert (
        "questions: bank of 400 read in 0.25 s; factory: first 20 after 1.5 s, 1,000 in 8 s "
        "(125 a second)"
    ) in lines
