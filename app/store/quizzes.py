"""Quizzes with what they ask, what was answered, and where they stand: a refresh loses nothing."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.store.database import (
    attempts,
    quiz_items,
    quiz_parts,
    quizzes,
    writing_runs,
    written_items,
)
from app.store.stamp import utc_stamp
from app.surrogates import json_text
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Engine, Row

Mode = Literal["study", "quiz"]
MODES: tuple[Mode, ...] = ("study", "quiz")


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that a quiz is to ask: its archive, and its parts in the order they are asked."""

    id: str
    archive: str
    parts: tuple[tuple[str, int], ...]
    """Id and order seed of each part."""


@dataclass(frozen=True, slots=True)
class QuizPart:
    """One question of a quiz, and how far the reader is with it."""

    id: str
    item_id: str
    number: int
    order_seed: int
    opened: str | None
    draft: tuple[int, ...] | None
    """A response that is not graded yet."""
    confidence: str
    flagged: bool
    helped: bool
    """Whether its explanation was read before it was answered."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A graded response."""

    part_id: str
    item_id: str
    task: str
    response: tuple[int, ...]
    correct: bool
    confidence: str
    seconds: float
    flagged: bool
    helped: bool
    created: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A response with its grade, to be kept."""

    part_id: str
    task: str
    response: tuple[int, ...]
    correct: bool
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as it stands."""

    id: str
    created: str
    mode: Mode
    exam: str
    wish: dict[str, object]
    seed: int
    snapshot: str
    position: int
    """Number of the part that is shown."""
    finished: str | None
    archives: Mapping[str, str]
    """The items as JSON, by id, as they were when the quiz was made."""
    parts: tuple[QuizPart, ...]
    attempts: Mapping[str, Attempt]
    """By part id."""


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz in a list."""

    id: str
    created: str
    mode: Mode
    wish: dict[str, object]
    parts: int
    answered: int
    finished: str | None


@dataclass(frozen=True, slots=True)
class ItemPast:
    """How often an item was answered, and how it went last."""

    item_id: str
    answered: int
    missed: int
    last_right: bool
    last: str


class QuizStore:
    """Read and write quizzes; every call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self,
        items: Sequence[NewItem],
        *,
        mode: Mode,
        exam: str,
        wish: Mapping[str, object],
        seed: int,
        snapshot: str,
        quiz_id: str = "",
        now: datetime | None = None,
    ) -> str:
        """Keep a new quiz and return its id, by default a new one."""
        quiz_id = quiz_id or uuid.uuid4().hex
        with self._engine.begin() as connection:
            connection.execute(
                insert(quizzes).values(
                    id=quiz_id,
                    created=utc_stamp(now),
                    mode=mode,
                    exam=exam,
                    wish=json_text(dict(wish)),
                    seed=seed,
                    snapshot=snapshot,
                    position=0,
                )
            )
            _insert_items(connection, quiz_id, items, 0)
        return quiz_id

    def quiz(self, quiz_id: str) -> Quiz | None:
        """Return a quiz as it stands, or None when it does not exist."""
        with self._engine.connect() as connection:
            head = connection.execute(select(quizzes).where(quizzes.c.id == quiz_id)).first()
            if head is None:
                return None
            archives = connection.execute(
                select(quiz_items.c.item_id, quiz_items.c.item).where(
                    quiz_items.c.quiz_id == quiz_id
                )
            )
            parts = connection.execute(
                select(quiz_parts)
                .where(quiz_parts.c.quiz_id == quiz_id)
                .order_by(quiz_parts.c.number)
            )
            answered = connection.execute(select(attempts).where(attempts.c.quiz_id == quiz_id))
            return Quiz(
                id=head.id,
                created=head.created,
                mode=head.mode,
                exam=head.exam,
                wish=json.loads(head.wish),
                seed=head.seed,
                snapshot=head.snapshot,
                position=head.position,
                finished=head.finished,
                archives={item_id: archive for item_id, archive in archives},  # noqa: C416
                parts=tuple(_part(row) for row in parts),
                attempts={row.part_id: _attempt(row) for row in answered},
            )

    def quizzes(self, limit: int = 20) -> list[QuizLine]:
        """Return the latest quizzes, newest first."""
        counted = (
            select(quiz_parts.c.quiz_id, func.count().label("parts"))
            .group_by(quiz_parts.c.quiz_id)
            .subquery()
        )
        kept = quiz_parts.c.draft.is_not(None) & (quiz_parts.c.confidence != "")
        graded = (attempts.c.quiz_id == quiz_parts.c.quiz_id) & (
            attempts.c.part_id == quiz_parts.c.part_id
        )
        done = (
            select(quiz_parts.c.quiz_id, func.count().label("answered"))
            .outerjoin(attempts, graded)
            .where(kept | attempts.c.part_id.is_not(None))
            .group_by(quiz_parts.c.quiz_id)
            .subquery()
        )
        query = (
            select(quizzes, counted.c.parts, done.c.answered)
            .join(counted, counted.c.quiz_id == quizzes.c.id)
            .outerjoin(done, done.c.quiz_id == quizzes.c.id)
            .order_by(quizzes.c.created.desc(), quizzes.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [
                QuizLine(
                    row.id,
                    row.created,
                    row.mode,
                    json.loads(row.wish),
                    row.parts,
                    row.answered or 0,
                    row.finished,
                )
                for row in connection.execute(query)
            ]

    def insert_after(self, quiz_id: str, number: int, items: Sequence[NewItem]) -> None:
        """Ask further items after a part, and go to the first of them.

        Raises UsageError when the quiz does not exist any more.
        """
        count = sum(len(item.parts) for item in items)
        with self._engine.begin() as connection:
            _touch(connection, quiz_id, position=number + 1, finished=None)
            connection.execute(
                update(quiz_parts)
                .where(quiz_parts.c.quiz_id == quiz_id, quiz_parts.c.number > number)
                .values(number=quiz_parts.c.number + count)
            )
            _insert_items(connection, quiz_id, items, number + 1)

    def append(self, quiz_id: str, items: Sequence[NewItem]) -> bool:
        """Ask further items at the end of a quiz that goes on; return whether there was one."""
        going_on = (quizzes.c.id == quiz_id) & quizzes.c.finished.is_(None)
        last = select(func.max(quiz_parts.c.number)).where(quiz_parts.c.quiz_id == quiz_id)
        with self._engine.begin() as connection:
            held = connection.execute(
                update(quizzes).where(going_on).values(position=quizzes.c.position)
            )
            if held.rowcount == 0:
                return False
            number = connection.execute(last).scalar()
            _insert_items(connection, quiz_id, items, 0 if number is None else number + 1)
        return True

    def go_to(self, quiz_id: str, number: int) -> None:
        """Show another part from now on."""
        with self._engine.begin() as connection:
            _touch(connection, quiz_id, position=number)

    def open_part(self, quiz_id: str, part_id: str, now: datetime | None = None) -> None:
        """Note when a part was first shown; seconds count from there."""
        with self._engine.begin() as connection:
            connection.execute(
                update(quiz_parts)
                .where(_is_part(quiz_id, part_id), quiz_parts.c.opened.is_(None))
                .values(opened=utc_stamp(now))
            )

    def keep_draft(
        self, quiz_id: str, part_id: str, response: Sequence[int], confidence: str | None = None
    ) -> None:
        """Keep a response that is not graded yet; a graded part is left as it is."""
        values: dict[str, object] = {"draft": json.dumps(list(response))}
        if confidence is not None:
            values["confidence"] = confidence
        graded = select(attempts.c.part_id).where(attempts.c.quiz_id == quiz_id)
        with self._engine.begin() as connection:
            connection.execute(
                update(quiz_parts)
                .where(_is_part(quiz_id, part_id), quiz_parts.c.part_id.not_in(graded))
                .values(**values)
            )

    def flag(self, quiz_id: str, part_id: str, flagged: bool) -> None:
        """Mark a part to come back to, or take the mark off, on its attempt too."""
        with self._engine.begin() as connection:
            connection.execute(
                update(quiz_parts).where(_is_part(quiz_id, part_id)).values(flagged=int(flagged))
            )
            connection.execute(
                update(attempts)
                .where(attempts.c.quiz_id == quiz_id, attempts.c.part_id == part_id)
                .values(flagged=int(flagged))
            )

    def note_help(self, quiz_id: str, part_id: str) -> None:
        """Note that a part was explained; before an answer that makes it a helped one."""
        with self._engine.begin() as connection:
            connection.execute(
                update(quiz_parts).where(_is_part(quiz_id, part_id)).values(helped=1)
            )

    def record(self, quiz_id: str, graded: Graded, now: datetime | None = None) -> Attempt:
        """Keep a graded response; when the part has one already, that one stands and comes back.

        Raises UsageError when the quiz or the part does not exist.
        """
        try:
            with self._engine.begin() as connection:
                self._insert_attempt(connection, quiz_id, graded, now)
        except IntegrityError:
            pass  # another tab was first: its attempt stands
        with self._engine.connect() as connection:
            row = connection.execute(
                select(attempts).where(
                    attempts.c.quiz_id == quiz_id, attempts.c.part_id == graded.part_id
                )
            ).first()
        if row is None:
            raise _gone()
        return _attempt(row)

    def finish(self, quiz_id: str, graded: Sequence[Graded], now: datetime | None = None) -> None:
        """End a quiz, keeping the grades of parts that have none yet, all at once.

        A quiz that is finished already is left as it is.
        """
        with self._engine.begin() as connection:
            ended = connection.execute(
                update(quizzes)
                .where(quizzes.c.id == quiz_id, quizzes.c.finished.is_(None))
                .values(finished=utc_stamp(now))
            )
            if ended.rowcount == 0:
                return
            done = set(
                connection.execute(
                    select(attempts.c.part_id).where(attempts.c.quiz_id == quiz_id)
                ).scalars()
            )
            for one in graded:
                if one.part_id not in done:
                    self._insert_attempt(connection, quiz_id, one, now)

    def pasts(self) -> list[ItemPast]:
        """Return how every answered item went; a case study is right when all its parts were."""
        sitting = (
            select(
                attempts.c.item_id,
                attempts.c.quiz_id,
                func.min(attempts.c.correct).label("right"),
                func.max(attempts.c.created).label("last"),
            )
            .group_by(attempts.c.item_id, attempts.c.quiz_id)
            .subquery()
        )
        query = select(sitting).order_by(sitting.c.last)
        found: dict[str, ItemPast] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                past = found.get(row.item_id, ItemPast(row.item_id, 0, 0, False, ""))
                found[row.item_id] = ItemPast(
                    row.item_id,
                    past.answered + 1,
                    past.missed + (0 if row.right else 1),
                    bool(row.right),
                    row.last,
                )
        return list(found.values())

    def task_results(self) -> list[tuple[str, int, int]]:
        """Return task, answered and right, over all attempts."""
        right = func.sum(case((attempts.c.correct == 1, 1), else_=0))
        query = (
            select(attempts.c.task, func.count(), right)
            .group_by(attempts.c.task)
            .order_by(attempts.c.task)
        )
        with self._engine.connect() as connection:
            return [
                (task, answered, int(hits)) for task, answered, hits in connection.execute(query)
            ]

    def delete_all(self) -> None:
        """Delete every quiz with its attempts, and what a model wrote; disputes stay."""
        with self._engine.begin() as connection:
            for table in (
                attempts,
                quiz_parts,
                quiz_items,
                quizzes,
                written_items,
                writing_runs,
            ):
                connection.execute(delete(table))

    def _insert_attempt(
        self, connection: Connection, quiz_id: str, graded: Graded, now: datetime | None
    ) -> None:
        part = connection.execute(
            select(quiz_parts, quizzes.c.exam)
            .join(quizzes, quizzes.c.id == quiz_parts.c.quiz_id)
            .where(_is_part(quiz_id, graded.part_id))
        ).first()
        if part is None:
            raise _gone()
        stamp = utc_stamp(now)
        connection.execute(
            insert(attempts).values(
                quiz_id=quiz_id,
                part_id=graded.part_id,
                item_id=part.item_id,
                exam=part.exam,
                task=graded.task,
                response=json.dumps(list(graded.response)),
                correct=int(graded.correct),
                confidence=graded.confidence or part.confidence,
                seconds=_seconds(part.opened, stamp),
                flagged=part.flagged,
                helped=part.helped,
                created=stamp,
            )
        )


def _insert_items(
    connection: Connection, quiz_id: str, items: Sequence[NewItem], number: int
) -> None:
    for item in items:
        connection.execute(
            insert(quiz_items).values(quiz_id=quiz_id, item_id=item.id, item=item.archive)
        )
        for part_id, seed in item.parts:
            connection.execute(
                insert(quiz_parts).values(
                    quiz_id=quiz_id,
                    part_id=part_id,
                    item_id=item.id,
                    number=number,
                    order_seed=seed,
                    confidence="",
                    flagged=0,
                    helped=0,
                )
            )
            number += 1


def _touch(connection: Connection, quiz_id: str, **values: object) -> None:
    touched = connection.execute(update(quizzes).where(quizzes.c.id == quiz_id).values(**values))
    if touched.rowcount == 0:
        raise _gone()


def _gone() -> UsageError:
    return UsageError("This quiz no longer exists", "Start a new one; your other quizzes are kept")


def _is_part(quiz_id: str, part_id: str) -> ColumnElement[bool]:
    return and_(quiz_parts.c.quiz_id == quiz_id, quiz_parts.c.part_id == part_id)


def _part(row: Row[Any]) -> QuizPart:
    return QuizPart(
        id=row.part_id,
        item_id=row.item_id,
        number=row.number,
        order_seed=row.order_seed,
        opened=row.opened,
        draft=None if row.draft is None else tuple(json.loads(row.draft)),
        confidence=row.confidence,
        flagged=bool(row.flagged),
        helped=bool(row.helped),
    )


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        part_id=row.part_id,
        item_id=row.item_id,
        task=row.task,
        response=tuple(json.loads(row.response)),
        correct=bool(row.correct),
        confidence=row.confidence,
        seconds=row.seconds,
        flagged=bool(row.flagged),
        helped=bool(row.helped),
        created=row.created,
    )


def _seconds(opened: str | None, answered: str) -> float:
    if opened is None:
        return 0.0
    spent = datetime.fromisoformat(answered) - datetime.fromisoformat(opened)
    return max(0.0, round(spent.total_seconds(), 1))
