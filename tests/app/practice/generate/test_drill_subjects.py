"""Drills on subjects and conditional duties, and the balance of the drills on duties."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from app.practice.generate.drill_duties import is_conditional, is_fit
from tests.app.practice.generate.test_drills import asked, drills, key, texts

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = """# Frameworks of the workshop

PyTorch colors the lanterns of the northern harbor with three layers of amber paint.

Keras counts the wooden crates behind the old granary whenever a wagon leaves.

Horovod carries heavy parcels between distant islands during stormy winter nights.

Chainer writes the diaries of retired sailors into leather books for the museum.

Darknet waters the orchards around the monastery before the bells announce sunrise.
"""
CASES = """# Rules of the harbor

## Lanterns

If a lantern flickers during a storm, you must replace the cracked amber glass.

## Crates

When a wagon brings wooden crates, you must count every label behind the granary.

## Parcels

Before a ferry leaves for distant islands, you must inspect heavy parcels near the pier.

## Orchards

After the monastery bells announce sunrise, you must move young trees around the well.
"""
MANY_DUTIES = """# Rules of the tower

Every keeper must wear cotton gloves near the old lens.

Every visitor must leave wet umbrellas beside the iron stairs.

Every painter must use the same white color on all sides.

Every sailor must sign the green book before noon on Sundays.

Readers cannot borrow a chart from the locked cabinet.
"""


def test_a_subject_stands_among_those_of_which_other_things_are_said(tmp_path: Path) -> None:
    stem = (
        "Which framework or tool does this describe? ____ counts the wooden crates behind the old"
        " granary whenever a wagon leaves."
    )
    question = asked(tmp_path, TOOLS, stem)
    assert key(question) == "Keras"
    assert texts(question) <= {"PyTorch", "Keras", "Horovod", "Chainer", "Darknet"}


def test_a_subject_is_asked_for_once(tmp_path: Path) -> None:
    stems = [one.stem for one in drills(tmp_path, TOOLS)]
    assert sum("wooden crates" in stem and "____ counts" in stem for stem in stems) == 1


def test_what_to_do_in_a_case_stands_among_what_to_do_in_others(tmp_path: Path) -> None:
    stem = (
        'On "Rules of the harbor: Lanterns": what must you do if a lantern flickers during a storm?'
    )
    question = asked(tmp_path, CASES, stem)
    assert key(question) == "Replace the cracked amber glass"
    assert texts(question) == {
        "Replace the cracked amber glass",
        "Count every label behind the granary",
        "Inspect heavy parcels near the pier",
        "Move young trees around the well",
    }


@pytest.mark.parametrize(
    ("case", "act", "fits"),
    [
        ("a lantern flickers during a storm", "replace the cracked amber glass", True),
        ("a lantern flickers during a storm", "replace it", False),
        ("a lantern flickers during a storm", "have an account for the tower", False),
        ("a lantern flickers during a storm", "replace the lantern that flickers", False),
        ("a storm", "replace the cracked amber glass", False),
    ],
)
def test_what_leans_on_its_sentence_is_no_duty_to_ask_for(case: str, act: str, fits: bool) -> None:
    assert is_fit(case, act) is fits


def test_a_duty_in_a_case_is_asked_for_what_has_to_be_done(tmp_path: Path) -> None:
    assert is_conditional("If a lantern flickers, you must replace the amber glass.")
    assert not is_conditional("Every keeper must wear cotton gloves near the old lens.")
    stems = [one.stem for one in drills(tmp_path, CASES)]
    assert not any("you ____ replace" in stem for stem in stems)


def test_a_page_of_duties_asks_for_no_more_of_them_than_for_bans(tmp_path: Path) -> None:
    keys = Counter(
        key(one) for one in drills(tmp_path, MANY_DUTIES) if one.stem.startswith("Which words")
    )
    assert keys == {"must": 1, "cannot": 1}
