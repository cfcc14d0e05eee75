"""Items of tables of settings, of introduced lists and of long procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.leads import lead_of
from app.practice.generate.parameters import choices_of
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
3. Register the artifact under a new version.
4. Approve the version after a review.
5. Open the release window.
"""


def made(
    folder: Path, body: str, kind: ItemType, section: str = "Booster settings"
) -> list[Question]:
    notes = read_notes(folder, {"one.md": tagged("Booster", section, body)})
    items = Factory.of_documents(notes).items(ItemFilters(types=(kind,)))
    return [item for item in items if isinstance(item, Question)]


def right(question: Question) -> set[str]:
    return {question.options[k].text for k in question.key}


def test_required_settings_are_told_from_optional_ones(tmp_path: Path) -> None:
    found = made(tmp_path, SETTINGS, "multiple_response")
    [question] = [one for one in found if "are required" in one.stem]
    assert question.stem == (
        'According to "Booster settings", which of these parameters are required?'
    )
    assert right(question) == {"grower", "depth"}
    assert {o.text for o in question.options} - right(question) == {"policy", "gamma", "threads"}


def test_values_of_one_setting_are_told_from_those_of_another(tmp_path: Path) -> None:
    found = made(tmp_path, SETTINGS, "multiple_response")
    [question] = [one for one in found if "the parameter policy" in one.stem]
    assert right(question) <= {"lossguide", "depthwise", "leafwise", "level"}
    wrong = {o.text for o in question.options} - right(question)
    assert wrong <= {"gbtree", "gblinear", "dart", "forest"}


def test_default_is_asked_among_the_setting_s_own_values(tmp_path: Path) -> None:
    found = made(tmp_path, SETTINGS, "multiple_choice")
    [question] = [one for one in found if "default value of the parameter policy" in one.stem]
    assert right(question) == {"depthwise"}
    assert {o.text for o in question.options} == {"lossguide", "depthwise", "leafwise", "level"}


@pytest.mark.parametrize(
    ("valid", "values"),
    [
        ('string, any of the following: ("auto", "rmse", or "l1")', ("auto", "rmse", "l1")),
        ("Either tree or forest", ("tree", "forest")),
        ("float, range: (0.0, 1.0)", ()),
        ("auto, true, or false", ()),
        ("Positive integer", ()),
    ],
)
def test_values_are_named_only_where_none_is_a_type(valid: str, values: tuple[str, ...]) -> None:
    assert choices_of(valid) == values


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
        "Register the artifact under a new version",
        "Approve the version after a review",
        "Open the release window",
    ]
    assert question.stem.endswith("Put these steps of the procedure in the right order.")
