"""Keep an item as JSON, whole: what a quiz asked stays as it was when the bank changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from app.practice.records import CaseStudy, Evidence, Item, Option, Prompt, Question

VERSION = 1


def dump_item(item: Item) -> str:
    """Return an item as JSON text."""
    return json.dumps({"version": VERSION, "type": item.type, **asdict(item)})


def load_item(text: str) -> Item:
    """Return the item that `dump_item` wrote.

    Raises:
        ValueError: the text is not an archived item of a known version.
    """
    try:
        record = json.loads(text)
        if record.pop("version") != VERSION:
            raise ValueError(f"not an archived item of version {VERSION}")
        return _item(record)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"a damaged archived item: {error!r}") from error


def _item(record: dict[str, Any]) -> Item:
    if record["type"] != "case_study":
        return _question(record)
    del record["type"]
    questions = tuple(_question(part) for part in record.pop("questions"))
    return CaseStudy(questions=questions, **record)


def _question(record: dict[str, Any]) -> Question:
    rebuilt: dict[str, Any] = {
        name: tuple(record[name]) for name in ("key", "bullets", "services", "deciding")
    }
    rebuilt["options"] = tuple(
        Option(**{**option, "evidence": _evidence(option["evidence"])})
        for option in record["options"]
    )
    rebuilt["prompts"] = tuple(
        Prompt(**{**prompt, "evidence": _evidence(prompt["evidence"])})
        for prompt in record["prompts"]
    )
    return Question(**{**record, **rebuilt})


def _evidence(record: dict[str, Any] | None) -> Evidence | None:
    if record is None:
        return None
    return Evidence(**{**record, "heading_path": tuple(record["heading_path"])})
