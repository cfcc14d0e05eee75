"""Items of tables of settings, of introduced lists and of long procedures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.leads import lead_of
from app.practice.generate.pieces import Entry, Piece
from app.practice.generate.response_lists import of_one_form
from app.practice.records import Question
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import ItemType

SETTINGS = """| Parameter Name | Description |
| --- | --- |
| grower | Which tree kind grows. Required Valid values: gbtree, gblinear, dart, or forest |
| depth | How deep a tree may grow. Required Valid values: integer |
| policy | Where nodes are added. Optional Valid values: lossguide, depthwise, leafwise, or level \
Default value: depthwise |
| gamma | The least loss of a split. Optional Valid values: float Default value: 0 |
| threads | How many threads run. Optional Valid values: integer Default value: 2 |
"""
LISTS = """## Sources
The crawler reads the following stores:

- Parquet folders
- Relational tables
- Message queues

## Targets
The exporter writes the following stores:

- Graph databases
- Search clusters
- Object archives
"""
PROCEDURE = """To publish a model, follow these steps:

1. Train the model on the cleaned rows. The log shows the loss.
2. Choose Next.
3. Register the model under a new version.
4. Approve the version after a review.
5. Open the gate to the approved version.
"""


def made(
    folder: Path, body: str, kind: ItemType, section: str = "Booster settings"
) -> list[Question]:
    notes = read_notes(folder, {"one.md": tagged("Booster", section, body)})
    items = Factory.of_documents(notes).items(ItemFilters(types=(kind,)))
    return [item for item in items if isinstance(item, Question)]


def right(question: Question) -> set[str]:
    return {question.options[k].text for k in question.key}


def test_default_and_valid_values_are_not_asked_for(tmp_path: Path) -> None:
    for kind in ("multiple_choice", "multiple_response"):
        assert not [
            one for one in made(tmp_path, SETTINGS, kind) if re.search("default|valid", one.stem)
        ]


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        (
            "Studio supports the following package managers:",
            "which package managers does Studio support?",
        ),
        (
            "The role requires the following permissions:",
            "which permissions does the role require?",
        ),
        ("The following are limits of the trial:", "which of these are limits of the trial?"),
        (
            "To label frames, you need the following files:",
            "which files do you need to label frames?",
        ),
        ("For more information, see the following.", None),
        ("Do one of the following:", None),
    ],
)
def test_lead_becomes_a_question(lead: str, asked: str | None) -> None:
    found = lead_of(lead)
    assert (found.asked if found else None) == asked


def test_entries_of_a_list_are_told_from_those_of_another(tmp_path: Path) -> None:
    [question] = [
        one
        for one in made(tmp_path, LISTS, "multiple_response", section="Stores")
        if "Sources" in one.stem
    ]
    assert right(question) <= {"Parquet folders", "Relational tables", "Message queues"}
    wrong = {o.text for o in question.options} - right(question)
    assert wrong <= {"Graph databases", "Search clusters", "Object archives"}


def test_steps_that_say_little_are_passed_over(tmp_path: Path) -> None:
    [question] = made(tmp_path, PROCEDURE, "ordering", section="Publishing")
    assert [question.options[k].text for k in question.key] == [
        "Train the model on the cleaned rows",
        "Register the model under a new version",
        "Approve the version after a review",
        "Open the gate to the approved version",
    ]
    assert question.stem == (
        "Publishing: a team wants to publish a model. Put these steps in the right order."
    )


def test_first_of_two_equally_common_forms_is_kept_in_every_process() -> None:
    entry = Entry(Piece("", 0))
    members = [("run-job", entry), ("ModelLatency", entry)]
    assert of_one_form(members) == ("command", (members[0],))
    assert of_one_form(members[::-1]) == ("name", (members[1],))
    assert of_one_form([]) == ("", ())
