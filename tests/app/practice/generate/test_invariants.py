"""What holds for any table or list."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.practice.generate.factory import Factory
from app.practice.generate.words import content_words, kind_of_value, magnitude, says_the_same
from app.practice.grading import grade
from app.practice.records import CaseStudy
from tests.app.practice.generate.notes import read_notes, tagged

COLORS = """amber basalt cedar delta ember flint garnet hazel indigo juniper kelp larch maple nickel
onyx pearl quartz russet sable topaz umber violet walnut yarrow zinc"""
WORDS = st.sampled_from(COLORS.split())
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: " ".join(words).capitalize())
VALUES = st.one_of(
    PHRASES,
    st.tuples(st.integers(1, 900), st.sampled_from(("seconds", "GB", "models"))).map(
        lambda pair: f"{pair[0]} {pair[1]}"
    ),
    st.sampled_from(("Yes", "No", "None", "-")),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    columns = draw(st.integers(2, 4))
    header = ["Stone", "Color tone", "Choose it when", "Weight"][:columns]
    rows = draw(st.lists(st.tuples(PHRASES, VALUES, VALUES, VALUES), min_size=2, max_size=8))
    lines = [header, ["---"] * columns, *(list(row[:columns]) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@st.composite
def procedures(draw: st.DrawFn) -> str:
    steps = draw(st.lists(PHRASES, min_size=2, max_size=9))
    return "\n".join(f"{number}. {step}." for number, step in enumerate(steps, 1))


def rows_of(table: str) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in table.split("\n")[2:]]


@settings(max_examples=60, deadline=None)
@given(tables(), procedures())
def test_items_of_any_table_and_list_are_valid(table: str, steps: str) -> None:
    body = f"The stones:\n\n{table}\n\nTo cut a stone, follow these steps:\n\n{steps}"
    with tempfile.TemporaryDirectory() as folder:
        notes = read_notes(Path(folder), {"stones.md": tagged("Stones", "Stones compared", body)})
        items = list(Factory.of_documents(notes).items())
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert isinstance(item, CaseStudy) or item.id.startswith("f-")
        for part in item.parts:
            assert grade(part, part.key).correct
            keys = {part.options[k].text for k in part.key}
            wrong = [option for option in part.options if option.text not in keys]
            assert not any(option.text == key for option in wrong for key in keys)
            if part.type == "multiple_choice":
                assert not any(says_the_same(o.text, key) for o in wrong for key in keys)
            for option in part.options:
                assert option.evidence is not None
                text = notes.document(option.evidence.document_id).text
                start = option.evidence.start
                assert text[start : start + len(option.evidence.quote)] == option.evidence.quote


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_wrong_row_has_the_cell_that_is_asked_about(table: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        notes = read_notes(Path(folder), {"stones.md": tagged("Stones", "Stones", table)})
        items = [i for i in Factory.of_documents(notes).items() if i.type == "multiple_choice"]
    cells = {row[0].casefold(): [cell.casefold() for cell in row[1:]] for row in rows_of(table)}
    for item in items:
        [part] = item.parts
        said = part.deciding[0].casefold() if part.deciding else ""
        for place, option in enumerate(part.options):
            if place not in part.key and option.text.casefold() in cells:
                assert said not in cells[option.text.casefold()]


@given(st.text(max_size=60), st.text(max_size=60))
def test_word_measures_are_total(first: str, second: str) -> None:
    assert says_the_same(first, second) == says_the_same(second, first)
    assert content_words(first) <= content_words(f"{first} {second}") or not second
    assert kind_of_value(first)
    assert magnitude(first) == magnitude(first)
