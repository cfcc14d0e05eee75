"""Questions for other programs: an Anki package, a table, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from app.practice.arrangement import arranged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.records import Item

Format = Literal["anki", "csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: dict[Format, str] = {"anki": ".apkg", "csv": ".csv", "json": ".json"}
MIME: dict[Format, str] = {
    "anki": "application/octet-stream",
    "csv": "text/csv",
    "json": "application/json",
}
SEED = 0
"""Options are shuffled once and for all, so that a second export changes no card."""


def export(items: Iterable[Item], form: Format) -> bytes:
    """Return the items in a format; the same items give the same questions, cards and order."""
    shuffled: Sequence[Item] = [arranged(item, SEED) for item in items]
    if form == "anki":
        from app.practice.export.anki import anki_package

        return anki_package(shuffled)
    if form == "csv":
        from app.practice.export.table import csv_table

        return csv_table(shuffled)
    from app.practice.export.record import json_record

    return json_record(shuffled)
