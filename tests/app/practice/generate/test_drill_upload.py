"""Drills of an upload with headers of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.factory import Factory
from app.practice.generate.filters import ItemFilters
from tests.app.practice.generate.notes import read_notes

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """Glazes of the pottery

| Glaze | Ash used | Kiln shelf |
| --- | --- | --- |
| Celadon | Beech | Upper left |
| Tenmoku | Spruce | Lower back |
| Shino | Willow | Middle front |
| Kaki | Alder | Bottom right |
"""


def test_upload_without_tags_is_asked_by_its_own_headers(tmp_path: Path) -> None:
    notes = read_notes(tmp_path, {"glazes.md": f"# {PLAIN}"})
    [entry] = notes.documents()
    filters = ItemFilters(documents=(entry.id,), grades=("exam", "drill"))
    found = list(Factory.of_documents(notes).items(filters))
    stems = [item.stem for item in found]
    assert 'On "Glazes of the pottery": for which glaze is the ash used "Willow"?' in stems
    assert {item.type for item in found} >= {"multiple_choice", "matching"}
    assert all(item.bullets == () for item in found)
