"""The sentences that are written for tables: their form, and that the notes have those tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.practice.generate.pages import Page
from app.practice.generate.wordings import TableWording, WordingError, Wordings, wordings_in
from ingest.document import read_document
from ingest.sources import discover

if TYPE_CHECKING:
    from app.practice.generate.pieces import Table

CORPUS = Path("corpus")
TABLE = """
[[table]]
under = "Stores"
header = ["Store", "Holds"]
{more}
[[table.column]]
name = "{name}"
{entry}
"""


def table(entry: str, more: str = "", name: str = "Holds") -> str:
    return TABLE.format(entry=entry, more=more, name=name)


def test_sentences_are_read() -> None:
    said = table(
        'says = "A {row} holds {cell}."\nwhich_of = { "Barn" = "Where is hay?" }',
        'leave = ["Shed"]\ntrue_of = "What is true of a {row}?"',
    )
    (found,) = wordings_in(said)
    assert (found.under, found.header) == ("Stores", ("Store", "Holds"))
    assert (found.leave, found.true_of) == (("Shed",), "What is true of a {row}?")
    (column,) = found.columns
    assert column.says == "A {row} holds {cell}."
    assert column.which_of == {"Barn": "Where is hay?"}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[table", "Expected"),
        (table('says = "It holds {hay}."'), "unknown placeholder {hay}"),
        (table('which = "Which holds {cell}?"'), r"does not say what its cells state \(says\)"),
        (table('says = "x"\nwhy = "y"'), "unknown entry why"),
        (table('says = "x"', "mood = 3"), "unknown entry mood"),
        (table('says = "x"', name="Store"), "is none of Holds"),
        (table('says = "x"\nleave = "Shed"'), "leave is no list of texts"),
        ('[[table]]\nunder = "Stores"', "no header"),
        (
            table('says = "x"') + '[[table.both]]\ncolumns = ["Holds"]\nwhich = "?"',
            "asks by two columns",
        ),
    ],
)
def test_a_misshapen_file_names_what_is_wrong(toml: str, message: str) -> None:
    with pytest.raises(WordingError, match=message):
        wordings_in(toml)


NOTE = """# Farm

## Stores

| Store | Holds |
| --- | --- |
| Barn | Hay |
"""


def stores(folder: Path) -> Table:
    (folder / "note.md").write_text(NOTE, encoding="utf-8")
    [file] = discover([folder / "note.md"]).files
    return Page.of(read_document(file)).tables[0]


def test_a_misshapen_file_leaves_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "stems" / "farm"
    folder.mkdir(parents=True)
    (folder / "stores.toml").write_text(table('says = "x"'), encoding="utf-8")
    (folder / "broken.toml").write_text("[[table", encoding="utf-8")
    wordings = Wordings.of_corpus(tmp_path)
    found = wordings.of("farm/stores.md", stores(tmp_path))
    assert found is not None
    assert found.under == "Stores"
    assert wordings.of("farm/broken.md", stores(tmp_path)) is None
    assert "The stems of farm/broken.md are left out" in caplog.text


def test_a_document_without_a_file_has_no_sentences(tmp_path: Path) -> None:
    assert Wordings.of_corpus(None).of("farm/stores.md", stores(tmp_path)) is None
    assert Wordings.of_corpus(tmp_path).of("../farm/stores.pdf", stores(tmp_path)) is None


@cache
def pages() -> dict[str, Page]:
    documents = (read_document(file) for file in discover([CORPUS]).files)
    return {one.source.path: Page.of(one) for one in documents}


STEMS = sorted(
    (path.relative_to(CORPUS / "stems").with_suffix(".md").as_posix(), path)
    for path in (CORPUS / "stems").rglob("*.toml")
)


@pytest.mark.parametrize(("note", "path"), STEMS, ids=[note for note, _ in STEMS])
def test_the_notes_have_the_tables_that_are_worded(note: str, path: Path) -> None:
    page = pages()[note]
    for wording in wordings_in(path.read_text(encoding="utf-8")):
        found = [one for one in page.tables if wording.is_of(one)]
        assert len(found) == 1, f"{note} has {len(found)} tables under {wording.under}"
        rows = {row.name for row in found[0].rows}
        assert named_rows(wording) <= rows, sorted(named_rows(wording) - rows)


def named_rows(wording: TableWording) -> set[str]:
    named = set(wording.leave)
    for column in wording.columns:
        named |= {*column.leave, *column.not_wrong, *column.says_of}
        named |= {*column.which_of, *column.what_of}
    return named
