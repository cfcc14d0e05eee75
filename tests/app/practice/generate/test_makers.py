"""One item of each maker over small notes, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.catalog import Catalog, Service
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.records import Question
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = """| Symptom | Likely cause | Remedy |
| --- | --- | --- |
| The mill stands still | The river is frozen | Break the ice |
| Flour comes out coarse | The stones are worn | Replace both edges |
| Sacks are missing | A mouse has moved in | Keep a cat |
| The wheel turns backwards | The gate is open | Shut every lock |
"""
FLOWS = """| Property | Ferry | Bridge | Tunnel |
| --- | --- | --- | --- |
| Price | A coin per trip | A toll per year | A lamp per head |
| Closed by | Storm and ice | Heavy snow | High water |
"""
CUES = """Exam cue: "talks to a robot" points to Amazon Lantern.

Exam cue: "counts the sheep" points to Amazon Pebble.

Exam cue: "paints the fence" points to Amazon Canyon.

Exam cue: "repairs old clocks" points to Amazon Harbor.
"""
RULES = """Choose Amazon Lantern when winter nights are long and dark.
Choose Amazon Pebble when hill meadows are full of sheep.
Choose Amazon Canyon when pasture fences are bare of paint.
Choose Amazon Harbor when tower clocks are late by hours.
"""
DUTIES = """Amazon Lantern recommends quiet hours from the noise of past nights.

Amazon Lantern measures dark corners with a lamp on a stick.

Amazon Pebble converts loose drawings into plans of whole streets.

Amazon Canyon detects cracks in bridges with cameras on long ropes.

Amazon Harbor translates the calls of ships between nine tongues.
"""
CATALOG = Catalog(
    tuple(Service(f"Amazon {name}", "Safety") for name in ("Lantern", "Pebble", "Canyon", "Harbor"))
)


def made(folder: Path, section: str, body: str) -> dict[str, Question]:
    """Return the questions of a note by maker and stem."""
    notes = read_notes(folder, {"one.md": tagged("Farm", section, body)})
    factory = Factory.of_documents(notes, CATALOG)
    return {
        f"{factory.maker(item)} | {item.stem}": item
        for item in factory.items(ItemFilters())
        if isinstance(item, Question)
    }


def found(questions: dict[str, Question], maker: str, words: str) -> Question:
    [name] = [name for name in questions if name.startswith(maker) and words in name]
    return questions[name]


def texts(question: Question) -> set[str]:
    return {option.text for option in question.options}


def keys(question: Question) -> list[str]:
    return [question.options[place].text for place in question.key]


def test_symptom_cause_and_remedy_are_asked_for_in_turn(tmp_path: Path) -> None:
    questions = made(tmp_path, "Mills", FAULTS)
    cause = found(questions, "multiple_choice: cell of a row", "coarse. What is the most likely")
    assert cause.stem == "Mills: Flour comes out coarse. What is the most likely cause?"
    assert keys(cause) == ["The stones are worn"]
    remedy = found(questions, "multiple_choice: cause and remedy", "the stones are worn")
    assert remedy.stem == (
        'Mills: a team observes "Flour comes out coarse". The team has found out that the stones'
        " are worn. What should the team do?"
    )
    assert keys(remedy) == ["Replace both edges"]
    assert texts(remedy) == {
        "Break the ice", "Replace both edges", "Keep a cat", "Shut every lock"
    }  # fmt: skip


def test_things_compared_are_matched_with_a_property(tmp_path: Path) -> None:
    questions = made(tmp_path, "Ways over the river", FLOWS)
    asked = found(questions, "matching: sides", "price")
    assert asked.stem == "Ways over the river: match each of them with its price."
    assert {
        prompt.text: asked.options[key].text
        for prompt, key in zip(asked.prompts, asked.key, strict=True)
    } == {
        "Ferry": "A coin per trip",
        "Bridge": "A toll per year",
        "Tunnel": "A lamp per head",
    }


def test_cue_points_to_its_service_and_back(tmp_path: Path) -> None:
    questions = made(tmp_path, "Cues", CUES)
    asked = found(questions, "multiple_choice: rule", "counts the sheep")
    assert keys(asked) == ["Amazon Pebble"]
    back = found(questions, "multiple_choice: cue of a rule", "Amazon Canyon")
    assert back.stem == "Which of these phrases in a scenario points to Amazon Canyon?"
    assert keys(back) == ['"paints the fence"']


def test_case_of_a_service_is_asked_for_and_matched(tmp_path: Path) -> None:
    questions = made(tmp_path, "Choosing help", RULES)
    asked = found(questions, "multiple_choice: case of a rule", "Amazon Harbor")
    assert asked.stem == "In which case is Amazon Harbor the right choice?"
    assert keys(asked) == ["Tower clocks are late by hours"]
    matched = found(questions, "matching: rules", "Match each need with the right service.")
    assert len(matched.prompts) == 3
    assert {option.text for option in matched.options} == {
        "Amazon Lantern", "Amazon Pebble", "Amazon Canyon", "Amazon Harbor"
    }  # fmt: skip


def test_what_a_service_does_is_asked_for(tmp_path: Path) -> None:
    questions = made(tmp_path, "Duties", DUTIES)
    asked = found(questions, "multiple_choice: deed", "Amazon Canyon")
    assert asked.stem == "Which of these does Amazon Canyon do?"
    assert keys(asked) == ["Detects cracks in bridges with cameras on long ropes"]
    both = found(questions, "multiple_response: statements", "Amazon Lantern")
    assert set(keys(both)) == {
        "It recommends quiet hours from the noise of past nights",
        "It measures dark corners with a lamp on a stick",
    }
