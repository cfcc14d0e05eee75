import json

import pytest

from eval.bench_report import bench_lines
from eval.report import RunConfiguration, run_json, table
from eval.run import CaseResult
from eval.statistics import Estimate

CONFIGURATION = RunConfiguration(
    system="extractive",
    dataset="golden.jsonl (dev)",
    snapshot="20261123T120000-0123abcd",
    embedder="hashing",
    precision="fp32",
    chunks=1443,
    seed=1,
)
MEASURES = {"R@5": Estimate(0.5, 0.25, 0.75, 8), "answered": Estimate(1.0, 1.0, 1.0, 8)}


def result(seconds: float) -> CaseResult:
    return CaseResult("1", "q", "", True, False, 0.5, (), (), {}, seconds)


def test_object_of_a_run_has_the_documented_shape() -> None:
    report = run_json(CONFIGURATION, [result(0.01), result(0.03)], MEASURES)
    assert json.loads(json.dumps(report)) == {
        "system": "extractive",
        "dataset": "golden.jsonl (dev)",
        "n": 2,
        "config": {
            "system": "extractive",
            "dataset": "golden.jsonl (dev)",
            "snapshot": "20261123T120000-0123abcd",
            "embedder": "hashing",
            "precision": "fp32",
            "chunks": 1443,
            "seed": 1,
            "hash": CONFIGURATION.hash,
        },
        "measures": {
            "R@5": {"mean": 0.5, "low": 0.25, "high": 0.75, "n": 8},
            "answered": {"mean": 1.0, "low": 1.0, "high": 1.0, "n": 8},
        },
        "latency_ms": {"p50": 30.0, "p95": 30.0, "p99": 30.0},
    }


def test_run_without_results_has_no_latency() -> None:
    report = run_json(CONFIGURATION, [], {})
    assert (report["n"], report["measures"], report["latency_ms"]) == (0, {}, {})


@pytest.mark.parametrize("field", ["dataset", "snapshot", "embedder", "precision"])
def test_hash_changes_with_whatever_decides_the_figures(field: str) -> None:
    from dataclasses import replace

    assert len(CONFIGURATION.hash) == 12
    assert replace(CONFIGURATION).hash == CONFIGURATION.hash
    assert replace(CONFIGURATION, **{field: "other"}).hash != CONFIGURATION.hash


def test_table_aligns_measures_with_their_intervals() -> None:
    head, *lines = table(CONFIGURATION, MEASURES).splitlines()
    assert "1,443 passages, hashing (fp32)" in head
    assert lines == [
        "  R@5       0.500  [0.250, 0.750]  n=8",
        "  answered  1.000  [1.000, 1.000]  n=8",
    ]


def test_table_of_nothing_is_its_head() -> None:
    assert len(table(CONFIGURATION, {}).splitlines()) == 1


def test_bench_prints_the_parts_that_were_measured() -> None:
    assert bench_lines({"machine": {"cpus": 2}}) == ["machine: {'cpus': 2}"]
    assert bench_lines({"machine": {}, "start": {"seconds_to_first_page": 3.5}})[1:] == [
        "start: first page after 3.5 s"
    ]


def test_bench_prints_every_part() -> None:
    measure = {"doc-R@5": {"mean": 0.9}}
    times = {"p50": 1.0, "p95": 2.0, "p99": 3.0}
    lines = bench_lines(
        {
            "machine": {},
            "ingest": {
                "pages": 3,
                "ours": {"seconds": 2.0},
                "plain": {"seconds": 5.0},
                "times_as_fast": 2.5,
                "no_change_seconds": 0.1,
                "one_file_changed": {"seconds": 0.5},
            },
            "rankings": {"questions": 50, "pages": 1250, "ours": measure, "plain": measure},
            "query": {
                "passages": 1443,
                "answer_ms": times,
                "resident_mb": 512.0,
                "stages_ms": {"retrieve": times},
            },
        }
    )
    assert "ingest, 3 pages: ours 2.0 s, plain 5.0 s, 2.5 times as fast" in lines
    assert "  ours: doc-R@5 0.900" in lines
    assert any(line.startswith("query, 1,443 passages") for line in lines)
