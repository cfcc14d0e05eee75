"""All questions as one JSON object, in the shape of `python -m app quiz --json --key`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.practice.item_json import item_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.practice.records import Item


def json_record(items: Iterable[Item]) -> bytes:
    """Return the items with their keys as UTF-8 JSON, one item a line."""
    rows = (json.dumps(item_json(item), ensure_ascii=False) for item in items)
    text = '{"items": [\n' + ",\n".join(rows) + "\n]}\n"
    return text.encode("utf-8", "replace")
