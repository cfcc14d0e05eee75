"""The figures of the factory over a small published index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.bank import load_bank
from app.practice.generate.factory import Factory
from eval.bench_questions import bench_questions
from eval.cli import main
from eval.factory_report import factory_report
from eval.suites import ROOT
from index.snapshot import Snapshot
from tests.app.practice.generate.notes import read_notes, tagged
from tests.index.library import publish

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

STONES = """The following table compares stones.

| Stone | Origin | Choose it when |
| --- | --- | --- |
| Basalt | Cooled lava | A road needs a hard bed |
| Marble | Pressed lime | A statue should shine |
| Slate | Layered clay | A roof must be light |
| Flint | Silica nodules | A tool needs an edge |
"""


def index_of(tmp_path: Path) -> Path:
    notes_folder = tmp_path / "notes"
    notes_folder.mkdir()
    notes = read_notes(notes_folder, {"stones.md": tagged("Stones", "Stones compared", STONES)})
    root = tmp_path / "index"
    publish(root, [notes.document(entry.id) for entry in notes.documents()])
    return root


def test_report_counts_proves_and_grades_every_item(tmp_path: Path) -> None:
    report, items = factory_report(Snapshot.open(index_of(tmp_path)))
    assert report.total == len(items) > 0
    assert report.proved == report.total
    assert report.graded == report.questions
    assert sum(report.positions) == report.choices
    missing = {reason.type for reason in report.inventory.reasons}
    assert missing == {"ordering", "multiple_response", "case_study"}


def test_command_prints_the_sample_that_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = str(index_of(tmp_path))
    asked = ["questions", "--factory", "--index", index, "--sample", "2", "--seed", "5"]
    assert main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    total, exam, drill = map(int, re.findall(r"\d+", lines[0]))
    assert lines[0] == f"{total} distinct items ({exam} exam, {drill} drill)"
    assert exam + drill == total
    assert exam > 0
    assert drill > 0
    assert sum(line.startswith("#") for line in lines) == 2


def test_second_factory_of_a_snapshot_gives_what_the_first_made(tmp_path: Path) -> None:
    snapshot = Snapshot.open(index_of(tmp_path))
    first = {item.id: item for item in Factory.of_snapshot(snapshot).items()}
    second = {item.id: item for item in Factory.of_snapshot(snapshot, seed=9).items()}
    assert first.keys() == second.keys()
    assert all(second[one] is first[one] for one in first)


def test_bench_times_the_bank_and_the_factory(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    timed = bench_questions(index, ROOT / "corpus")
    assert timed["bank_items"] == len(load_bank(ROOT / "corpus" / "questions"))
    assert timed["factory_items"] == len(list(Factory.of_snapshot(Snapshot.open(index)).items()))
    assert 0 <= timed["first_quiz_seconds"] <= timed["factory_seconds"] + 0.01
    assert timed["factory_items_per_second"] > 0
