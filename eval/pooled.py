"""Judgments from pooling, joined to a data set: passages beside the gold ones that answer too.

Each line of the file is `{"id", "document", "span"}`; see `eval/data/CARDS.md` for how they were
made (E. Voorhees, D. Harman, "TREC: Experiment and Evaluation in Information Retrieval", 2005).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.dataset import Case


def with_pool(cases: Sequence[Case], path: Path) -> list[Case]:
    """Return the cases with their pooled passages.

    Raises UsageError naming the line that is no judgment or whose id no case has.
    """
    known = {case.id for case in cases}
    found: dict[str, list[tuple[str, str]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.name}, line {number}"
        try:
            record = json.loads(line)
            case_id, place = record["id"], (record["document"], record["span"])
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise UsageError(
                f"{where}: no judgment ({error!r})", 'Write {"id", "document", "span"}'
            ) from error
        if case_id not in known:
            raise UsageError(f"{where}: no case has the id '{case_id}'", "Correct or remove it")
        found.setdefault(case_id, []).append(place)
    return [replace(case, pooled=tuple(found.get(case.id, ()))) for case in cases]
