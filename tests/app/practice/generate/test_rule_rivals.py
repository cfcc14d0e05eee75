"""Rules are asked among rivals only, over small notes worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.catalog import Catalog, Service
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.rule_rivals import BESIDE, KIN, STRANGER, Rivals
from app.practice.generate.rules import rules_of
from app.practice.generate.shelf import Shelf
from app.practice.records import Question
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.generate.rules import Rule

NEIGHBOR = "When Amazon {} is the answer and when its neighbor is"
CATALOG = Catalog(
    (
        Service("Amazon Lantern", "Light", "lantern.md"),
        Service("Amazon Candle", "Light", "candle.md"),
        Service("Amazon Torch", "Light", "torch.md"),
        Service("Amazon Beacon", "Light", "beacon.md"),
        Service("Amazon Pebble", "Stone", "pebble.md"),
    )
)
FILES = {
    "lantern.md": tagged(
        "Amazon Lantern",
        NEIGHBOR.format("Lantern"),
        "Choose Amazon Lantern when walkers cross dark moors at night. Choose Amazon Candle when"
        " dinner guests sit around one table. Choose Amazon Pebble when garden paths need a firm"
        " cover.\n\n"
        'Exam cue: "walkers on a dark moor" points to a wick service plan.\n',
    ),
    "candle.md": tagged(
        "Amazon Candle",
        NEIGHBOR.format("Candle"),
        "Choose Amazon Candle when old books are read in bed.\n",
    ),
    "torch.md": tagged(
        "Amazon Torch",
        NEIGHBOR.format("Torch"),
        "Choose Amazon Torch when miners dig narrow tunnels by hand. Choose Amazon Candle when"
        " cakes are served to children.\n",
    ),
    "beacon.md": tagged(
        "Amazon Beacon",
        NEIGHBOR.format("Beacon"),
        "Choose Amazon Beacon when ships approach rocky coasts in fog.\n",
    ),
}
SEVERAL = """Exam cue: "walkers on dark moors" points to Amazon Lantern; "guests around one table"
points to Amazon Candle; "miners in narrow tunnels" points to Amazon Torch, and "ships before rocky
coasts" points to Amazon Beacon.
"""


@pytest.fixture
def rivals(tmp_path: Path) -> Rivals:
    shelf = Shelf(read_notes(tmp_path, FILES), CATALOG)
    first = next(one for one in shelf.document_ids if shelf.page(one).title == "Amazon Lantern")
    return Rivals.near(shelf.page(first), shelf)


def rule(rivals: Rivals, name: str, words: str) -> Rule:
    return next(one for one in rivals.rules if one.name == name and words in one.case)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (("Amazon Lantern", "moors"), ("Amazon Candle", "dinner"), 0),
        (("Amazon Lantern", "moors"), ("Amazon Candle", "books"), BESIDE),
        (("Amazon Lantern", "moors"), ("Amazon Torch", "miners"), KIN),
        (("Amazon Lantern", "moors"), ("Amazon Beacon", "ships"), STRANGER),
        (("Amazon Torch", "miners"), ("Amazon Pebble", "paths"), None),
    ],
)
def test_what_a_page_sets_apart_is_nearer_than_what_has_one_category(
    rivals: Rivals, one: tuple[str, str], other: tuple[str, str], distance: int | None
) -> None:
    assert rivals.distance(rule(rivals, *one), rule(rivals, *other)) == distance
    assert rivals.distance(rule(rivals, *other), rule(rivals, *one)) == distance


def test_part_of_a_service_is_no_rival_of_it(rivals: Rivals) -> None:
    part = rule(rivals, "wick service plan", "moor")
    assert rivals.are_one(part, rule(rivals, "Amazon Lantern", "moors"))
    assert not rivals.are_one(part, rule(rivals, "Amazon Candle", "dinner"))


@pytest.mark.parametrize(
    ("sentence", "name", "rival", "article"),
    [
        ("Choose Amazon Torch over Amazon Candle when miners dig tunnels.", "Amazon Torch",
         "Amazon Candle", ""),
        ("Choose Amazon Torch alone when miners dig deep tunnels.", "Amazon Torch", "", ""),
        ("Choose a wick plan when miners dig deep tunnels.", "wick plan", "", "a"),
    ],
)  # fmt: skip
def test_rule_names_its_choice_and_what_it_is_chosen_over(
    tmp_path: Path, sentence: str, name: str, rival: str, article: str
) -> None:
    notes = read_notes(tmp_path, {"one.md": tagged("Light", "Choosing light", sentence + "\n")})
    shelf = Shelf(notes, CATALOG)
    [found] = rules_of(shelf.page(shelf.document_ids[0]))
    assert (found.name, found.rival, found.article) == (name, rival, article)


@pytest.mark.parametrize("name", ["light service such as Amazon Torch", "Amazon Torch to dig"])
def test_list_of_examples_and_a_deed_are_no_names(tmp_path: Path, name: str) -> None:
    body = f"Choose a {name} when miners dig deep tunnels.\n"
    notes = read_notes(tmp_path, {"one.md": tagged("Light", "Choosing light", body)})
    shelf = Shelf(notes, CATALOG)
    assert list(rules_of(shelf.page(shelf.document_ids[0]))) == []


def questions(folder: Path, files: dict[str, str]) -> list[tuple[str, Question]]:
    factory = Factory.of_documents(read_notes(folder, files), CATALOG)
    return [
        (factory.maker(item), item)
        for item in factory.items(ItemFilters())
        if isinstance(item, Question)
    ]


def test_strangers_make_no_question(tmp_path: Path) -> None:
    files = {name: FILES[name] for name in ("beacon.md", "torch.md")}
    stems = [item.stem for _, item in questions(tmp_path, files)]
    assert stems == []


def test_rival_of_a_rule_is_among_the_options(tmp_path: Path) -> None:
    body = (
        "Choose Amazon Torch over Amazon Beacon when miners dig narrow tunnels by hand."
        " Choose Amazon Candle when dinner guests sit around one table."
        " Choose Amazon Lantern when walkers cross dark moors at night.\n"
    )
    made = questions(tmp_path, {"one.md": tagged("Light", "Choosing light", body)})
    asked = next(item for name, item in made if name.endswith(": rule") and "miners" in item.stem)
    assert asked.stem == "Which service is right when miners dig narrow tunnels by hand?"
    assert {option.text for option in asked.options} == {
        "Amazon Torch", "Amazon Beacon", "Amazon Candle", "Amazon Lantern"
    }  # fmt: skip
    reasons = {option.text: option.rationale for option in asked.options}
    assert reasons["Amazon Torch"] == (
        "Amazon Torch is chosen over Amazon Beacon when miners dig narrow tunnels by hand."
    )
    assert reasons["Amazon Candle"] == (
        "Amazon Candle would be right when dinner guests sit around one table."
    )


def test_cues_of_one_sentence_are_matched_with_one_name_to_spare(tmp_path: Path) -> None:
    body = SEVERAL.replace("\n", " ") + "\n"
    made = dict(questions(tmp_path, {"one.md": tagged("Light", "Choosing light", body)}))
    asked = made["matching: cues"]
    assert asked.stem == "Match each phrase of a scenario with the right service."
    assert len(asked.prompts) == 3
    pairs = zip(asked.prompts, asked.key, strict=True)
    assert {prompt.text: asked.options[key].text for prompt, key in pairs} == {
        '"walkers on dark moors"': "Amazon Lantern",
        '"guests around one table"': "Amazon Candle",
        '"miners in narrow tunnels"': "Amazon Torch",
    }
    [spare] = {option.text for option in asked.options} - {
        "Amazon Lantern", "Amazon Candle", "Amazon Torch"
    }  # fmt: skip
    assert spare == "Amazon Beacon"
    assert [option.kind for option in asked.options if option.text == spare] == ["wrong service"]


def test_rule_that_says_neither_object_nor_reason_is_not_asked(tmp_path: Path) -> None:
    body = (
        "Choose Amazon Torch when someone must be alerted or an action is needed at a threshold.\n"
    )
    page = FILES["lantern.md"]
    made = questions(tmp_path, {"lantern.md": page, "torch.md": tagged("T", "Torches", body)})
    assert not [item for _, item in made if "threshold" in item.stem]
    shown = {option.rationale for _, item in made for option in item.options}
    assert not [reason for reason in shown if "threshold" in reason]
