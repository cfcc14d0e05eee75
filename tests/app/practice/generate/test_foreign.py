"""What an exam asks about documents without tags: what stands without its heading, and no look-ups.

What is left out of the exam's grade is asked by drills.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.records import Question
from app.practice.wish import Wish
from app.question_factory import NOTHING_TOLD_APART, SnapshotFactory
from tests.app.practice.generate.notes import read_notes

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import Grade

SEVERITIES = """## Alarms

| Alarm | Meaning | First response | Who is called |
| --- | --- | --- | --- |
| RED | Visitors receive wrong tickets | 15 minutes | The guard and the keeper |
| AMBER | A gate stays closed in the morning | 30 minutes | The guard |
| BLUE | A lantern burns without oil | 4 hours | The keeper |
| GRAY | A signpost shows old prices | 2 days | Nobody |
"""
FAULTS = """## Known problems

| Symptom | Likely cause | Remedy |
| --- | --- | --- |
| The gate opens a gap at night | The spring has lost its tension | Replace the coil |
| The lamps lose the flame at noon | The oil contains too much water | Buy another brand |
| The bell rings an hour too early | The rope touches the branches | Cut the hedge |
| The clock loses an hour every day | The pendulum is longer than planned | Shorten the rod |
"""
TOOLS = """## Tools

| Tool | What it does | Link |
| --- | --- | --- |
| Compass | Shows which path serves which group | https://park.example/c |
| Ledger | Records the approval of every keeper | https://park.example/l |
| Harbor | Stores the boats of all visitors | https://park.example/h |
| Quarry | Builds new walls from old stones | https://park.example/q |
"""
SETTINGS = """## Pump hyperparameters

| Parameter | Description | Default value |
| --- | --- | --- |
| max_flow | The maximum number of liters that a pump moves per hour | 32 |
| hide_time | The time for which a leak is hidden from the guards | 30 s |
| batch_gap | The time to wait for more water before a batch is sent | 20 s |
| low_mark | The level below which the alarm of the well is raised | 5 |
"""
SPEEDS = """## Pumps

| Pump | First response |
| --- | --- |
| North | 15 minutes |
| South | 30 minutes |
| East | 4 hours |
| West | 2 days |
"""
SIDES = """## Fence types compared

| Property | Plank fence | Wire fence | Hedge |
| --- | --- | --- | --- |
| Color | Brown in all seasons | Silver and black | Green until autumn |
"""
GLOSSARY = """## Words

Weir: A low wall that raises the water of a stream.

Sluice: A gate that lets the water of a pond run off.

Culvert: A pipe that leads a brook under a path.

Levee: A bank that keeps a river out of the meadows.
"""
PAGES = {"park.md": SEVERITIES + FAULTS + TOOLS + SETTINGS + SIDES + GLOSSARY}


def stems(folder: Path, grade: Grade) -> dict[str, Question]:
    notes = read_notes(folder, {name: f"# Park handbook\n\n{text}" for name, text in PAGES.items()})
    items = Factory.of_documents(notes).items(ItemFilters(grades=(grade,)))
    return {item.stem: item for item in items if isinstance(item, Question)}


def key(question: Question) -> str:
    return question.options[question.key[0]].text


@pytest.mark.parametrize(
    ("stem", "answer"),
    [
        ("Visitors receive wrong tickets. Which alarm is this?", "RED"),
        (
            "The gate opens a gap at night. What is the most likely cause?",
            "The spring has lost its tension",
        ),
        ("The bell rings an hour too early. What should the team do?", "Cut the hedge"),
        ("Which tool records the approval of every keeper?", "Ledger"),
    ],
)
def test_a_table_is_asked_in_sentences_without_its_heading(
    tmp_path: Path, stem: str, answer: str
) -> None:
    assert key(stems(tmp_path, "exam")[stem]) == answer


def test_reason_of_a_level_says_what_it_means(tmp_path: Path) -> None:
    asked = stems(tmp_path, "exam")["Visitors receive wrong tickets. Which alarm is this?"]
    told = next(option.rationale for option in asked.options if option.text == "AMBER")
    assert told == (
        "AMBER means that a gate stays closed in the morning; RED means that visitors receive"
        " wrong tickets."
    )


def test_an_exam_puts_no_heading_before_a_question(tmp_path: Path) -> None:
    asked = stems(tmp_path, "exam")
    assert len(asked) >= 10
    assert not [stem for stem in asked if stem.startswith('On "')]


def test_what_is_looked_up_is_asked_by_drills_alone(tmp_path: Path) -> None:
    looked_up = ("max_flow", "15 minutes", "The guard", "30 s")
    exam, drill = (
        [*stems(tmp_path, grade).keys(), *map(key, stems(tmp_path, grade).values())]
        for grade in ("exam", "drill")
    )
    assert not [text for text in exam if any(one in text for one in looked_up)]
    assert [text for text in drill if "15 minutes" in text]


def test_things_compared_are_called_what_their_heading_says(tmp_path: Path) -> None:
    asked = stems(tmp_path, "exam")
    assert "Match each fence type with its color." in asked


def test_words_of_a_glossary_are_told_from_each_other(tmp_path: Path) -> None:
    asked = stems(tmp_path, "exam") | stems(tmp_path, "drill")
    [term] = [one for one in asked.values() if "leads a brook under a path" in one.stem]
    assert key(term) == "Culvert"
    assert {option.text for option in term.options} == {"Weir", "Sluice", "Culvert", "Levee"}


def test_a_document_without_a_question_says_why(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"plain.md": "# Plain\n\nThe meadow is wide and calm today.\n"})
    [entry] = notes.documents()
    factory = SnapshotFactory(Factory.of_documents(notes), {entry.id: "plain.md"})
    assert factory.why_none(Wish(paths=("plain.md",))) == NOTHING_TOLD_APART
    why = factory.why_none(Wish(paths=("plain.md",), types=("ordering",)))
    assert why.startswith("No numbered procedure")
    assert why.endswith("(no procedures found)")
    assert factory.why_none(Wish(paths=("other.md",))) == ""


def test_a_document_for_drills_alone_says_so(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"pump.md": f"# Pumps\n\n{SPEEDS}"})
    [entry] = notes.documents()
    factory = SnapshotFactory(Factory.of_documents(notes), {entry.id: "pump.md"})
    assert list(factory.items(Wish(paths=("pump.md",)))) == []
    drills = list(factory.items(Wish(paths=("pump.md",), grades=("drill",))))
    assert factory.why_none(Wish(paths=("pump.md",))) == (
        f"{NOTHING_TOLD_APART}; --grade drill gives {len(drills)} questions of plain recall"
    )
