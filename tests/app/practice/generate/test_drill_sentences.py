"""Drills on sentences: which of them stand alone, and what may complete them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from app.practice.generate.named_kinds import kinds_in
from app.practice.generate.near_numbers import near_values
from app.practice.generate.noun_terms import is_term
from app.practice.generate.shelf import at_least
from app.practice.generate.standing import said_by, stands_alone
from app.practice.generate.word_use import WordUse
from tests.app.practice.generate.test_drills import asked, drills, key, texts

if TYPE_CHECKING:
    from pathlib import Path

DUTIES = """# The reading room

Every visitor must wear cotton gloves near the old maps.

Readers cannot borrow a map from the locked cabinet.

A member does not need to show a card at the second door.

The room does not support wireless printing on Sundays.

Must read from a separate list for each shelf in the room.

If visitors must leave early, the porter rings a brass bell for them.
"""
FORMATS = """# File formats of the archive

The scanner writes every page of a ledger as PDF in one folder.

Loaders read the census tables from CSV when the archive opens.

Clerks keep the addresses of donors in XML since the last winter.

Curators store the labels of the glass cases in YAML on two disks.

Visitors upload portraits in JPEG through the side entrance of the site.
"""
CLICKS = """# To add a lamp

1. Choose Add lamp in the left pane.
2. In the Name box, enter a name for the lamp.
3. Select the Color tab and pick a tint.
4. Choose Save to keep the lamp.
5. Click the icon of the new lamp.
"""
USES = """
The task of a worker is short. A task is open. Decline the task. You can decline a task.
Choose a feature group. The feature store keeps the group. Each group of the store is kept.
"""


@pytest.mark.parametrize(
    ("stem", "right", "others"),
    [
        (
            "Every visitor ____ wear cotton gloves near the old maps.",
            "must",
            {"can", "cannot", "need not"},
        ),
        (
            "Readers ____ borrow a map from the locked cabinet.",
            "cannot",
            {"can", "must", "need not"},
        ),
        (
            "The room ____ wireless printing on Sundays.",
            "does not support",
            {"supports", "requires", "is required by"},
        ),
        (
            "A member ____ show a card at the second door.",
            "need not",
            {"must", "cannot", "should not"},
        ),
    ],
)
def test_a_duty_stands_among_what_contradicts_it(
    tmp_path: Path, stem: str, right: str, others: set[str]
) -> None:
    whole = f'Which words complete the sentence from "The reading room"? {stem}'
    question = asked(tmp_path, DUTIES, whole)
    assert key(question) == right
    assert texts(question) == {right, *others}


def test_a_duty_of_a_condition_or_a_fragment_is_not_asked(tmp_path: Path) -> None:
    stems = [one.stem for one in drills(tmp_path, DUTIES) if one.stem.startswith("Which words")]
    assert len(stems) == 4
    assert not any("separate list" in stem or "brass bell" in stem for stem in stems)


def test_a_file_format_stands_among_file_formats(tmp_path: Path) -> None:
    stem = (
        "Which file format completes the sentence from"
        ' "File formats of the archive"? Curators store the labels of the glass cases in ____ on'
        " two disks."
    )
    question = asked(tmp_path, FORMATS, stem)
    assert key(question) == "YAML"
    assert texts(question) <= {"YAML", "PDF", "CSV", "XML", "JPEG"}


def test_a_click_path_is_no_procedure_to_learn(tmp_path: Path) -> None:
    assert drills(tmp_path, CLICKS) == []
    assert drills(tmp_path, CLICKS, "ordering") == []


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Workers sort the parcels of the north by weight.", True),
        ("If the parcel is heavy, the workers move the parcel by hand.", True),
        ("If the parcel is heavy, and the door is the narrow one.", False),
        ("The parcel that the worker brought on Monday.", False),
        ("This means that the parcel stays in the north.", False),
        ("The file must contain one line for each parcel.", False),
        ("In the left pane, choose Parcels to see the list.", False),
        ("The path /opt/ml/model holds the parcel after the training ends.", True),
    ],
)
def test_only_whole_sentences_that_lean_on_nothing_stand_alone(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


def test_a_label_is_told_from_its_sentence() -> None:
    assert said_by("Metrics: When you choose a lamp, it glows.") == (
        "When you choose a lamp, it glows.",
        "Metrics",
    )
    assert said_by("Heat – A lamp glows.") == ("A lamp glows.", "Heat")
    assert said_by("A: A lamp glows.") == ("A lamp glows.", "")
    assert said_by("A lamp glows.") == ("A lamp glows.", "")


def test_a_verb_with_its_object_is_no_term() -> None:
    use = WordUse.of([USES])
    assert is_term("feature group", use)
    assert not is_term("decline tasks", use)
    assert not is_term("store after", use)


def test_names_are_told_by_how_they_are_written() -> None:
    text = "It reads text/csv from /opt/ml/model on ml.m5.xlarge with PyTorch."
    assert list(kinds_in(text)) == [
        ("text/csv", "content type"),
        ("/opt/ml/model", "path"),
        ("ml.m5.xlarge", "instance type"),
        ("PyTorch", "framework"),
    ]


def test_one_minute_stands_beside_several_minutes() -> None:
    assert set(near_values("1 minute", random.Random(0))) <= {
        f"{n} minutes" for n in (5, 10, 15, 20)
    }


def test_members_of_enough_sets_are_counted_bit_by_bit() -> None:
    sets = [0b0111, 0b0011, 0b0110, 0b1111]
    held = [sum(one >> place & 1 for one in sets) for place in range(4)]
    assert held == [3, 4, 3, 1]
    assert at_least(3, sets, 0b1111) == 0b0111
    assert at_least(4, sets, 0b1111) == 0b0010
    assert at_least(5, sets, 0b1111) == 0
    assert at_least(1, sets, 0b1000) == 0b1000
    assert at_least(0, sets, 0b1010) == 0b1010
