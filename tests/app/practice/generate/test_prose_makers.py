"""Items of sentences: purposes and names, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.pages import Page
from app.practice.generate.purposes import purposes_of
from app.practice.records import Question
from tests.app.practice.generate.notes import Notes, read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

CONDITIONS = """If the queue is empty, the scheduler stops idle machines.

If a worker fails twice, the coordinator marks the shard as broken.

When the disk fills up, the collector drops the oldest records.

Requests wait in a buffer if the gateway loses the connection.

If this is so, see the next section.
"""
PURPOSES = """You can use the Pebble Store to keep feature values for online lookups.

You can use the Canyon Map to draw boundaries between land parcels.

You can use the Lantern Kit to label night images with many volunteers.

You can use the Harbor Gate to inspect packets before the firewall.

You can use the following procedure to finish the work.
"""


def page(tmp_path: Path, body: str) -> Page:
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", body)})
    [entry] = notes.documents()
    return Page.of(notes.document(entry.id))


def questions(notes: Notes) -> list[Question]:
    items = Factory.of_documents(notes).items(ItemFilters(types=("multiple_choice",)))
    return [item for item in items if isinstance(item, Question)]


def asked(tmp_path: Path, body: str, words: str) -> Question:
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", body)})
    [found] = [one for one in questions(notes) if words in one.stem]
    return found


def texts(question: Question) -> set[str]:
    return {option.text for option in question.options}


def key(question: Question) -> str:
    return question.options[question.key[0]].text


def test_purpose_needs_a_named_tool(tmp_path: Path) -> None:
    found = [(one.tool, one.aim) for one in purposes_of(page(tmp_path, PURPOSES))]
    assert found == [
        ("the Pebble Store", "keep feature values for online lookups"),
        ("the Canyon Map", "draw boundaries between land parcels"),
        ("the Lantern Kit", "label night images with many volunteers"),
        ("the Harbor Gate", "inspect packets before the firewall"),
    ]


def test_three_sentences_are_too_few_for_four_options(tmp_path: Path) -> None:
    few = "\n\n".join(CONDITIONS.split("\n\n")[:3])
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", few)})
    assert questions(notes) == []
