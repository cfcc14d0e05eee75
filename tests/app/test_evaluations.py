"""Finished runs read from their files, whole, old, and damaged."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from app.evaluations import (
    CitedPassage,
    EvaluatedCase,
    Figure,
    find_runs,
    read_cases,
    read_summary,
    worst_first,
)
from index.errors import UsageError
from tests.evaluation_files import GOLD, PASSAGE, write_run

if TYPE_CHECKING:
    from pathlib import Path


def test_summary_is_read(tmp_path: Path) -> None:
    difference = {"mean": 0.1, "low": 0.02, "high": 0.2, "n": 3, "won": 0.5, "lost": 0.25}
    run = read_summary(write_run(tmp_path / "run", comparison={"R@5": difference}))
    assert (run.name, run.n, run.hash) == ("extractive on tiny.jsonl", 4, "hash-run")
    assert run.measures["R@5"] == Figure(0.6667, 0.0, 1.0, 3)
    assert run.differences == {"R@5": Figure(0.1, 0.02, 0.2, 3, 0.5, 0.25)}
    assert run.abstention == {"AUROC U1": Figure(0.9, 0.8, 1.0, 4)}
    assert run.config["seed"] == "7"


def test_summary_of_another_version_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text(
        '{"measures": {"R@5": {"mean": 0.5}}, "abstention": null}'
    )
    run = read_summary(tmp_path)
    assert run.measures == {"R@5": Figure(0.5, 0.5, 0.5)}
    assert (run.n, run.differences, run.abstention) == (0, {}, {})


def test_cases_are_read_with_the_texts_of_their_passages(tmp_path: Path) -> None:
    good, half, declined, egg = read_cases(write_run(tmp_path / "run"))
    assert good.passages[0].text == PASSAGE
    assert good.passages[0].gold
    assert good.sentences[0].cited == ((1, "domain3/3.1-endpoints.md"),)
    assert good.cited == (CitedPassage(1, "domain3/3.1-endpoints.md", (), PASSAGE, ((0, 17),)),)
    assert good.spans == (GOLD,)
    assert (half.question_kind, declined.abstained, egg.answerable) == ("why", True, False)


def test_case_with_missing_fields_is_read(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text('{"id": "1", "question": "q", "sentences": ["s"]}\n')
    (case,) = read_cases(tmp_path)
    assert (case.id, case.sentences[0].text, case.passages) == ("1", "s", ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: not JSON"),
        ("[1]", "line 2: not a JSON object"),
        ('{"id": "2"}', "line 2: not a case"),
        ('{"id": "2", "question": "q", "seconds": "long"}', "line 2: not a case"),
    ],
)
def test_damaged_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "results.jsonl").write_text('{"id": "1", "question": "q"}\n' + line + "\n")
    with pytest.raises(UsageError, match=says):
        read_cases(tmp_path)


def test_folder_without_a_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no finished run"):
        read_summary(tmp_path)
    with pytest.raises(UsageError, match=r"results\.jsonl cannot be read"):
        read_cases(tmp_path)


def test_latest_run_comes_first_and_a_damaged_one_is_left_out(tmp_path: Path) -> None:
    old, new = write_run(tmp_path / "a" / "golden"), write_run(tmp_path / "b")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "summary.json").write_text("{")
    os.utime(old / "summary.json", (1000, 1000))
    assert [run.folder for run in find_runs(tmp_path)] == [new, old]
    assert find_runs(tmp_path / "nowhere") == []


def test_quality_is_the_mean_of_what_is_good() -> None:
    """R@5 1, hallucination rate .25 is .75 good, crag 0 is half way; the copy ratio is no fault."""
    measures = {"R@5": 1.0, "hallucination-rate": 0.25, "crag": 0.0, "copy-ratio": 0.1}
    assert EvaluatedCase("1", "q", measures=measures).quality == pytest.approx(0.75)
    assert EvaluatedCase("1", "q").quality == 1.0
    assert EvaluatedCase("1", "q", measures={"R@5": 1.0}, error="timed out").quality == 0.0


def test_worst_come_first(tmp_path: Path) -> None:
    cases = worst_first(read_cases(write_run(tmp_path / "run")))
    assert [case.id for case in cases] == ["declined", "egg", "half", "good"]


def test_same_bytes_read_twice_are_the_same(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run")
    assert read_cases(folder) == read_cases(folder)
    assert json.loads((folder / "summary.json").read_text())["n"] == len(read_cases(folder))
