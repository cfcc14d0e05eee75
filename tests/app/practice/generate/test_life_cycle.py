"""Closed things: said in reasons, and no keys unless an exam still asks about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.catalog import Catalog
from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from app.practice.generate.life_cycle import Closures
from tests.app.practice.generate.notes import read_notes, tagged

if TYPE_CHECKING:
    from pathlib import Path

ALIASES = """
checked = 2026-11-23

[[alias]]
name = "Amazon Lantern"
aliases = ["Lantern"]
kind = "short"
status = "closed to new customers"
status_since = "2026-06-30"
source = "-"

[[alias]]
name = "Amazon Pebble"
aliases = ["Pebble"]
kind = "short"
status = "shut down"
status_since = "2025-10-31"
source = "-"

[[alias]]
name = "Amazon Canyon"
aliases = ["Canyon"]
kind = "short"
status = "closed to new customers"
status_since = "2024-07-25"
source = "-"
"""
EXAM = """
[exam]
id = "mla-c01"
[[bullet]]
id = "1.1.k1"
text = "Lamps, for example Lantern"
[[domain]]
id = 1
weight = 100
[[service]]
name = "Amazon Pebble"
in_scope = true
"""
TABLE = """| Service | Choose it when |
| --- | --- |
| Amazon Lantern | Winter nights are long and dark |
| Amazon Pebble | Hill meadows are full of sheep |
| Amazon Canyon | Pasture fences are bare of paint |
| Amazon Harbor | Tower clocks are late by hours |
| Amazon Meadow | Hay carts are stuck in the mud |
"""


def corpus(folder: Path) -> Path:
    (folder / "exams").mkdir()
    (folder / "exams" / "mla-c01.toml").write_text(EXAM, encoding="utf-8")
    (folder / "aliases.toml").write_text(ALIASES, encoding="utf-8")
    return folder


def test_what_is_closed_is_said_with_its_date(tmp_path: Path) -> None:
    closures = Closures.read(corpus(tmp_path))
    assert closures.said_of("Use Amazon Lantern") == (
        "Amazon Lantern has been closed to new customers since 2026-06-30."
    )
    assert closures.said_of("Amazon Pebble") == "Amazon Pebble was shut down on 2025-10-31."
    assert closures.said_of("Amazon Lantern Plus") == ""


def test_only_what_an_exam_asks_about_and_still_runs_may_be_a_key(tmp_path: Path) -> None:
    closures = Closures.read(corpus(tmp_path))
    assert not closures.forbids("Amazon Lantern")
    assert closures.forbids("Amazon Pebble")
    assert closures.forbids("Amazon Canyon")
    assert not closures.forbids("Amazon Harbor")


def test_nothing_is_closed_without_a_table_of_names(tmp_path: Path) -> None:
    assert Closures.read(tmp_path) == Closures() == Closures.read(None)


def test_items_say_it_and_have_no_such_key(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    notes = read_notes(folder, {"a.md": tagged("Services", "Services compared", TABLE)})
    catalog = Catalog(closures=Closures.read(corpus(tmp_path)))
    items = list(Factory.of_documents(notes, catalog).items(ItemFilters()))
    options = [
        (option, place in part.key)
        for item in items
        for part in item.parts
        for place, option in enumerate(part.options)
    ]
    keys = {option.text for option, is_key in options if is_key}
    assert "Amazon Harbor" in keys
    assert not {"Amazon Pebble", "Amazon Canyon"} & keys
    ended = {"Amazon Pebble": "was shut down on 2025-10-31.",
             "Amazon Canyon": "has been closed to new customers since 2024-07-25."}  # fmt: skip
    shown = [option for option, _ in options if option.text in ended]
    assert shown
    for option in shown:
        assert f"{option.text} {ended[option.text]}" in option.rationale
