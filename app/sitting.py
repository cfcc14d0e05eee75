"""A quiz while it is taken: what is asked now, what was answered, grading each question once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from app.practice.arrangement import display_order, seed_of
from app.practice.grading import Grade, grade
from app.practice.item_archive import dump_item, load_item
from app.practice.records import CaseStudy
from app.practice.selection import History, Past, select, similar
from app.practice.wish import Wish
from app.store.quizzes import Graded, NewItem
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.practice.records import Item, Origin, Question
    from app.question_room import QuestionRoom
    from app.store.quizzes import Attempt, Mode, Quiz, QuizPart, QuizStore

Confidence = Literal["sure", "unsure", "guess"]
CONFIDENCES: tuple[Confidence, ...] = ("sure", "unsure", "guess")
_LIKE: dict[Origin, tuple[str, ...]] = {
    "bank": ("bank",),
    "factory": ("factory",),
    "model": ("model", "factory"),
}
"""The wells in which another item like one is looked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a sitting."""

    part: QuizPart
    item: Item
    question: Question
    place: int
    """Its place among the questions of its item, from 0."""
    attempt: Attempt | None

    @property
    def number(self) -> int:
        """Its place in the quiz, from 0."""
        return self.part.number

    @property
    def case(self) -> CaseStudy | None:
        """The case study that it belongs to."""
        return self.item if isinstance(self.item, CaseStudy) else None

    @property
    def order(self) -> tuple[int, ...]:
        """The options in the order in which they are shown."""
        return display_order(self.question, self.part.order_seed)

    @property
    def response(self) -> tuple[int, ...]:
        """What was answered, or chosen so far."""
        if self.attempt is not None:
            return self.attempt.response
        return self.part.draft or ()

    @property
    def grade(self) -> Grade:
        """The grade of the response."""
        return grade(self.question, self.response)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A quiz with its questions read."""

    quiz: Quiz
    steps: tuple[Step, ...]

    @classmethod
    def open(cls, store: QuizStore, quiz_id: str) -> Sitting | None:
        """Return a quiz as it stands; None when it does not exist or cannot be read any more."""
        quiz = store.quiz(quiz_id)
        if quiz is None:
            return None
        try:
            items = {item_id: load_item(text) for item_id, text in quiz.archives.items()}
        except ValueError:
            return None
        return cls(quiz, tuple(_step(quiz, part, items[part.item_id]) for part in quiz.parts))

    @property
    def current(self) -> Step:
        """The question that is shown."""
        return self.steps[min(self.quiz.position, len(self.steps) - 1)]

    @property
    def is_over(self) -> bool:
        """Whether the summary is shown: it was ended, or the reader went past the last question."""
        return self.quiz.finished is not None

    @property
    def answered(self) -> tuple[Step, ...]:
        """The graded questions."""
        return tuple(step for step in self.steps if step.attempt is not None)

    @property
    def is_chosen(self) -> tuple[Step, ...]:
        """The questions that have an answer, graded or not."""
        return tuple(step for step in self.steps if step.attempt or step.part.draft)

    def step(self, part_id: str) -> Step | None:
        """Return a question by its id, or None."""
        return next((step for step in self.steps if step.question.id == part_id), None)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, each once, in order."""
        return tuple({step.item.id: step.item for step in self.steps}.values())


def history(store: QuizStore) -> History:
    """Return what was answered so far, as selection wants it."""
    return History(
        {
            past.item_id: Past(past.answered, past.missed, past.last_right, past.last)
            for past in store.pasts()
        }
    )


def start(
    store: QuizStore,
    room: QuestionRoom,
    wish: Wish,
    count: int,
    mode: Mode,
    *,
    seed: int | None = None,
    exact: bool = False,
    now: datetime | None = None,
) -> str:
    """Choose questions, keep them as a new quiz, and return its id.

    Raises UsageError and NothingToAskError as `select` does.
    """
    seed = secrets.randbits(31) if seed is None else seed
    checked = room.wish(wish)
    catalogue = room.catalogue_for(checked, count)
    chosen = select(catalogue, checked, room.blueprint, count, seed, history(store), exact=exact)
    return keep(store, room, chosen.items, checked, mode, seed, now)


def keep(
    store: QuizStore,
    room: QuestionRoom,
    items: Iterable[Item],
    wish: Wish,
    mode: Mode,
    seed: int | None = None,
    now: datetime | None = None,
) -> str:
    """Keep chosen items as a new quiz and return its id."""
    seed = secrets.randbits(31) if seed is None else seed
    return store.create(
        [new_item(item, seed) for item in items],
        mode=mode,
        exam=room.blueprint.exam,
        wish=wish.to_json(),
        seed=seed,
        snapshot=room.pool.snapshot,
        now=now,
    )


def answer(
    store: QuizStore,
    sitting: Sitting,
    step: Step,
    response: Sequence[int],
    confidence: str = "",
    now: datetime | None = None,
) -> Attempt:
    """Grade a response and keep it; a question that is graded already keeps its first grade.

    Raises UsageError when the response does not name as many options as are asked for.
    """
    given = tuple(response)
    result = grade(step.question, given)
    if not result.complete:
        raise UsageError(
            f"{len(set(given) - {-1})} chosen, {step.question.choose} are asked for",
            "Change your choice",
        )
    task = step.question.task or ""
    graded = Graded(step.question.id, task, given, result.correct, confidence)
    return store.record(sitting.quiz.id, graded, now)


def finish(store: QuizStore, sitting: Sitting, now: datetime | None = None) -> None:
    """End a quiz: in quiz mode what is chosen is graded now, and what is open counts as wrong."""
    graded: list[Graded] = []
    if sitting.quiz.mode == "quiz":
        for step in sitting.steps:
            if step.attempt is None:
                response = step.part.draft or ()
                right = grade(step.question, response).correct
                task = step.question.task or ""
                graded.append(Graded(step.question.id, task, response, right))
    store.finish(sitting.quiz.id, graded, now)


def another(
    store: QuizStore, room: QuestionRoom, sitting: Sitting, step: Step, seed: int | None = None
) -> str:
    """Ask another question like one right after it; after the end of a quiz, in a new one.

    Returns the id of the quiz that asks it. Raises NothingToAskError when there is none.
    """
    seed = secrets.randbits(31) if seed is None else seed
    wish = Wish(exam=room.blueprint.exam)
    past = history(store)
    like = replace(wish, origins=_LIKE[step.item.origin])
    catalogue = room.catalogue_for(like, 1)
    item = similar(catalogue, step.item, wish, room.blueprint, seed, past, sitting.items)
    if sitting.is_over:
        return keep(store, room, [item], _like(item, wish), "study", seed)
    last = max(s.number for s in sitting.steps if s.item.id == step.item.id)
    store.insert_after(sitting.quiz.id, last, [new_item(item, seed)])
    return sitting.quiz.id


def _like(item: Item, wish: Wish) -> Wish:
    """Return the wish that a quiz of one more item is kept under."""
    return replace(wish, tasks=(item.task,)) if item.task else wish


def new_item(item: Item, seed: int) -> NewItem:
    """Return an item as the store keeps it, with an order seed for each of its questions."""
    parts = tuple((part.id, seed_of(seed, part.id)) for part in item.parts)
    return NewItem(item.id, dump_item(item), parts)


def _step(quiz: Quiz, part: QuizPart, item: Item) -> Step:
    place = next(i for i, question in enumerate(item.parts) if question.id == part.id)
    return Step(part, item, item.parts[place], place, quiz.attempts.get(part.id))
