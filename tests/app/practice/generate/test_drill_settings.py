"""Drills on settings, terms and what belongs to what, of documents worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.owners import subject_of
from app.practice.generate.pieces import Section
from app.practice.records import Question
from tests.app.practice.generate.notes import read_notes

if TYPE_CHECKING:
    from pathlib import Path

KILN = """# Kiln Hyperparameters

| Parameter Name | Description |
| --- | --- |
| trays | The count of shelves in one load. Required Valid values: integer |
| glaze | The coat of the ware. Required Valid values: celadon, shino or kaki |
| draft | The share of open vents. Optional Valid values: float Default value: 0.5 |
| soak | The hours at the top heat. Optional Valid values: integer Default value: 4 |
| ash | The wood that is burned. Optional Valid values: oak, beech or pine Default value: oak |
| cooling | The speed of the fall to room heat. Optional Valid values: float Default value: auto |
| ramp | The slope at the start. Optional Valid values: float Default value: auto |
"""
TUNED = """# Tune a Kiln

## Tunable Kiln Hyperparameters

| Parameter Name | Parameter Type | Recommended Ranges |
| --- | --- | --- |
| draft | ContinuousParameterRanges | MinValue: 0.2, MaxValue: 0.8 |
| cooling | ContinuousParameterRanges | MinValue: 0.01, MaxValue: 0.5 |
| soak | IntegerParameterRanges | MinValue: 1, MaxValue: 12 |
| trays | IntegerParameterRanges | MinValue: 2, MaxValue: 64 |
| ramp | IntegerParameterRanges | MinValue: 5, MaxValue: 90 |
"""
LOOM = """# Loom Hyperparameters

| Parameter Name | Description |
| --- | --- |
| warp | The threads along the cloth. Required Valid values: integer |
| weft | The threads across it. Required Valid values: integer |
| shed | The gap for the shuttle. Optional Valid values: float Default value: 3.0 |
| selvage | The edge of the cloth. Optional Valid values: plain or tubular Default value: plain |
| beat | The force of the reed. Optional Valid values: float Default value: 0.7 |
"""
ECHO = """# Signals of the harbor

| Signal | Description |
| --- | --- |
| FogHorn | Reports that a fog bank covers the whole outer pier |
| NightLamp | Shows the depth of water beside the inner quay |
| TideFlag | Tells pilots how strong the current runs today |
| GateBell | Calls the crew of the ferry back on board |
| PierDrum | Warns of ice between the two breakwaters |
"""


def drills(folder: Path, **texts: str) -> list[Question]:
    notes = read_notes(folder, {f"{name}.md": text for name, text in texts.items()})
    found = Factory.of_documents(notes).items(ItemFilters(grades=("drill",)))
    return [item for item in found if isinstance(item, Question)]


def one(found: list[Question], stem: str) -> Question:
    [question] = [item for item in found if item.stem == stem]
    return question


def right(question: Question) -> set[str]:
    return {question.options[k].text for k in question.key}


def wrong(question: Question) -> set[str]:
    return {option.text for option in question.options} - right(question)


@pytest.mark.parametrize(
    ("titles", "subject"),
    [
        (("XGBoost Hyperparameters",), "the XGBoost algorithm"),
        (
            ("Tune a Model", "Tunable Hyperparameters for the DeepAR Algorithm"),
            "the DeepAR algorithm",
        ),
        (("Rings", "Metrics Computed by the K-Means Algorithm"), "the K-Means algorithm"),
        (("Segmentation Hyperparameters", "Data Hyperparameters"), "the Segmentation algorithm"),
        (
            ("BlazingText Hyperparameters", "Word2Vec Hyperparameters"),
            "the BlazingText algorithm (Word2Vec)",
        ),
        (("Rules", "Parameter Descriptions for the Overfit Rule"), "the Debugger rule Overfit"),
        (("crowd-button", "Attributes"), "the HTML element crowd-button"),
        (("Choosing a kiln",), ""),
    ],
)
def test_heading_names_whose_settings_it_lists(titles: tuple[str, ...], subject: str) -> None:
    assert subject_of(Section(titles)) == subject


def test_required_settings_stand_among_optional_ones(tmp_path: Path) -> None:
    stem = "Which two of these hyperparameters of the Kiln algorithm are required?"
    question = one(drills(tmp_path, kiln=KILN), stem)
    assert right(question) == {"trays", "glaze"}
    assert wrong(question) < {"draft", "soak", "ash", "cooling", "ramp"}
    assert question.options[question.key[0]].rationale.endswith(" is required.")


def test_settings_of_one_type_stand_among_those_of_others(tmp_path: Path) -> None:
    stem = "Which two of these hyperparameters of the Kiln algorithm are set to an integer?"
    question = one(drills(tmp_path, kiln=KILN), stem)
    assert right(question) == {"trays", "soak"}


def test_shared_default_is_asked_for(tmp_path: Path) -> None:
    stem = 'Which two of these hyperparameters of the Kiln algorithm are "auto" by default?'
    question = one(drills(tmp_path, kiln=KILN), stem)
    assert right(question) == {"cooling", "ramp"}
    assert wrong(question) == {"draft", "soak", "ash"}


def test_values_of_a_setting_stand_among_those_of_another(tmp_path: Path) -> None:
    stem = (
        "Which two of these are values of the hyperparameter glaze (the coat of the ware) of the"
        " Kiln algorithm?"
    )
    question = one(drills(tmp_path, kiln=KILN), stem)
    assert right(question) < {"celadon", "shino", "kaki"}
    assert wrong(question) == {"oak", "beech", "pine"}


def test_range_for_tuning_is_told_in_words(tmp_path: Path) -> None:
    stem = "Which range is recommended for tuning the hyperparameter soak of the Kiln algorithm?"
    question = one(drills(tmp_path, tuned=TUNED), stem)
    assert right(question) == {"From 1 to 12"}


def test_settings_of_one_algorithm_stand_among_those_of_another(tmp_path: Path) -> None:
    found = drills(tmp_path, kiln=KILN, loom=LOOM)
    stem = "Which two of these are hyperparameters of the Loom algorithm?"
    question = next(item for item in found if item.stem == stem)
    assert right(question) < {"warp", "weft", "shed", "selvage", "beat"}
    assert wrong(question) < {"trays", "glaze", "draft", "soak", "ash", "cooling", "ramp"}


def test_untuned_settings_are_wrong_among_tunable_ones(tmp_path: Path) -> None:
    found = drills(tmp_path, kiln=KILN.replace("| ash", "| fuel").replace("ramp", "slope"),
                   tuned=TUNED.replace("| ramp", "| heat"))  # fmt: skip
    stem = "Which two of these hyperparameters of the Kiln algorithm are among its tunable ones?"
    question = one(found, stem)
    assert right(question) == {"draft", "cooling"}
    assert wrong(question) == {"glaze", "fuel", "slope"}


def test_word_that_a_name_echoes_is_blanked(tmp_path: Path) -> None:
    stem = (
        'On "Signals of the harbor": which signal is meant by "Reports that a ____ bank covers the'
        ' whole outer pier"?'
    )
    question = one(drills(tmp_path, echo=ECHO), stem)
    assert right(question) == {"FogHorn"}
    assert question.options[question.key[0]].rationale == (
        "FogHorn: reports that a fog bank covers the whole outer pier."
    )


def test_two_names_have_their_own_descriptions(tmp_path: Path) -> None:
    text = ECHO.replace("fog bank", "white veil").replace("outer pier", "outer bay")
    stem = 'On "Signals of the harbor": which two of these signals have the right description?'
    question = one(drills(tmp_path, echo=text), stem)
    lines = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    told = {name[2:]: said[:1].lower() + said[1:-2] for name, said in lines[2:]}
    for number, option in enumerate(question.options):
        name, _, said = option.text.partition(": ")
        assert (told[name] == said) is (number in question.key)


def test_owner_of_the_same_name_written_otherwise_is_no_wrong_option(tmp_path: Path) -> None:
    table = "\n\n| Metric Name | Description |\n| --- | --- |\n"
    names = {
        "Kiln": ("test:warpage", "test:gloss", "test:pinholes"),
        "Loom": ("tension", "pinholes", "fuzz"),
        "Still": ("proof", "foreshot", "clarity"),
        "Press": ("bleed", "register", "gain"),
        "Forge": ("scale", "temper", "slag"),
    }
    texts = {
        owner.lower(): f"# Metrics Computed by the {owner} Algorithm{table}"
        + "".join(f"| {name} | What the master writes down |\n" for name in told)
        for owner, told in names.items()
    }
    found = drills(tmp_path, **texts)
    asked = {one.stem: one for one in found if one.stem.startswith("Which built-in algorithm")}
    assert len(asked) >= len(names)
    for name, other in (("test:pinholes", "Loom"), ("pinholes", "Kiln")):
        question = asked.get(f"Which built-in algorithm has the metric {name}?")
        assert question is None or other not in wrong(question)
    stem = "Which two of these are metrics of the Loom algorithm?"
    assert all("test:pinholes" not in wrong(one) for one in found if one.stem == stem)
