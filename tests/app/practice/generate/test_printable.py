"""What made a strict reader turn items down, each mended where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.assemble import Candidate, capitalised, fit_option, gives_away
from app.practice.generate.catalog import Catalog, Service
from app.practice.generate.choice_cells import form, shown_cell
from app.practice.generate.definitions import definitions_of, head_of, noun_of_list
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.header_stems import are_ratings
from app.practice.generate.ordering import is_click_path, procedures_of
from app.practice.generate.pages import Page
from app.practice.generate.pieces import Piece, Row
from app.practice.generate.response_words import as_one, asks_which
from app.practice.generate.shelf import Shelf
from app.practice.generate.statements import statements_of
from app.practice.generate.step_order import forced_order
from app.practice.generate.tables import TableView
from app.practice.records import CaseStudy, Evidence, Question
from tests.app.practice.generate.notes import Notes, read_notes, tagged
from tests.app.practice.generate.test_factory import texts

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import Grade, ItemType

CLICKS = """To share a board, follow these steps:

1. Choose the gear icon of the board.
2. In the left pane, select the members.
3. Enter the address of the guest.
4. Choose the Save button.
"""
HEADED = """# Serve a forest

## Step 1: Collect the readings of every pump
Text.

## Step 2: Clean the readings in a notebook
Text.

## Step 3: Train a forest on the readings
Text.

## Step 4: Deploy the forest behind a gateway
Text.
"""
REGIONS = """# Endpoints

## Where it runs

| Region | Gateway address |
| --- | --- |
| Oregon | gate west two of the fleet |
| Ohio | gate east two of the harbor |
| Dublin | gate island one of the cliff |
| Tokyo | gate north one of the garden |
"""
DUTIES = """Amazon Lantern recommends quiet hours from the noise of past nights.

Amazon Pebble converts loose drawings into plans of whole streets.

Amazon Canyon detects cracks in bridges with cameras on long ropes.

Amazon Harbor translates calls of ships between nine tongues.

Amazon Meadow counts sheep on pastures with drones at noon.
"""


def page(folder: Path, text: str) -> Page:
    notes = read_notes(folder, {"one.md": text})
    [entry] = notes.documents()
    return Page.of(notes.document(entry.id))


def made(
    notes: Notes, kind: ItemType, catalog: Catalog | None = None, grade: Grade = "exam"
) -> list[Question]:
    filters = ItemFilters(types=(kind,), grades=(grade,))
    items = Factory.of_documents(notes, catalog).items(filters)
    return [item for item in items if isinstance(item, Question)]


def candidate(text: str) -> Candidate:
    return Candidate(text, "", Evidence(""))


def test_click_path_is_not_put_in_order(tmp_path: Path) -> None:
    text = tagged("Boards", "Sharing a board", CLICKS)
    [procedure] = procedures_of(page(tmp_path, text))
    assert is_click_path(procedure)
    assert made(read_notes(tmp_path, {}), "ordering") == []


def test_steps_that_are_headings_are_put_in_order(tmp_path: Path) -> None:
    [asked] = made(read_notes(tmp_path, {"one.md": HEADED}), "ordering")
    assert [asked.options[place].text for place in asked.key] == [
        "Collect the readings of every pump",
        "Clean the readings in a notebook",
        "Train a forest on the readings",
        "Deploy the forest behind a gateway",
    ]


def test_table_of_regions_of_an_untagged_page_is_not_asked_about(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"one.md": REGIONS})
    assert list(Factory.of_documents(notes).items()) == []


def test_service_is_told_from_services_of_its_category(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"one.md": tagged("Duties", "Duties", DUTIES)})
    names = ("Lantern", "Pebble", "Canyon", "Harbor", "Meadow")
    group = {name: "Safety" if name != "Meadow" else "Farming" for name in names}
    catalog = Catalog(tuple(Service(f"Amazon {name}", group[name]) for name in names))
    found = made(notes, "multiple_choice", catalog, "drill")
    [asked] = [one for one in found if one.stem.startswith("Which AWS service converts")]
    assert asked.stem == ("Which AWS service converts loose drawings into plans of whole streets?")
    assert texts(asked) == {"Amazon Lantern", "Amazon Pebble", "Amazon Canyon", "Amazon Harbor"}
    asked_for = [one for one in found if one.stem.startswith("Which AWS service")]
    assert not [one for one in asked_for if "counts sheep" in one.stem]


def test_statement_needs_a_named_thing(tmp_path: Path) -> None:
    text = "# Duties\n\nThe manager recommends quiet hours from the noise of past nights.\n"
    shelf = Shelf(read_notes(tmp_path, {"one.md": text}), Catalog())
    assert list(statements_of(shelf.page(shelf.document_ids[0]), shelf)) == []


@pytest.mark.parametrize(
    ("stem", "key", "given"),
    [
        ("which parameter sets the values that are static?", "StaticValues", True),
        ("which metric reports the share of GPU in use?", "GPUUtilization", True),
        ("which path leads to the certificate?", "root_certs_path", True),
        ("which parameter shrinks each step?", "eta", False),
    ],
)
def test_name_that_the_stem_spells_gives_itself_away(stem: str, key: str, given: bool) -> None:
    others = [candidate(text) for text in ("depth", "alpha", "gamma")]
    assert gives_away(stem, candidate(key), others) is given


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Number of trees. Required Valid values: integer", "Number of trees"),
        ("The share of hits. Units: Percent", "The share of hits"),
        ("Adds labels (Optional)", "Adds labels"),
        ("Turns rows around. For more information, see Rows", "Turns rows around"),
    ],
)
def test_description_ends_before_its_settings_and_links(cell: str, shown: str) -> None:
    assert shown_cell(Row(Piece(f"x | {cell}", 0), ("x", cell)), 1).rstrip(".") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rd - ra", "rd - ra"),
        ("loses rows of the past", "Loses rows of the past"),
        ("batch_size of a step", "batch_size of a step"),
    ],
)
def test_formula_keeps_its_letters(text: str, shown: str) -> None:
    assert capitalised(text) == shown


def test_meaning_that_breaks_off_is_none(tmp_path: Path) -> None:
    body = "A ledger is a list that keeps its entries in the order of.\n"
    assert list(definitions_of(page(tmp_path, tagged("Ledger", "Ledgers", body)))) == []


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("needs a VPC", "which types need a VPC?"),
        ("parallelizable (by default)", "which types are parallelizable?"),
        ("closed to new customers", "which types are closed to new customers?"),
        ("GPU support", "which types have GPU support?"),
        ("EFA", "which types have EFA?"),
        ("joins still work", "for which types does this hold: joins still work?"),
    ],
)
def test_yes_or_no_is_asked_in_whole_sentences(header: str, asked: str) -> None:
    assert asks_which("types", header, holds=True) == asked


def test_one_row_is_asked_for_in_the_singular() -> None:
    assert as_one("which sources need a VPC?", "source") == "which source needs a VPC?"
    assert as_one("which sources are not reversible?", "source") == (
        "which source is not reversible?"
    )


def test_address_is_no_option() -> None:
    assert not fit_option("arn:aws:sagemaker:region:account-id:*")


def test_options_of_another_form_are_told_apart() -> None:
    assert form("MinValue: 1, MaxValue: 5") != form("['xavier', 'uniform']")
    assert form("5 minutes") == form("45 minutes")


def test_grades_are_not_asked_for() -> None:
    assert are_ratings(["Low", "Very high", "Medium", "Depends on the data"])
    assert not are_ratings(["Loses rows", "Slow on large data", "Low"])


def test_terms_of_a_list_are_called_what_its_lead_says(tmp_path: Path) -> None:
    body = "The job emits the following metrics:\n\n- Depth: The number of rows that wait\n"
    [listing] = page(tmp_path, tagged("Queue", "Watching it", body)).listings
    assert noun_of_list(listing) == "metric"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Part of the chain", "entry"),
        ("Source of bias", "source of bias"),
        ("Path in the container", "path"),
        ("Storage classes", "storage class"),
        ("Level", "entry"),
    ],
)
def test_row_is_called_by_a_noun_that_means_something(
    tmp_path: Path, header: str, kind: str
) -> None:
    body = f"| {header} | Use |\n| --- | --- |\n| North | Long nights |\n"
    [table] = page(tmp_path, tagged("Rows", "Rows", body)).tables
    assert TableView(table).kind == kind


def test_heading_is_asked_for_by_how_its_section_begins(tmp_path: Path) -> None:
    told = {
        "header": "The text to display over the image. It is short.",
        "labels": "A list of names for the workers.",
        "source": "An address of the file with the photo.",
        "caption": "A remark in small letters under the frame.",
        "notes": "This says nothing without its page.",
    }
    body = "".join(f"### {name}\n\n{text}\n\n" for name, text in told.items())
    text = f"# bounding box\n\n## Rules\n\n{body}"
    found = [(d.term, d.meaning, d.noun) for d in definitions_of(page(tmp_path, text))]
    assert found == [
        ("header", "The text to display over the image", "rule"),
        ("labels", "A list of names for the workers", "rule"),
        ("source", "An address of the file with the photo", "rule"),
        ("caption", "A remark in small letters under the frame", "rule"),
    ]


def test_meaning_is_of_the_kind_of_its_first_noun() -> None:
    assert head_of("a pair of names that identifies a metric") == "pair"
    assert head_of("the file format that keeps columns together") == "format"


def test_case_study_tells_the_needs_of_teams_and_asks_on(tmp_path: Path) -> None:
    body = """| Strategy | Choose when | Risk |
| --- | --- | --- |
| Undersampling | Rows of the large class are plenty | Drops facts |
| Synthesis | Few real samples exist and privacy matters | Creates odd cases |
| Augmentation | Pictures or recordings are learned from | Hides the borders |
| Threshold | Retraining takes too long for the deadline | Moves the errors around |
"""
    notes = read_notes(tmp_path, {"one.md": tagged("Imbalance", "Choosing a way", body)})
    [study] = Factory.of_documents(notes).items(ItemFilters(types=("case_study",)))
    assert isinstance(study, CaseStudy)
    assert study.scenario.startswith(
        "Choosing a way: three teams of one company each have to choose a strategy. Team A: "
    )
    first, risk, second, third = study.questions
    assert first.stem == "Which strategy should team A choose?"
    assert risk.stem == "Team A makes the right choice. What is the risk of that strategy?"
    assert second.stem == "Which strategy should team B choose?"
    assert third.stem == "Which strategy should team C choose?"


@pytest.mark.parametrize(
    ("key", "others", "given"),
    [
        ("read the rows", ("write the rows", "drop the rows"), False),
        ("read the rows", ("write the table", "drop the rows"), False),
        ("read the rows", ("write the table", "drop the pages"), True),
        ("read the page", ("write the rows", "drop the rows"), False),
    ],
)
def test_key_has_no_more_words_of_the_stem_than_any_other(
    key: str, others: tuple[str, ...], given: bool
) -> None:
    wrong = [candidate(text) for text in others]
    assert gives_away("What becomes of the rows?", candidate(key), wrong) is given


def test_steps_without_a_tie_are_not_put_in_order() -> None:
    loose = ("Paint the doors", "Oil the hinges", "Wash the windows", "Sweep the floor")
    assert len(forced_order(loose, "renew a house")) < 2
    tied = (
        "Write a Dockerfile for the server",
        "Build the image from the Dockerfile",
        "Push the image to a registry",
        "Create an endpoint from the registry",
        "Invoke the endpoint",
    )
    assert forced_order(tied, "serve a forest") == (0, 1, 2, 3, 4)


CHAIN = """To bake bread, follow these steps, each of which needs the result of the one before it:

1. Mix flour and water into a dough.
2. Knead the mixture for ten minutes.
3. Rest the ball for a whole hour.
4. Bake the loaf until it is brown.
"""


def test_steps_are_put_in_order_where_the_text_says_that_each_needs_the_last(
    tmp_path: Path,
) -> None:
    notes = read_notes(tmp_path, {"one.md": tagged("Bread", "Bread from flour", CHAIN)})
    [asked] = made(notes, "ordering")
    assert asked.stem == (
        "Bread from flour: a team wants to bake bread. Put these steps in the right order."
    )
    assert [asked.options[place].text for place in asked.key] == [
        "Mix flour and water into a dough",
        "Knead the mixture for ten minutes",
        "Rest the ball for a whole hour",
        "Bake the loaf until it is brown",
    ]


def test_reason_of_a_step_names_what_it_needs_and_what_needs_it(tmp_path: Path) -> None:
    body = CHAIN.replace("Knead the mixture for ten minutes.", "Knead the dough on a board.")
    body = body.replace("until it is brown.", "until it is brown. Steam keeps the crust soft.")
    notes = read_notes(tmp_path, {"one.md": tagged("Bread", "Bread from flour", body)})
    [asked] = made(notes, "ordering")
    assert [asked.options[place].rationale for place in asked.key] == [
        'First of these four steps: "Knead the dough on a board" needs its result.',
        'Second of these four steps: it takes up the dough from "Mix flour and water into a dough",'
        ' and "Rest the ball for a whole hour" needs its result.',
        'Third of these four steps: it needs the result of "Knead the dough on a board", and "Bake'
        ' the loaf until it is brown" needs its result.',
        'Last of these four steps: it needs the result of "Rest the ball for a whole hour". Steam'
        " keeps the crust soft.",
    ]


def test_goal_that_says_enough_stands_without_its_heading(tmp_path: Path) -> None:
    body = CHAIN.replace("bake bread", "bake your own rye bread in a stone oven")
    notes = read_notes(tmp_path, {"one.md": tagged("Bread", "Bread from flour", body)})
    [asked] = made(notes, "ordering")
    assert asked.stem == (
        "A team wants to bake its own rye bread in a stone oven."
        " Put these steps in the right order."
    )


def test_only_the_steps_are_put_in_order_that_the_text_ties(tmp_path: Path) -> None:
    tied = CHAIN.replace(
        ", each of which needs the result of the one before it:",
        "; steps 3 to 5 each need the result of the step before:",
    ).replace("1. Mix", "1. Warm the oven.\n2. Mix")
    for number, text in ((5, "4. Bake"), (4, "3. Rest"), (3, "2. Knead")):
        tied = tied.replace(text, f"{number}. {text[3:]}")
    notes = read_notes(tmp_path, {"one.md": tagged("Bread", "Bread from flour", tied)})
    [asked] = made(notes, "ordering")
    assert asked.options[asked.key[0]].text == "Mix flour and water into a dough"
    assert len(asked.key) == 4
    untied = read_notes(
        tmp_path, {"one.md": tagged("Bread", "Bread from flour", tied.replace("each need", "use"))}
    )
    assert made(untied, "ordering") == []


def test_what_takes_its_steps_by_itself_is_named(tmp_path: Path) -> None:
    own = CHAIN.replace("follow these steps", "the Baking Machine takes these steps")
    notes = read_notes(tmp_path, {"one.md": tagged("Bread", "Bread from flour", own)})
    [asked] = made(notes, "ordering")
    assert asked.stem == (
        "Bread from flour: the Baking Machine takes these steps to bake bread."
        " Put them in the right order."
    )
