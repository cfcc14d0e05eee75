"""All questions as a table, one row for each question, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from app.practice.item_text import answer_line
from app.practice.matching import key_evidence
from app.practice.records import CaseStudy
from app.practice.words import LETTERS, instruction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.practice.records import Item, Question

COLUMNS = (
    *("id", "item", "type", "domain", "task", "bullets", "services", "difficulty", "constraint"),
    *("scenario", "stem", "instruction", "prompts", "options", "key", "rationales", "quotes"),
    *("sources", "addresses", "checked", "origin"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run; an apostrophe makes it text."""


def csv_table(items: Iterable[Item]) -> bytes:
    """Return the items as UTF-8 CSV with a byte order mark, which spreadsheets ask for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for item in items:
        for part in item.parts:
            writer.writerow([_safe(cell) for cell in _row(item, part)])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _row(item: Item, part: Question) -> list[str]:
    evidence = key_evidence(part)
    return [
        part.id,
        item.id,
        part.type,
        str(part.domain or ""),
        part.task or "",
        ", ".join(part.bullets),
        ", ".join(part.services),
        part.difficulty,
        part.constraint,
        item.scenario if isinstance(item, CaseStudy) else "",
        part.stem,
        instruction(part),
        "\n".join(f"{i}) {prompt.text}" for i, prompt in enumerate(part.prompts, 1)),
        "\n".join(f"{LETTERS[i]}. {option.text}" for i, option in enumerate(part.options)),
        answer_line(part),
        "\n".join(
            [f"{i}) {prompt.rationale}" for i, prompt in enumerate(part.prompts, 1)]
            + [f"{LETTERS[i]}. {option.rationale}" for i, option in enumerate(part.options)]
        ),
        "\n".join(one.quote for one in evidence),
        "\n".join(" > ".join((one.path, *one.heading_path)) for one in evidence),
        "\n".join(dict.fromkeys(one.url for one in evidence if one.url)),
        ", ".join(sorted({one.checked for one in evidence if one.checked})),
        part.origin,
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
