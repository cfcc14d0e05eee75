"""Options of one kind: which terms could be taken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.generate.catalog import Catalog
from app.practice.generate.choice_numbers import has_second_claim
from app.practice.generate.definitions import definitions_of
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.response_sides import named_in
from app.practice.generate.rivals import are_rivals, is_telling, names_its_kind
from app.practice.generate.shelf import Shelf
from app.practice.generate.step_order import taken_up
from app.practice.records import Question
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

    from app.practice.generate.pieces import Definition

KNOTS = """A reef knot is a binding knot that joins two ends of one rope around a parcel.

A bowline knot is a loop knot that keeps its size under the load of a sailor.

A clove hitch is a knot that ties a rope to a post with two half turns.

A lighthouse is a tower with a lamp that warns ships at night.

A boat is the family of the fleet.
"""


def terms(tmp_path: Path) -> tuple[Shelf, dict[str, Definition]]:
    notes = read_notes(tmp_path, {"knots.md": tagged("Knots", "Knots and towers", KNOTS)})
    shelf = Shelf(notes, Catalog())
    found = definitions_of(shelf.page(shelf.document_ids[0]))
    return shelf, {one.term: one for one in found}


def test_meaning_that_only_names_a_kind_tells_nothing(tmp_path: Path) -> None:
    _, found = terms(tmp_path)
    assert is_telling(found["reef knot"])
    assert "boat" not in found or not is_telling(found["boat"])


def test_terms_are_rivals_by_the_noun_that_they_share(tmp_path: Path) -> None:
    shelf, found = terms(tmp_path)
    assert are_rivals(found["reef knot"], found["bowline knot"], shelf, on_one_page=False)
    assert are_rivals(found["reef knot"], found["clove hitch"], shelf, on_one_page=False)


def test_key_that_alone_begins_with_the_noun_of_its_term_gives_itself_away(
    tmp_path: Path,
) -> None:
    _, found = terms(tmp_path)
    knot = found["reef knot"]
    assert names_its_kind(knot, [found["lighthouse"].meaning])
    assert not names_its_kind(knot, [found["bowline knot"].meaning])


SCATTERED = {
    "knots.md": tagged("Knots", "A knot", "A reef knot is a knot that joins two ends of a rope."),
    "light.md": tagged("Lights", "A tower", "A lighthouse is a tower that warns ships at night."),
    "bread.md": tagged("Bread", "A loaf", "A sourdough is a bread that rises without any yeast."),
    "clock.md": tagged("Clocks", "A clock", "A sundial is a clock that works by a shadow alone."),
}


def test_terms_of_different_kinds_make_no_question_of_the_exam(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, SCATTERED)
    made = Factory.of_documents(notes).items(ItemFilters(types=("multiple_choice",)))
    assert [one.stem for one in made if isinstance(one, Question)] == []


@pytest.mark.parametrize(
    ("sentence", "has_second"),
    [
        ("A speed increase can take up to 20 minutes, charges apply, and clients retry.", True),
        ("The service encrypts at most 4,096 bytes, so larger data uses a data key.", False),
        ("A record may have up to 10 MB before encoding.", False),
    ],
)
def test_sentence_of_a_number_makes_one_claim(sentence: str, has_second: bool) -> None:
    assert has_second_claim(sentence) is has_second


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("Give a large batch time.", "large batch", "a large batch"),
        ("Write to the online store first.", "online store", "the online store"),
        ("Use batch transform for files.", "batch transform", "batch transform"),
        ("Nothing is said.", "small boat", "a small boat"),
    ],
)
def test_thing_compared_has_the_article_of_its_page(text: str, name: str, shown: str) -> None:
    assert named_in(text, name) == shown


@pytest.mark.parametrize(
    ("step", "before", "taken"),
    [
        ("Push the image to a registry", "Build an image and test it", "the image"),
        ("Create the endpoint and wait", "Create an endpoint configuration", ""),
        ("Send requests to the staging endpoint", "Deploy to a staging endpoint",
         "the staging endpoint"),
        ("Read single records for the team", "Ingest records by hand", ""),
    ],
)  # fmt: skip
def test_step_takes_up_what_the_one_before_brought_in(step: str, before: str, taken: str) -> None:
    assert taken_up(step, before) == taken
