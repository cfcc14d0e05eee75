"""Items of a table with sentences of its own, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.wordings import Wordings, wordings_in
from app.practice.records import Question
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

STORES = """| Store | Holds | Reach | Needs a license |
| --- | --- | --- | --- |
| Barn | Hay for the winter | A short walk | No |
| Silo | Grain from the field | A long ride | Yes |
| Cellar | Apples in wooden boxes | A short walk | No |
| Shed | Tools with sharp blades | A boat trip | Yes |
| Loft | Feathers of geese | A ladder climb | Yes |
"""
SAID = """
[[table]]
under = "Stores of a farm"
header = ["Store", "Holds", "Reach", "Needs a license"]
true_of = "Which two statements about the {row} are true?"
[[table.column]]
name = "Holds"
which = "Winter comes. Which store of the farm holds {cell}?"
what = "What does the {row} of the farm hold?"
says = "The {row} holds {cell}."
it = "It holds {cell}"
match = "Match each store of the farm with what it holds."
leave = ["Loft"]
[table.column.which_of]
"Silo" = "The field is mown and bread is wanted. Where does the farmer look?"
[[table.column]]
name = "Reach"
says = "The {row} is {cell} away."
it = "It is {cell} away"
together = "Which two stores are {cell} away?"
[[table.column]]
name = "Needs a license"
says_yes = "The {row} needs a license."
says_no = "The {row} needs no license."
yes = "Which two stores need a license?"
[[table.both]]
columns = ["Holds", "Reach"]
which = "Which store holds {Holds} and is {Reach} away?"
"""


@pytest.fixture
def factory(tmp_path: Path) -> Factory:
    body = f"The stores:\n\n{STORES}"
    notes = read_notes(tmp_path, {"stores.md": tagged("Farm", "Stores of a farm", body)})
    return Factory.of_documents(notes, wordings=Wordings({"stores.md": wordings_in(SAID)}))


def made(factory: Factory, maker: str) -> dict[str, Question]:
    items = factory.items(ItemFilters())
    return {
        item.stem: item
        for item in items
        if isinstance(item, Question) and factory.maker(item).endswith(f": {maker}")
    }


def right(question: Question) -> list[str]:
    return [question.options[place].text for place in question.key]


def test_a_row_is_asked_for_in_the_sentence_of_its_column(factory: Factory) -> None:
    found = made(factory, "worded row")
    question = found["Winter comes. Which store of the farm holds apples in wooden boxes?"]
    assert right(question) == ["Cellar"]
    reasons = {option.text: option.rationale for option in question.options}
    assert reasons["Cellar"] == "The cellar holds apples in wooden boxes."
    assert reasons.get("Silo", "The silo holds grain from the field.") == (
        "The silo holds grain from the field."
    )


def test_a_row_with_a_question_of_its_own_is_asked_by_it(factory: Factory) -> None:
    found = made(factory, "worded row")
    own = found["The field is mown and bread is wanted. Where does the farmer look?"]
    assert right(own) == ["Silo"]
    assert "Winter comes. Which store of the farm holds grain from the field?" not in found


def test_a_row_that_is_left_out_is_not_asked_but_offered(factory: Factory) -> None:
    found = made(factory, "worded cell")
    assert "What does the loft of the farm hold?" not in found
    assert set(found) == {f"What does the {one} of the farm hold?" for one in
                          ("barn", "silo", "cellar", "shed")}  # fmt: skip
    assert any(
        option.text == "Feathers of geese" for one in found.values() for option in one.options
    )


def test_rows_that_share_a_cell_are_asked_together(factory: Factory) -> None:
    question = made(factory, "worded table")["Which two stores are a short walk away?"]
    assert sorted(right(question)) == ["Barn", "Cellar"]


def test_rows_that_say_yes_are_asked_for_with_their_number(factory: Factory) -> None:
    question = made(factory, "worded table")["Which three stores need a license?"]
    assert sorted(right(question)) == ["Loft", "Shed", "Silo"]
    reasons = {option.text: option.rationale for option in question.options}
    assert reasons["Barn"] == "The barn needs no license."


def test_two_cells_tell_a_row(factory: Factory) -> None:
    found = made(factory, "worded pair")
    question = found["Which store holds hay for the winter and is a short walk away?"]
    assert right(question) == ["Barn"]
    assert "Cellar" in {option.text for option in question.options}


def test_statements_of_a_row_are_its_own(factory: Factory) -> None:
    question = made(factory, "worded table")["Which two statements about the silo are true?"]
    assert sorted(right(question)) == ["It holds grain from the field", "It is a long ride away"]


def test_a_worded_table_is_matched_in_its_own_sentence(factory: Factory) -> None:
    question = made(factory, "worded table")["Match each store of the farm with what it holds."]
    pairs = {
        prompt.text: question.options[key].text
        for prompt, key in zip(question.prompts, question.key, strict=True)
    }
    if "Barn" in pairs:
        pairs = {said: name for name, said in pairs.items()}
    assert pairs["Hay for the winter"] == "Barn"


def test_nothing_is_guessed_from_the_headers_of_a_worded_table(factory: Factory) -> None:
    for maker in ("row of a cell", "cell of a row", "two cells", "table", "rows of a cell"):
        assert made(factory, maker) == {}
