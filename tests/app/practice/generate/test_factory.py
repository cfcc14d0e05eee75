"""Items of small notes, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.catalog import Catalog, Service
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.grading import grade
from app.practice.proof import DocumentLibrary, prove, unproven_keys
from app.practice.records import ITEM_TYPES, CaseStudy, Question
from tests.app.practice.generate.notes import Notes, read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.records import Item, ItemType

FORMATS = """The following table compares the file formats.

| Format | Layout | Choose it when |
| --- | --- | --- |
| CSV | Lines of text | People open small tables in a spreadsheet |
| Parquet | Columns in row groups | Queries read few columns of wide data |
| Avro | Records with their schema | Producers change the schema often |
| RecordIO | Chunks of floats | Built-in algorithms stream numbers |
"""
ENDPOINT = """To deploy an endpoint, follow these steps:

1. Store the artifact in a bucket.
2. Register the image and the artifact as a model.
3. Describe instances for that model in a configuration.
4. Start the machines with that configuration.

## To remove a schedule
<!-- bullets: 3.1.k2 · source: https://example.org/notes · checked: 2026-11-23 -->

To remove a schedule, follow these steps:

1. Stop the running executions of the monitor.
2. Delete the monitoring schedule itself.
3. Empty the bucket that held the reports.
"""
CONSOLE = """To tag a domain, follow these steps:

1. Open the settings page of the domain.
2. (Optional) Enter a display name for it.
3. Add the key of the tag and its value.
4. Save the page to make the tag active.
"""
LIMITS = """The following table lists limits of AWS Lambda.

| Limit of AWS Lambda | Value |
| --- | --- |
| Run time of one invocation | 15 minutes |
| Age of an event in the queue | 6 hours |
| Idle time before a freeze | 45 seconds |
| Window of a batch | 5 minutes |
"""
SERVICES = """Choose AWS Glue when Spark transforms should run without servers.
Choose Amazon EMR when the cluster and its open frameworks must be controlled.
Choose Amazon Athena when analysts ask ad hoc SQL over files.
Choose Amazon Redshift when dashboards join warehouse tables all day.
"""
GPUS = """The following table shows which sizes have a network adapter.

| Size | Adapter support |
| --- | --- |
| Large | No |
| 4xlarge | No |
| Metal | Yes |
| 48xlarge | Yes |
| Small | No |
"""


def factory(notes: Notes, seed: int = 0) -> Factory:
    names = ("AWS Glue", "Amazon EMR", "Amazon Athena", "Amazon Redshift", "AWS Lambda")
    catalog = Catalog(tuple(Service(name, "Analytics") for name in names))
    return Factory.of_documents(notes, catalog, seed)


def made(notes: Notes, *types: ItemType) -> list[Item]:
    return list(factory(notes).items(ItemFilters(types=types)))


def question(items: list[Item], words: str) -> Question:
    [found] = [one for one in items if isinstance(one, Question) and words in one.stem]
    return found


def texts(one: Question) -> set[str]:
    return {option.text for option in one.options}


def test_table_row_is_asked_for_by_what_its_cell_says(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"formats.md": tagged("Formats", "Formats compared", FORMATS)})
    asked = question(made(notes, "multiple_choice"), "Producers change the schema often. Which")
    assert asked.stem == ("Producers change the schema often. Which format should the team choose?")
    assert texts(asked) == {"CSV", "Parquet", "Avro", "RecordIO"}
    key = asked.options[asked.key[0]]
    assert key.text == "Avro"
    assert key.kind is None
    assert key.evidence is not None
    assert key.evidence.quote == (
        "Avro | Records with their schema | Producers change the schema often"
    )
    assert key.evidence.url == "https://example.org/notes"
    assert key.evidence.checked == "2026-11-23"
    assert (asked.domain, asked.task, asked.bullets) == (3, "3.1", ("3.1.k2", "3.1.s1"))
    wrong = next(option for option in asked.options if option.text == "CSV")
    assert wrong.evidence is not None
    assert wrong.evidence.quote.startswith("CSV | Lines of text")
    assert wrong.rationale == (
        "CSV is the right choice when people open small tables in a spreadsheet; Avro is the right"
        " choice when producers change the schema often."
    )


def test_distractor_that_another_sentence_supports_is_not_used(tmp_path: Path) -> None:
    also = FORMATS + "\nWith CSV too, producers may change the schema as often as they like.\n"
    notes = read_notes(tmp_path, {"formats.md": tagged("Formats", "Formats compared", also)})
    stems = [one.stem for one in made(notes, "multiple_choice")]
    assert not [stem for stem in stems if "Producers change the schema often" in stem]
    assert [stem for stem in stems if "Queries read few columns of wide data" in stem]


def test_ordering_takes_all_its_steps_and_no_other(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"deploy.md": tagged("Deploying", "Deploying", ENDPOINT)})
    asked = question(made(notes, "ordering"), "deploy an endpoint")
    assert [asked.options[place].text for place in asked.key] == [
        "Store the artifact in a bucket",
        "Register the image and the artifact as a model",
        "Describe instances for that model in a configuration",
        "Start the machines with that configuration",
    ]
    assert sorted(asked.key) == list(range(len(asked.options)))


def test_procedure_broken_by_an_optional_step_is_left_alone(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"tag.md": tagged("Tagging", "Tagging a domain", CONSOLE)})
    assert made(notes, "ordering") == []
    [reason] = factory(notes).inventory(ItemFilters(types=("ordering",))).reasons
    assert "1 procedure found" in reason.text


def test_limit_is_asked_with_values_of_the_same_kind(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"limits.md": tagged("AWS Lambda", "Limits that matter", LIMITS)})
    asked = question(made(notes, "multiple_choice"), "run time of one invocation")
    assert asked.stem == ("Limits: what is the limit for the run time of one invocation?")
    assert "5 minutes" in texts(asked)
    assert texts(asked) - {"5 minutes", "15 minutes"} < {
        "30 minutes", "60 minutes", "75 minutes", "3 minutes"
    }  # fmt: skip
    assert asked.options[asked.key[0]].text == "15 minutes"
    assert asked.services == ("AWS Lambda",)


def test_decision_rules_make_a_choice_and_a_case_study(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"etl.md": tagged("ETL", "Choosing an engine", SERVICES)})
    asked = question(made(notes, "multiple_choice"), "when analysts ask ad hoc SQL")
    assert asked.stem == "Which service is right when analysts ask ad hoc SQL over files?"
    assert asked.options[asked.key[0]].text == "Amazon Athena"
    assert texts(asked) == {"AWS Glue", "Amazon EMR", "Amazon Athena", "Amazon Redshift"}
    [study] = made(notes, "case_study")
    assert isinstance(study, CaseStudy)
    assert study.scenario == (
        "Three teams of one company each have to choose a service. Team A: Spark transforms should"
        " run without servers. Team B: The cluster and its open frameworks must be controlled."
        " Team C: Analysts ask ad hoc SQL over files."
    )
    assert study.questions[1].stem == "Which service should team B choose?"
    assert [part.options[part.key[0]].text for part in study.questions] == [
        "AWS Glue",
        "Amazon EMR",
        "Amazon Athena",
    ]


def test_yes_and_no_column_makes_a_multiple_response(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"sizes.md": tagged("Sizes", "Adapters", GPUS)})
    [asked] = made(notes, "multiple_response")
    assert isinstance(asked, Question)
    assert asked.stem == "Adapters: which two sizes have adapter support?"
    assert {asked.options[k].text for k in asked.key} == {"Metal", "48xlarge"}
    assert texts(asked) == {"Large", "4xlarge", "Metal", "48xlarge", "Small"}


def test_matching_pairs_rows_with_their_cells(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"formats.md": tagged("Formats", "Formats compared", FORMATS)})
    asked = question(made(notes, "matching"), "each case with the right format")
    pairs = {
        prompt.text: asked.options[key].text
        for prompt, key in zip(asked.prompts, asked.key, strict=True)
    }
    assert pairs == {
        "People open small tables in a spreadsheet": "CSV",
        "Queries read few columns of wide data": "Parquet",
        "Producers change the schema often": "Avro",
        "Built-in algorithms stream numbers": "RecordIO",
    }


@pytest.fixture
def library_notes(tmp_path: Path) -> Notes:
    return read_notes(
        tmp_path,
        {
            "formats.md": tagged("Formats", "Formats compared", FORMATS),
            "deploy.md": tagged("Deploying", "Deploying", ENDPOINT),
            "limits.md": tagged("AWS Lambda", "Limits that matter", LIMITS),
            "etl.md": tagged("ETL", "Choosing an engine", SERVICES),
            "sizes.md": tagged("Sizes", "Adapters", GPUS),
        },
    )


def test_every_item_is_proved_and_its_key_graded_right(library_notes: Notes) -> None:
    items = list(factory(library_notes).items())
    assert {item.type for item in items} == set(ITEM_TYPES)
    library = DocumentLibrary(library_notes.document(e.id) for e in library_notes.documents())
    for item in items:
        proved, lost = prove(item, library)
        assert lost == ()
        assert unproven_keys(proved) == ()
        for part in item.parts:
            assert part.origin == "factory"
            assert grade(part, part.key).correct
            assert all(option.evidence and option.rationale for option in part.options)


def test_same_seed_gives_the_same_order_and_another_the_same_items(library_notes: Notes) -> None:
    first = [item.id for item in factory(library_notes, 3).items()]
    assert [item.id for item in factory(library_notes, 3).items()] == first
    other = [item.id for item in factory(library_notes, 4).items()]
    assert other != first
    assert sorted(other) == sorted(first)


def test_ids_survive_when_another_document_changes(tmp_path: Path, library_notes: Notes) -> None:
    before = {item.id for item in factory(library_notes).items(ItemFilters(types=("ordering",)))}
    (tmp_path / "sizes.md").write_text("# Sizes\n\nNothing any more.\n", encoding="utf-8")
    notes = read_notes(tmp_path, {})
    after = {item.id for item in factory(notes).items(ItemFilters(types=("ordering",)))}
    assert before == after


def test_filters_hold(library_notes: Notes) -> None:
    make = factory(library_notes)
    assert all(i.type == "matching" for i in make.items(ItemFilters(types=("matching",))))
    assert list(make.items(ItemFilters(domain=1))) == []
    assert all("AWS Glue" in i.services for i in make.items(ItemFilters(service="AWS Glue")))
    [sizes] = [e.id for e in library_notes.documents() if e.source.path == "sizes.md"]
    of_sizes = list(make.items(ItemFilters(documents=(sizes,))))
    assert of_sizes
    assert all(
        option.evidence is not None and option.evidence.path == "sizes.md"
        for item in of_sizes
        for part in item.parts
        for option in part.options
    )


def test_untagged_document_gives_items_without_a_task(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"mine.md": f"# My notes\n\n## Formats compared\n\n{FORMATS}"})
    items = made(notes)
    assert items
    assert {(item.domain, item.task, item.bullets) for item in items} == {(None, None, ())}


def test_empty_corpus_gives_no_items_and_reasons() -> None:
    make = factory(Notes([]))
    assert list(make.items()) == []
    inventory = make.inventory()
    assert inventory.total == 0
    assert [reason.type for reason in inventory.reasons] == list(ITEM_TYPES)
    assert {reason.text for reason in inventory.reasons} == {"There is no document to ask about."}


def test_prose_alone_gives_no_items_and_reasons(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"essay.md": "# Essay\n\nNothing here can be asked about.\n"})
    inventory = factory(notes).inventory()
    assert inventory.total == 0
    assert len(inventory.reasons) == len(ITEM_TYPES)
