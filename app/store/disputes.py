"""Disputes of keys, with the verdict that the evidence gave; they change no grade."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from app.store.database import disputes
from app.store.stamp import utc_stamp
from app.surrogates import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Engine, Select


@dataclass(frozen=True, slots=True)
class StoredDispute:
    """One dispute; `record` holds all that the verdict rests on."""

    id: str
    quiz_id: str
    part_id: str
    item_id: str
    claimed: tuple[int, ...]
    verdict: str
    record: dict[str, Any]
    created: str


class DisputeStore:
    """Read and write disputes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        quiz_id: str,
        part_id: str,
        item_id: str,
        claimed: tuple[int, ...],
        verdict: str,
        record: Mapping[str, Any],
        now: datetime | None = None,
    ) -> StoredDispute:
        """Keep a dispute."""
        stamp = utc_stamp(now)
        kept = StoredDispute(
            uuid.uuid4().hex, quiz_id, part_id, item_id, claimed, verdict, dict(record), stamp
        )
        with self._engine.begin() as connection:
            connection.execute(
                insert(disputes).values(
                    id=kept.id,
                    quiz_id=quiz_id,
                    part_id=part_id,
                    item_id=item_id,
                    claimed=json.dumps(list(claimed)),
                    verdict=verdict,
                    record=json_text(kept.record),
                    created=stamp,
                )
            )
        return kept

    def of_part(self, quiz_id: str, part_id: str) -> list[StoredDispute]:
        """Return the disputes of a question in a quiz, oldest first."""
        query = (
            select(disputes)
            .where(disputes.c.quiz_id == quiz_id, disputes.c.part_id == part_id)
            .order_by(disputes.c.created, disputes.c.id)
        )
        return self._read(query)

    def all(self) -> list[StoredDispute]:
        """Return every dispute, oldest first."""
        return self._read(select(disputes).order_by(disputes.c.created, disputes.c.id))

    def _read(self, query: Select[Any]) -> list[StoredDispute]:
        with self._engine.connect() as connection:
            return [
                StoredDispute(
                    row.id,
                    row.quiz_id,
                    row.part_id,
                    row.item_id,
                    tuple(json.loads(row.claimed)),
                    row.verdict,
                    json.loads(row.record),
                    row.created,
                )
                for row in connection.execute(query)
            ]
