"""What a chat model wrote: the items that were kept, and how each run of writing went."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.store.database import writing_runs, written_items
from app.store.stamp import utc_stamp
from app.surrogates import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class RunCounts:
    """How far a run is; every item begun is kept, dropped, or the one that is being written."""

    tried: int = 0
    kept: int = 0
    dropped: Mapping[str, int] | None = None
    """Items given up, by reason."""
    dropped_parts: Mapping[str, int] | None = None
    """Questions of case studies given up, by reason."""
    doing: str = ""
    """The type of the item that is being written."""
    problem: str = ""
    """Why the run ended before its time."""


@dataclass(frozen=True, slots=True)
class WritingRun:
    """One run of writing, as it stands."""

    id: str
    """Also the id of the quiz that asks what was kept."""
    created: str
    model: str
    wish: dict[str, Any]
    mode: str
    wanted: int
    tried: int
    kept: int
    dropped: dict[str, int]
    dropped_parts: dict[str, int]
    doing: str
    problem: str
    ended: str | None


class WrittenStore:
    """Read and write what a model wrote; every call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(
        self,
        model: str,
        wish: Mapping[str, object],
        mode: str,
        wanted: int,
        now: datetime | None = None,
    ) -> str:
        """Keep a run that begins and return its id."""
        run_id = uuid.uuid4().hex
        with self._engine.begin() as connection:
            connection.execute(
                insert(writing_runs).values(
                    id=run_id,
                    created=utc_stamp(now),
                    model=model,
                    wish=json_text(dict(wish)),
                    mode=mode,
                    wanted=wanted,
                    **_values(RunCounts()),
                )
            )
        return run_id

    def note(self, run_id: str, counts: RunCounts) -> None:
        """Keep how far a run is."""
        with self._engine.begin() as connection:
            connection.execute(
                update(writing_runs).where(writing_runs.c.id == run_id).values(**_values(counts))
            )

    def end(self, run_id: str, problem: str = "", now: datetime | None = None) -> None:
        """Note that a run is over; a problem is added where none was noted."""
        own = writing_runs.c.id == run_id
        with self._engine.begin() as connection:
            connection.execute(
                update(writing_runs).where(own).values(ended=utc_stamp(now), doing="")
            )
            if problem:
                connection.execute(
                    update(writing_runs)
                    .where(own, writing_runs.c.problem == "")
                    .values(problem=problem)
                )

    def run(self, run_id: str) -> WritingRun | None:
        """Return a run, or None when it does not exist."""
        query = select(writing_runs).where(writing_runs.c.id == run_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return WritingRun(
            row.id,
            row.created,
            row.model,
            json.loads(row.wish),
            row.mode,
            row.wanted,
            row.tried,
            row.kept,
            json.loads(row.dropped),
            json.loads(row.dropped_parts),
            row.doing,
            row.problem,
            row.ended,
        )

    def keep(self, run_id: str, item_id: str, archive: str, now: datetime | None = None) -> None:
        """Keep an item for good; one that is there already is left as it is."""
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    insert(written_items).values(
                        id=item_id, run_id=run_id, item=archive, created=utc_stamp(now)
                    )
                )
        except IntegrityError:
            pass  # written before, word for word

    def archives(self) -> list[str]:
        """Return the kept items as JSON, in the order in which they were written."""
        query = select(written_items.c.item).order_by(written_items.c.created, written_items.c.id)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def revision(self) -> tuple[int, str]:
        """Return what changes with the kept items: their number, and when the last was kept."""
        query = select(func.count(), func.max(written_items.c.created))
        with self._engine.connect() as connection:
            count, last = connection.execute(query).one()
        return count, last or ""


def _values(counts: RunCounts) -> dict[str, object]:
    return {
        "tried": counts.tried,
        "kept": counts.kept,
        "dropped": json_text(dict(counts.dropped or {})),
        "dropped_parts": json_text(dict(counts.dropped_parts or {})),
        "doing": counts.doing,
        "problem": counts.problem,
    }
