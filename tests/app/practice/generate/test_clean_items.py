"""What keeps an item clean: one clause, a named subject, wrong options that could be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.case_study import case_studies
from app.practice.generate.catalog import Catalog, Service
from app.practice.generate.choice_cells import shown_cell
from app.practice.generate.definitions import definitions_of
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.pages import Page
from app.practice.generate.phrasing import Column, Wording, described
from app.practice.generate.pieces import Piece, Row, Section
from app.practice.generate.purposes import purposes_of
from app.practice.generate.response_lists import told_lists
from app.practice.generate.rules import rules_of
from app.practice.generate.shelf import Shelf
from app.practice.generate.topics import topic
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


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("Users who can see it", ""),
        ("Columns for 1,000 categories", ""),
        ("S3 location", "which strategy has this S3 location: a growing share?"),
        ("Answers the question", "which strategy answers this question: a growing share?"),
        ("Looks at", "which strategy looks at a growing share?"),
        ("Log stream starts with", ""),
        ("Detected by", "which strategy is detected by a growing share?"),
        ("Service and feature", "which strategy calls for this choice: a growing share?"),
        ("Remedy", "which strategy calls for this remedy: a growing share?"),
        ("Data needed", "which strategy needs this data: a growing share?"),
        ("Detects", "which strategy detects a growing share?"),
    ],
)
def test_header_is_asked_for_in_whole_sentences(header: str, asked: str) -> None:
    assert WORDS.which_has("strategy", Column.of(header), "A growing share") == asked


@pytest.mark.parametrize(
    ("kind", "row", "header", "asked"),
    [
        ("error", "Access denied", "Remedy", 'what is the remedy for the error "Access denied"?'),
        ("metric", "ModelLatency", "Unit", "in which unit is the metric ModelLatency given?"),
        ("entry", "Loss is flat", "Consequence", 'what is the consequence of "Loss is flat"?'),
        ("method", "Mean", "Data needed", "which data does the method Mean need?"),
        ("metric", "Facet gap", "Balanced at", 'what is the metric "Facet gap" balanced at?'),
        ("worker", "G.8X", "vCPUs", "how many vCPUs does the worker G.8X have?"),
        (
            "key",
            "Own key",
            "How rows are assigned",
            'which of these tells how rows are assigned for the key "Own key"?',
        ),
        ("step", "Approve", "Users who can see it", ""),
    ],
)
def test_cell_is_asked_for_as_its_header_says(kind: str, row: str, header: str, asked: str) -> None:
    assert WORDS.what_of(kind, row, Column.of(header)) == asked


@pytest.mark.parametrize(
    ("kind", "said", "asked"),
    [
        ("parameter", "Controls the step size", "which parameter controls the step size?"),
        ("hyperparameter", "Number of trees", "which hyperparameter sets the number of trees?"),
        ("metric", "The share of hits", "which metric reports the share of hits?"),
        ("term", "Share of hits", "which term does this describe: share of hits?"),
        ("entry", "Whatever is left", "which of these does this describe: whatever is left?"),
        ("parameter", "Whether to drop rows", "which parameter determines whether to drop rows?"),
    ],
)
def test_description_becomes_a_sentence_about_its_kind(kind: str, said: str, asked: str) -> None:
    assert described(kind, WORDS.inside(said)) == asked


def test_number_of_things_is_asked_for_where_the_cell_is_a_number() -> None:
    models = Column.of("Models")
    assert WORDS.what_of("option", "Queue", models, "15") == (
        'how many models does the option "Queue" have?'
    )
    assert WORDS.what_of("option", "Queue", models, "Up to 15") == ""


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
    assert list(case_studies(shelf.page(entry.id), shelf)) == []


def test_service_of_another_page_completes_a_statement_when_its_category_is_the_same(
    tmp_path: Path,
) -> None:
    services = ("Amazon Pebble", "Amazon Canyon", "Amazon Lantern", "Amazon Harbor")
    said = (
        "Send the records of the night shift to {} for the monthly audit.",
        "Keep drafts of large drawings in {} for the editor who signs off.",
        "Route calls from branch offices through {} in the summer holidays.",
        "Group invoices by vendor and month in {} for the chief accountant.",
    )
    files = {
        f"{n}.md": tagged(f"Part {n}", f"Working with part {n}", f"{text.format(name)}\n")
        for n, (name, text) in enumerate(zip(services, said, strict=True))
    }
    notes = read_notes(tmp_path, files)
    alike = Catalog(tuple(Service(name, "Analytics") for name in services))
    apart = Catalog(tuple(Service(name, f"Group {name}") for name in services))
    assert [q for q in choices(notes, alike) if "____" in q.stem]
    assert not [q for q in choices(notes, apart) if "____" in q.stem]


@pytest.mark.parametrize(
    ("entries", "form"),
    [
        (("codecommit", "cloudformation", "firehose"), "word"),
        (("describe-trial", "delete-trial", "list-trials"), "command"),
        (("DescribeTrial", "DeleteTrial", "ListTrials"), "code"),
        (("Parquet folders", "Relational tables", "Message queues"), "noun"),
    ],
)
def test_form_of_a_list_is_that_of_its_entries(
    tmp_path: Path, entries: tuple[str, ...], form: str
) -> None:
    body = "The policy accepts the following grants:\n\n" + "".join(f"- {e}\n" for e in entries)
    [told] = told_lists(page(tmp_path, body))
    assert told.form == form
