"""Items of sentences: conditions, claims, purposes, demands and names, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.claims import claims_of
from app.practice.generate.conditions import conditions_of
from app.practice.generate.demands import demands_of
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.pages import Page
from app.practice.generate.purposes import purposes_of
from app.practice.records import Question
from tests.app.practice.generate.notes import Notes, read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

CONDITIONS = """If the queue is empty, the scheduler stops idle machines.

If a worker fails twice, the coordinator marks the shard as broken.

When the disk fills up, the collector drops the oldest records.

Requests wait in a buffer if the gateway loses the connection.

If this is so, see the next section.
"""
AIMS = """To rotate a secret, you must attach a rotation function to the vault.

To shrink the bill, you must move cold objects to the archive tier.

To trace a request, you must install the agent on each host.

To replay old events, you must keep the journal for a week.
"""
CLAIMS = """The Night Watcher compares live rows with the baseline of the training run.

The Tide Gauge counts bytes that leave the private network each hour.

The Ledger Keeper stores every approval together with its reviewer.

The Beacon Relay forwards alarms to the phones of engineers.

It usually works as expected in most cases of this kind.
"""
PURPOSES = """You can use the Pebble Store to keep feature values for online lookups.

You can use the Canyon Map to draw boundaries between land parcels.

You can use the Lantern Kit to label night images with many volunteers.

You can use the Harbor Gate to inspect packets before the firewall.

You can use the following procedure to finish the work.
"""
DEMANDS = {
    "vault.md": "# Vault rotation\n\nYou must attach a rotation function before secrets expire.\n",
    "mesh.md": "# Mesh routing\n\nYou must declare each upstream cluster in the routing table.\n",
    "tape.md": "# Tape archive\n\nYou must label every cartridge with its retention class.\n",
    "pump.md": "# Pump control\n\nYou must calibrate pressure sensors after any valve change.\n",
}
NAMES = """To read the state of a trial, call DescribeTrial with the identifier of the run.

To remove a stale schedule, call DeleteSchedule before the bucket is emptied.

To begin the nightly export, call StartExport from a function with a timer.

To attach more labels, call AddTags with a list of pairs.
"""


def page(tmp_path: Path, body: str) -> Page:
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", body)})
    [entry] = notes.documents()
    return Page.of(notes.document(entry.id))


def questions(notes: Notes) -> list[Question]:
    items = Factory.of_documents(notes).items(ItemFilters(types=("multiple_choice",)))
    return [item for item in items if isinstance(item, Question)]


def asked(tmp_path: Path, body: str, words: str) -> Question:
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", body)})
    [found] = [one for one in questions(notes) if words in one.stem]
    return found


def texts(question: Question) -> set[str]:
    return {option.text for option in question.options}


def key(question: Question) -> str:
    return question.options[question.key[0]].text


def test_condition_is_read_in_both_orders_and_not_where_it_leans_on_its_page(
    tmp_path: Path,
) -> None:
    found = [(c.link, c.case, c.outcome) for c in conditions_of(page(tmp_path, CONDITIONS))]
    assert found == [
        ("if", "the queue is empty", "the scheduler stops idle machines"),
        ("if", "a worker fails twice", "the coordinator marks the shard as broken"),
        ("when", "the disk fills up", "the collector drops the oldest records"),
        ("if", "the gateway loses the connection", "Requests wait in a buffer"),
    ]


def test_outcome_of_a_condition_is_asked_for_among_those_of_others(tmp_path: Path) -> None:
    question = asked(tmp_path, CONDITIONS, "a worker fails twice")
    assert question.stem == 'On "Running the plant": what is true if a worker fails twice?'
    assert key(question) == "The coordinator marks the shard as broken"
    assert texts(question) == {
        "The coordinator marks the shard as broken",
        "The scheduler stops idle machines",
        "The collector drops the oldest records",
        "Requests wait in a buffer",
    }


def test_what_must_be_done_for_an_aim_is_asked_for(tmp_path: Path) -> None:
    question = asked(tmp_path, AIMS, "shrink the bill")
    assert question.stem == 'On "Running the plant": what must you do to shrink the bill?'
    assert key(question) == "Move cold objects to the archive tier"


def test_claim_has_its_subject_before_the_verb(tmp_path: Path) -> None:
    found = [(claim.subject, claim.said) for claim in claims_of(page(tmp_path, CLAIMS))]
    assert found == [
        ("the Night Watcher", "compares live rows with the baseline of the training run"),
        ("the Tide Gauge", "counts bytes that leave the private network each hour"),
        ("the Ledger Keeper", "stores every approval together with its reviewer"),
        ("the Beacon Relay", "forwards alarms to the phones of engineers"),
    ]


def test_what_is_said_of_a_thing_is_asked_for(tmp_path: Path) -> None:
    question = asked(tmp_path, CLAIMS, "the Tide Gauge")
    assert question.stem == (
        'According to "Running the plant", which statement is true of the Tide Gauge?'
    )
    assert key(question) == "Counts bytes that leave the private network each hour"
    assert len(texts(question)) == 4


def test_claim_that_is_made_of_two_things_is_no_wrong_option(tmp_path: Path) -> None:
    both = CLAIMS + "\nThe Tide Gauge forwards alarms to the phones of engineers as well.\n"
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", both)})
    for question in questions(notes):
        if "Tide Gauge" in question.stem:
            assert "Forwards alarms to the phones of engineers" not in texts(question) - {
                key(question)
            }


def test_purpose_needs_a_named_tool(tmp_path: Path) -> None:
    found = [(one.tool, one.aim) for one in purposes_of(page(tmp_path, PURPOSES))]
    assert found == [
        ("the Pebble Store", "keep feature values for online lookups"),
        ("the Canyon Map", "draw boundaries between land parcels"),
        ("the Lantern Kit", "label night images with many volunteers"),
        ("the Harbor Gate", "inspect packets before the firewall"),
    ]
    question = asked(tmp_path, PURPOSES, "draw boundaries")
    assert question.stem == (
        'On "Running the plant": what is used to draw boundaries between land parcels?'
    )
    assert key(question) == "Canyon Map"
    assert texts(question) == {"Pebble Store", "Canyon Map", "Lantern Kit", "Harbor Gate"}


def test_demand_of_one_page_is_asked_among_those_of_others(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, DEMANDS)
    [question] = [one for one in questions(notes) if "Mesh routing" in one.stem]
    assert question.stem == 'According to "Mesh routing", which requirement applies?'
    assert key(question) == "Declare each upstream cluster in the routing table"
    assert len(texts(question)) == 4


def test_demand_of_a_console_step_is_none(tmp_path: Path) -> None:
    text = "You must choose the Save button before the page is closed again.\n"
    assert list(demands_of(page(tmp_path, text))) == []


def test_name_that_completes_a_statement_is_of_one_kind(tmp_path: Path) -> None:
    question = asked(tmp_path, NAMES, "state of a trial, call ____")
    assert question.stem == (
        'According to "Running the plant", which API operation completes this statement?'
        " To read the state of a trial, call ____ with the identifier of the run."
    )
    assert key(question) == "DescribeTrial"
    assert texts(question) == {"DescribeTrial", "DeleteSchedule", "StartExport", "AddTags"}


def test_three_sentences_are_too_few_for_four_options(tmp_path: Path) -> None:
    few = "\n\n".join(CONDITIONS.split("\n\n")[:3])
    notes = read_notes(tmp_path, {"one.md": tagged("Plant", "Running the plant", few)})
    assert questions(notes) == []
