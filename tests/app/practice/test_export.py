"""Exports open in the programs that they are for, and keep their ids."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.cli import main
from app.practice.export import export
from app.practice.export.anki import guid
from tests.app.practice.drafts import choice
from tests.app.practice.tiny_bank import BANK, COUNT

if TYPE_CHECKING:
    from pathlib import Path

    from app.question_room import QuestionRoom

SEPARATOR = "\x1f"


def anki_notes(packed: bytes, folder: Path) -> list[tuple[str, str, list[str], str]]:
    """Return guid, note type, fields and tags of every note in a package."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as connection:
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        rows = connection.execute("SELECT guid, mid, flds, tags FROM notes").fetchall()
        cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
    assert cards == len(rows)
    return [(g, models[str(m)]["name"], f.split(SEPARATOR), t) for g, m, f, t in rows]


def test_anki_package_has_a_note_type_per_question_type(room: QuestionRoom, tmp_path: Path) -> None:
    notes = anki_notes(export(room.pool.items, "anki"), tmp_path)
    assert len(notes) == COUNT + 1
    assert {name for _, name, _, _ in notes} == {
        "Groundwork multiple choice",
        "Groundwork multiple response",
        "Groundwork ordering",
        "Groundwork matching",
        "Groundwork case study",
    }
    [spot] = [note for note in notes if note[2][0] == "t-spot"]
    assert spot[0] == guid("t-spot")
    assert set(spot[3].split()) == {
        *("mla-c01", "domain::2", "task::2.2", "type::multiple_choice", "difficulty::medium"),
        *("service::Amazon-SageMaker-AI", "service::Amazon-S3"),
    }
    front, back = spot[2][2:6], spot[2][7]
    assert "so the script writes checkpoints to S3" in back
    assert "so the script writes" not in "".join(front)
    [case] = [note for note in notes if note[2][0] == "t-case-q2"]
    assert case[2][1].startswith("An insurer trains")


def test_second_export_has_the_same_notes(room: QuestionRoom, tmp_path: Path) -> None:
    first = anki_notes(export(room.pool.items, "anki"), tmp_path / "a")
    second = anki_notes(export(room.pool.items, "anki"), tmp_path / "b")
    assert first == second


def test_document_text_is_no_markup_on_a_card(tmp_path: Path) -> None:
    hostile = choice(stem="Is <script>alert(1)</script> & {{Stem}} run?")
    [note] = anki_notes(export([hostile], "anki"), tmp_path)
    assert "<script>" not in "".join(note[2])
    assert "&lt;script&gt;" in note[2][2]


def test_table_has_a_row_per_question(room: QuestionRoom) -> None:
    text = export(room.pool.items, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == COUNT + 1
    [payload] = [row for row in rows if row["id"] == "t-payload"]
    assert payload["options"].splitlines() == ["A. 4 MB", "B. 25 MB", "C. 60 MB", "D. 1 GB"]
    assert payload["key"] == "B"
    assert payload["quotes"] == "Real-time inference | 25 MB | 60 seconds"
    assert payload["checked"] == ""


def test_no_cell_is_a_formula() -> None:
    hostile = replace(choice(), stem="=HYPERLINK(1)")
    [row] = csv.DictReader(io.StringIO(export([hostile], "csv").decode("utf-8-sig")))
    assert row["stem"] == "'=HYPERLINK(1)"


def test_json_is_the_shape_of_the_command(room: QuestionRoom) -> None:
    items = json.loads(export(room.pool.items, "json"))["items"]
    assert len(items) == COUNT
    assert all("key" in part for item in items for part in item.get("questions", [item]))


@pytest.mark.parametrize("form", ["anki", "csv", "json"])
def test_command_writes_a_file(
    form: str,
    tiny_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GROUNDWORK_BANK", str(BANK))
    out = tmp_path / "out"
    wanted = ("--format", form, "--out", str(out), "--index", str(tiny_index))
    assert main(["export", *wanted, "--domain", "4"]) == 0
    assert capsys.readouterr().out == f"{out}: 3 items\n"
    assert out.stat().st_size > 100
    assert main(["export", *wanted, "--task", "3.3"]) == 1
    assert "There are no questions on task 3.3" in capsys.readouterr().err
    missing = str(tmp_path / "none" / "out")
    assert main(["export", "--format", form, "--out", missing, "--index", str(tiny_index)]) == 1
    assert "cannot be written" in capsys.readouterr().err
