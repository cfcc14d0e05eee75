"""Drills on workflows, shared marks and named lists, and cases of options, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.records import CaseStudy, Question
from tests.app.practice.generate.notes import read_notes

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import ItemType

WORKFLOW = """# How the mill works

At harvest, the mill completes the following steps:

1. Weighs the grain on the ramp.
2. Removes stones with a shaking sieve.
3. If it rained, see the chapter on drying.
4. Breaks the kernels between two rollers.
5. Packs the flour by using the following command:
6. Ships the sacks to the bakers.
"""
STATES = """# Orders of the mill

An order has one of the following status types:

1. Create the paper form for the farmer.
2. Check the paper form with the owner.
3. Send the paper form to the archive.
"""
MATRIX = """# Boats of the harbor

| Boat | Sail | Motor | Anchor |
| --- | --- | --- | --- |
| Cutter | ✓ | - | ✓ |
| Ferry | - | ✓ | N/A |
| Barge | - | ✓ | ✓ |
| Sloop | ✓ | - | - |
| Tender | - | ✓ | - |
| Yawl | ✓ | ✓1 | - |
"""
DISPUTED = """# Kilns

| Kiln | Portable | Fuel type of the kiln |
| --- | --- | --- |
| Raku | Yes | Gas |
| Anagama | No | Wood |
| Pit | No | Wood |
| Tunnel | No | Gas |
| Bottle | Yes | Coal |
"""
RIVAL = """# Ovens

| Kiln | Portable |
| --- | --- |
| Bottle | No |
| Muffle | Yes |
"""
POLICIES = """# Rights of the guild

## AWS managed policy: GuildBakerAccess

This policy includes the following permissions.

- ovens – Allows principals to open and heat the ovens at night.
- flour – Allows principals to take flour from the north store.
- salt – Needed for the bread of the feast.

## AWS managed policy: GuildMasonAccess

This policy includes the following permissions.

- bricks – Allows principals to send bricks to the tower.
- lime – Allows principals to store lime in summer.
- ropes – Allows principals to hang ropes on the wall.
- ovens – Allows principals to repair the doors.
"""
OPTIONS = """# Ways over the river

## Crossing options

Swing bridge is ideal for heavy carts that pass many times on every market day.

Cable ferry is suitable for single riders who arrive at night without any notice.

Stone ford is ideal when you have dry summers and you don't want to pay a toll.

Rope basket is ideal when you want to lift small parcels over the rocks.
"""


def made(
    tmp_path: Path, kind: ItemType, *files: str, grade: str = "drill"
) -> list[Question | CaseStudy]:
    names = {f"{number}.md": text for number, text in enumerate(files)}
    filters = ItemFilters(grades=(grade,), types=(kind,))  # type: ignore[arg-type]
    return list(Factory.of_documents(read_notes(tmp_path, names)).items(filters))


def questions(tmp_path: Path, kind: ItemType, *files: str) -> list[Question]:
    return [one for one in made(tmp_path, kind, *files) if isinstance(one, Question)]


def keys(question: Question) -> set[str]:
    return {question.options[place].text for place in question.key}


def texts(question: Question) -> set[str]:
    return {option.text for option in question.options}


def test_steps_stand_in_the_order_of_their_text(tmp_path: Path) -> None:
    [question] = questions(tmp_path, "ordering", WORKFLOW)
    assert question.stem == (
        'The text on "How the mill works" says: "At harvest, the mill completes the following'
        ' steps:" Put these steps in the order in which it gives them.'
    )
    assert [question.options[place].text for place in question.key] == [
        "Weighs the grain on the ramp",
        "Removes stones with a shaking sieve",
        "Breaks the kernels between two rollers",
        "Packs the flour",
        "Ships the sacks to the bakers",
    ]
    assert question.key != tuple(range(5))
    assert question.options[question.key[2]].rationale == (
        'This is step 4 of 6 under "How the mill works".'
    )


def test_numbered_states_are_no_steps(tmp_path: Path) -> None:
    assert not questions(tmp_path, "ordering", STATES)


def test_rows_with_a_mark_stand_among_those_without(tmp_path: Path) -> None:
    found = questions(tmp_path, "multiple_response", MATRIX)
    sail = [one for one in found if "two boats have a mark for sail" in one.stem]
    assert sail
    assert all(keys(one) < {"Cutter", "Sloop", "Yawl"} for one in sail)
    assert all(texts(one) - keys(one) == {"Ferry", "Barge", "Tender"} for one in sail)


def test_a_mark_with_a_footnote_is_not_asked_about(tmp_path: Path) -> None:
    kinds: tuple[ItemType, ...] = ("multiple_choice", "multiple_response")
    found = [one for kind in kinds for one in questions(tmp_path, kind, MATRIX)]
    motor = [one for one in found if "mark for motor" in one.stem]
    assert motor
    assert all("Yawl" not in texts(one) for one in motor)
    anchor = [one for one in found if "mark for anchor" in one.stem]
    assert all("Ferry" not in texts(one) for one in anchor)


def test_a_row_that_another_table_tells_otherwise_is_not_asked_about(tmp_path: Path) -> None:
    alone = questions(tmp_path, "multiple_response", DISPUTED)
    portable = [one for one in alone if one.stem.endswith("kilns are portable?")]
    assert [keys(one) for one in portable] == [{"Raku", "Bottle"}]
    both = questions(tmp_path, "multiple_choice", DISPUTED, RIVAL)
    portable = [one for one in both if one.stem.endswith("kiln is portable?")]
    assert portable
    assert all("Bottle" not in texts(one) for one in portable)


def test_permissions_of_a_policy_stand_among_those_for_other_services(tmp_path: Path) -> None:
    found = questions(tmp_path, "multiple_response", POLICIES)
    stem = "Which two of these permissions does the policy GuildBakerAccess include?"
    [question] = [one for one in found if one.stem == stem]
    assert keys(question) == {
        "Open and heat the ovens at night",
        "Take flour from the north store",
    }
    assert texts(question) - keys(question) == {
        "Send bricks to the tower",
        "Store lime in summer",
        "Hang ropes on the wall",
    }
    wrong = next(one for one in question.options if one.text == "Store lime in summer")
    assert wrong.rationale == (
        "The policy GuildBakerAccess lists nothing for lime; the policy GuildMasonAccess does:"
        " Store lime in summer."
    )


def test_options_of_a_section_make_a_case(tmp_path: Path) -> None:
    [study] = made(tmp_path, "case_study", OPTIONS, grade="exam")
    assert isinstance(study, CaseStudy)
    assert study.scenario == (
        'On "Ways over the river: Crossing options": three teams of one company each have to choose'
        " a crossing option. Team A: We need a choice for heavy carts that pass many times on every"
        " market day. Team B: We need a choice for single riders who arrive at night without any"
        " notice. Team C: We have dry summers and we don't want to pay a toll."
    )
    assert [keys(one) for one in study.questions] == [
        {"Swing bridge"},
        {"Cable ferry"},
        {"Stone ford"},
    ]
