"""What a question on the screen needs: the store, and the index where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from app.ui import services
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.question_room import QuestionRoom
    from app.retrieval import IndexPassageSource
    from app.store.quizzes import QuizStore


@dataclass(frozen=True, slots=True)
class Desk:
    """The store of quizzes; without an index or a readable bank only stored questions are shown."""

    store: QuizStore
    source: IndexPassageSource | None
    room: QuestionRoom | None

    @classmethod
    def of(cls, store: QuizStore, source: IndexPassageSource | None) -> Self:
        """Return the desk over the index that serves."""
        try:
            room = services.questions(source) if source is not None else None
        except GroundworkError:
            room = None
        return cls(store, source, room)
