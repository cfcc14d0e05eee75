"""What keeps an item clean: one clause, a named subject, wrong options that could be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.articles import agrees, articled
from app.practice.generate.case_study import table_studies
from app.practice.generate.catalog import Catalog
from app.practice.generate.choice_cells import shown_cell
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import definitions_of
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.pages import Page
from app.practice.generate.phrasing import Wording, described
from app.practice.generate.pieces import Piece, Row, Section
from app.practice.generate.purposes import purposes_of
from app.practice.generate.response_lists import told_lists
from app.practice.generate.row_stems import RowStems
from app.practice.generate.rules import rules_of
from app.practice.generate.shelf import Shelf
from app.practice.generate.tables import TableView
from app.practice.generate.topics import qualified, topic
from app.practice.records import Question
from tests.app.practice.generate.notes import Notes, read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

WORDS = Wording(lambda word: word in ("Orchard", "Ledger"))


def page(folder: Path, body: str) -> Page:
    notes = read_notes(folder, {"one.md": tagged("Plant", "Running the plant", body)})
    [entry] = notes.documents()
    return Page.of(notes.document(entry.id))


def choices(notes: Notes, catalog: Catalog | None = None) -> list[Question]:
    items = Factory.of_documents(notes, catalog).items(ItemFilters(types=("multiple_choice",)))
    return [item for item in items if isinstance(item, Question)]


def test_definition_by_example_begins_with_the_thing(tmp_path: Path) -> None:
    body = "- GeneratedBy: For example, the pipeline execution that registered the version\n"
    [found] = definitions_of(page(tmp_path, body))
    assert found.meaning == "the pipeline execution that registered the version"


def stems(folder: Path, first: str, header: str, *rows: tuple[str, str]) -> RowStems:
    lines = [f"| {first} | {header} |", "| --- | --- |", *(f"| {n} | {c} |" for n, c in rows)]
    [table] = page(folder, "\n".join(lines)).tables
    return RowStems(table.section, TableView(table), WORDS)


@pytest.mark.parametrize(
    ("header", "cell", "asked"),
    [
        ("Users who can see it", "A growing share", ""),
        ("S3 location", "A growing share", ""),
        ("Answers the question", "Why does it fail?", 'answers the question "Why does it fail?"'),
        ("Looks at", "growing share", ""),
        ("Typical role", "managed jobs and endpoints", ""),
        ("Role", "managed jobs and endpoints", 'has the role "managed jobs and endpoints"?'),
        ("Designed for", "Archives read once a year", "is designed for archives read once a year?"),
        ("Purpose", "Keeps the records", "keeps the records?"),
        ("Purpose", "Growing share of rows", "is meant for the growing share of rows?"),
        ("Weakness", "Small, slow", 'has the weakness "small, slow"?'),
        ("Choose it when", "small share", "should a team choose for this case: small share?"),
        ("Maximum payload", "6 MB", "has a maximum payload of 6 MB?"),
    ],
)
def test_row_is_asked_for_in_whole_sentences(
    tmp_path: Path, header: str, cell: str, asked: str
) -> None:
    found = stems(tmp_path, "Strategy", header, ("First", cell), ("Second", "9 MB"))
    said = found.for_row(1, cell)
    assert said == (f"Running the plant: which strategy {asked}" if asked else "")


@pytest.mark.parametrize(
    ("first", "row", "header", "asked"),
    [
        ("Error", "Access denied", "Remedy",
         'A job reports the error "Access denied". What should the team do?'),
        ("Symptom", "Loss is flat", "Likely cause",
         "Loss is flat. What is the most likely cause?"),
        ("Symptom", "Flat loss", "Remedy",
         "A team observes the following: flat loss. What should the team do?"),
        ("Need", "Find own logos", "Service and feature",
         "A team wants to find own logos. Which service and feature fits?"),
        ("Metric", "ModelLatency", "Unit", "in which unit is the metric ModelLatency given?"),
        ("Method", "Mean", "Data needed", "which data does the method Mean need?"),
        ("Key", "Own key", "How rows are assigned",
         'how are rows assigned with "Own key"?'),
        ("Step", "Own key", "How traffic moves", 'how does traffic move with the step "Own key"?'),
        ("Step", "Approve", "Users who can see it", ""),
    ],
)  # fmt: skip
def test_cell_is_asked_for_as_its_header_says(
    tmp_path: Path, first: str, row: str, header: str, asked: str
) -> None:
    found = stems(tmp_path, first, header, (row, "one"), ("Other", "two"))
    said = found.for_cell(1, found.view.table.rows[0])
    assert said == (f"Running the plant: {asked}" if asked else "")


@pytest.mark.parametrize(
    ("heading", "kind", "told"),
    [
        ("S3 storage classes for ML data", "storage class", "S3 storage class"),
        ("Purchasing options compared", "option", "purchasing option"),
        ("AWS Config rules for ML resources", "managed rule", "AWS Config rule"),
        ("Choosing a split: random or by key", "split", ""),
        ("Data leakage: how it happens", "cause", ""),
    ],
)
def test_heading_qualifies_what_its_rows_are(heading: str, kind: str, told: str) -> None:
    assert qualified(Section((heading,), bullets=("1.1.k1",)), kind) == told


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Stores ordered records", "acts"),
        ("Records with their schema", "phrase"),
        ("Split by key", "order"),
        ("Queries read few columns of wide data", "clause"),
        ("A drift alarm starts the training pipeline", "clause"),
        ("Rare or regulated changes", "phrase"),
        ("Nominal categories, few values", "notes"),
        ("Existing applications, tools, and connectors", "phrase"),
        ("Which features repeat each other?", "question"),
    ],
)
def test_part_of_speech_is_told_by_the_words(text: str, form: str) -> None:
    assert form_of(text) == form


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("CloudWatch alarm in a baking period", "a CloudWatch alarm in a baking period"),
        ("description of the channels", "the description of the channels"),
        ("unusual rates of calls", "unusual rates of calls"),
        ("most frequent category", "the most frequent category"),
        ("historical data", "historical data"),
        ("IAM role", "an IAM role"),
    ],
)
def test_one_thing_gets_its_article(phrase: str, told: str) -> None:
    assert articled(phrase) == told


def test_verb_agrees_with_the_name_of_several() -> None:
    assert agrees("Management events", "contains calls") == "contain calls"
    assert agrees("Bias report", "is meant for reviews") == "is meant for reviews"


@pytest.mark.parametrize(
    ("kind", "said", "asked"),
    [
        ("parameter", "Controls the step size", "which parameter controls the step size?"),
        ("hyperparameter", "Number of trees", "which hyperparameter sets the number of trees?"),
        ("metric", "The share of hits", "which metric reports the share of hits?"),
        ("term", "Share of hits", 'which term is described as "share of hits"?'),
        ("entry", "Whatever is left", 'which of these is described as "whatever is left"?'),
        (
            "hyperparameter of the LDA algorithm",
            "Number of trees",
            "which hyperparameter of the LDA algorithm sets the number of trees?",
        ),
        ("parameter", "Whether to drop rows", "which parameter determines whether to drop rows?"),
    ],
)
def test_description_becomes_a_sentence_about_its_kind(kind: str, said: str, asked: str) -> None:
    assert described(kind, WORDS.inside(said)) == asked


def test_rule_ends_before_its_example(tmp_path: Path) -> None:
    body = "Choose the drift monitor when regulators ask for reasons, for example because of age.\n"
    assert [rule.case for rule in rules_of(page(tmp_path, body))] == ["regulators ask for reasons"]


def test_unnamed_function_has_no_purpose(tmp_path: Path) -> None:
    body = "The function helps you to set the number of machines behind the gateway.\n"
    assert list(purposes_of(page(tmp_path, body))) == []


def test_topic_is_a_question_without_its_label() -> None:
    section = Section(("Questions", "Q: How do I send large files to the endpoint?"))
    assert topic(section) == "How do I send large files to the endpoint?"


def test_cell_ends_without_a_colon() -> None:
    line = Piece("bias | The way to set the bias term:", 0)
    assert shown_cell(Row(line, ("bias", "The way to set the bias term:")), 1) == (
        "The way to set the bias term"
    )


def test_case_that_always_holds_is_no_case(tmp_path: Path) -> None:
    body = """| Strategy | Choose when |
| --- | --- |
| Undersampling | Rows of the large class are plenty |
| Synthesis | Few real samples exist and privacy matters |
| Augmentation | Pictures or recordings are learned from |
| Threshold | Always and in addition to the others |
"""
    notes = read_notes(tmp_path, {"one.md": tagged("Imbalance", "Choosing a strategy", body)})
    [entry] = notes.documents()
    shelf = Shelf(notes, Catalog())
    [study] = table_studies(shelf.page(entry.id), shelf)
    assert "Always" not in study.scenario
    assert [
        part.options[part.key[0]].text for part in study.questions if "choose" in part.stem
    ] != []
    assert "Threshold" not in {part.options[part.key[0]].text for part in study.questions}


@pytest.mark.parametrize(
    ("entries", "form"),
    [
        (("codecommit", "cloudformation", "firehose"), "word"),
        (("describe-trial", "delete-trial", "list-trials"), "command"),
        (("DescribeTrial", "DeleteTrial", "ListTrials"), "name"),
        (("Parquet folders", "Relational tables", "Message queues"), "noun"),
    ],
)
def test_form_of_a_list_is_that_of_its_entries(
    tmp_path: Path, entries: tuple[str, ...], form: str
) -> None:
    body = "The policy accepts the following grants:\n\n" + "".join(f"- {e}\n" for e in entries)
    [told] = told_lists(page(tmp_path, body))
    assert told.form == form
