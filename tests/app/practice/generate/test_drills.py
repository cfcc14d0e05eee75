"""Drills of small documents, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.records import GRADES, Question
from tests.app.practice.generate.notes import read_notes

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """# Kiln Hyperparameters

| Parameter Name | Description |
| --- | --- |
| heat_curve | The shape of the rise at the start. Valid values: linear or cosine. Default: cosine |
| batch_trays | The number of trays in one load. Valid values: [1, 64]. Default: 16 |
| cool_rate | The speed at which the oven falls back to the room. Default: 0.2 |
| draft_mode | The way of the air. Valid values: open, shut or auto. Default: auto |
"""
HARBORS = """# Harbors of the north

| Harbor | Founded by | Loading gear |
| --- | --- | --- |
| Vardo | Whalers | Two cranes on rails |
| Narvik | Miners | A belt for ore |
| Bergen | Merchants | Nets and hooks |
| Tromso | Trappers | Ramps for sledges |
"""
STEPS = """# To sharpen a scythe

1. Clamp the blade in the wooden vice.
2. Hammer the edge until the metal is thin.
3. Soak the whetstone in cold water.
4. Draw the stone from heel to tip.
5. Wipe the steel with an oily cloth.
"""
LISTS = """# Orchard tools

## The orchard

An orchard keeper owns the following tools:

- Pruning saw
- Fruit picker
- Grafting knife

## The hive

A beekeeper owns the following tools by the law of the valley:

- Smoker
- Hive chisel
- Bee brush
- Wax melter

## The wardrobe

The keeper wears the following garments:

- Veil
- Leather gloves
- White overall
- Rubber boots
"""
SENTENCES = """# The print shop

The foreman checks a proof sheet for smudges before noon.

Every apprentice cleans the felt roller with turpentine at dusk.

A clerk stacks the paper ream in dry cupboards near windows.

Our guests admire the brass plate in a wide hall.

The binder trims a proof sheet with long shears on Mondays.

The porter carries the felt roller in two hands through doors.

The buyer weighs the paper ream on scales beside gates.

The carver cuts the brass plate with thin needles under lamps.

Dealers polish the brass plate with soft leather for fairs.

The press oils a proof sheet in silence, and the felt roller is still wet by then.

Boys lift the paper ream by four corners.

The dryer keeps a warm print for 30 minutes in an open drawer.
"""


def drills(tmp_path: Path, text: str, kind: str = "multiple_choice") -> list[Question]:
    notes = read_notes(tmp_path, {"one.md": text})
    filters = ItemFilters(grades=("drill",))
    found = Factory.of_documents(notes).items(filters)
    return [item for item in found if isinstance(item, Question) and item.type == kind]


def asked(tmp_path: Path, text: str, stem: str, kind: str = "multiple_choice") -> Question:
    found = drills(tmp_path, text, kind)
    [question] = [one for one in found if one.stem == stem]
    return question


def key(question: Question) -> str:
    return question.options[question.key[0]].text


def texts(question: Question) -> set[str]:
    return {option.text for option in question.options}


def test_default_stands_among_round_numbers_in_its_range(tmp_path: Path) -> None:
    stem = (
        "What is the default of the hyperparameter batch_trays (the number of trays in one load)"
        " of the Kiln algorithm?"
    )
    question = asked(tmp_path, SETTINGS, stem)
    assert key(question) == "16"
    assert texts(question) - {"16"} <= {"2", "4", "8", "32", "64"}
    assert question.grade == "drill"
    wrong = next(option for option in question.options if option.text != "16")
    assert wrong.rationale == f"batch_trays is 16 by default, not {wrong.text}."


def test_default_stands_among_the_own_values_of_a_setting(tmp_path: Path) -> None:
    stem = (
        "What is the default of the hyperparameter draft_mode (the way of the air) of the Kiln"
        " algorithm?"
    )
    assert all(one.stem != stem for one in drills(tmp_path, SETTINGS))
    four = SETTINGS.replace("open, shut or auto", "open, shut, half or auto")
    question = asked(tmp_path, four, stem)
    assert (key(question), texts(question)) == ("auto", {"open", "shut", "half", "auto"})


def test_cell_of_any_column_is_asked_for_with_its_header(tmp_path: Path) -> None:
    stem = 'On "Harbors of the north": what is the loading gear of the harbor "Narvik"?'
    question = asked(tmp_path, HARBORS, stem)
    assert key(question) == "A belt for ore"
    assert "Nets and hooks" in texts(question)


def test_row_is_asked_for_by_a_cell_that_it_alone_has(tmp_path: Path) -> None:
    stem = 'On "Harbors of the north": which harbor is founded by miners?'
    question = asked(tmp_path, HARBORS, stem)
    assert (key(question), texts(question)) == ("Narvik", {"Vardo", "Narvik", "Bergen", "Tromso"})


def test_rows_are_matched_with_their_cells(tmp_path: Path) -> None:
    stem = 'On "Harbors of the north": match each loading gear with the right harbor.'
    question = asked(tmp_path, HARBORS, stem, "matching")
    pairs = {
        prompt.text: question.options[k].text
        for prompt, k in zip(question.prompts, question.key, strict=True)
    }
    assert pairs == {
        "Two cranes on rails": "Vardo",
        "A belt for ore": "Narvik",
        "Nets and hooks": "Bergen",
        "Ramps for sledges": "Tromso",
    }


def test_next_step_is_the_one_with_the_next_number(tmp_path: Path) -> None:
    stem = (
        'In the procedure "To sharpen a scythe", which step comes right after'
        ' "Clamp the blade in the wooden vice"?'
    )
    question = asked(tmp_path, STEPS, stem)
    assert key(question) == "Hammer the edge until the metal is thin"


def test_steps_are_ordered_as_the_procedure_numbers_them(tmp_path: Path) -> None:
    [question] = drills(tmp_path, STEPS, "ordering")
    first_words = [question.options[k].text.split()[0] for k in question.key]
    assert first_words == ["Clamp", "Hammer", "Soak", "Draw", "Wipe"]


def test_members_of_a_list_stand_among_entries_of_the_same_kind(tmp_path: Path) -> None:
    stem = (
        'The text on "Orchard tools: The orchard" says: "An orchard keeper owns the following'
        ' tools:" Which two of these does it name?'
    )
    question = asked(tmp_path, LISTS, stem, "multiple_response")
    keys = {question.options[k].text for k in question.key}
    assert keys < {"Pruning saw", "Fruit picker", "Grafting knife"}
    assert texts(question) - keys < {"Smoker", "Hive chisel", "Bee brush", "Wax melter"}


def test_sentence_is_completed_with_a_term_of_its_page(tmp_path: Path) -> None:
    stem = (
        'Complete the sentence from "The print shop": The carver cuts the ____ with thin needles'
        " under lamps."
    )
    question = asked(tmp_path, SENTENCES, stem)
    assert texts(question) == {"Proof sheet", "Felt roller", "Paper ream", "Brass plate"}
    assert key(question) == "Brass plate"


def test_sentence_is_completed_with_a_value_near_the_right_one(tmp_path: Path) -> None:
    stem = (
        'Which value completes the sentence from "The print shop"? The dryer keeps a warm print for'
        " ____ in an open drawer."
    )
    question = asked(tmp_path, SENTENCES, stem)
    assert key(question) == "30 minutes"
    near = {f"{n} minutes" for n in (5, 10, 15, 20, 45, 60, 90, 120)}
    assert texts(question) - {"30 minutes"} <= near


def test_drills_come_after_what_an_exam_could_ask_and_only_when_named(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"one.md": HARBORS})
    factory = Factory.of_documents(notes)
    assert all(item.grade == "exam" for item in factory.items())
    both = [item.grade for item in factory.items(ItemFilters(grades=GRADES))]
    assert both == sorted(both, reverse=True)
    assert "drill" in both


def test_every_drill_quotes_its_document(tmp_path: Path) -> None:
    text = "\n\n".join((SETTINGS, HARBORS.replace("# ", "## "), STEPS.replace("# ", "## ")))
    notes = read_notes(tmp_path, {"one.md": text})
    [entry] = notes.documents()
    for item in Factory.of_documents(notes).items(ItemFilters(grades=("drill",))):
        for part in item.parts:
            for option in part.options:
                assert option.evidence is not None
                assert option.evidence.quote in " ".join(notes.text(entry.id).split())
