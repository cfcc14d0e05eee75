"""Taking a quiz: grades once, draws the same after a reload, asks another like it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app import sitting
from app.practice.item_archive import dump_item, load_item
from app.practice.item_json import item_json
from app.practice.records import Question
from app.practice.wish import Wish
from app.sitting import Sitting
from app.store.database import open_database, sqlite_url
from app.store.quizzes import QuizStore
from index.errors import UsageError
from tests.app.practice.tiny_bank import tiny_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.question_room import QuestionRoom


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> QuestionRoom:
    return tiny_room(tmp_path_factory.mktemp("room"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[QuizStore]:
    engine = open_database(sqlite_url(tmp_path / "quiz.sqlite"))
    yield QuizStore(engine)
    engine.dispose()


def opened(store: QuizStore, quiz_id: str) -> Sitting:
    found = Sitting.open(store, quiz_id)
    assert found is not None
    return found


def begin(store: QuizStore, room: QuestionRoom, wish: Wish, count: int = 5, **more: object) -> str:
    return sitting.start(store, room, wish, count, "study", seed=3, **more)  # type: ignore[arg-type]


def test_archive_gives_back_every_item(room: QuestionRoom) -> None:
    for item in room.pool.items:
        assert load_item(dump_item(item)) == item
        if isinstance(item, Question):
            drilled = replace(item, grade="drill")
            assert load_item(dump_item(drilled)) == drilled
            assert item_json(drilled)["grade"] == "drill"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 99, "type": "x"}'])
def test_damaged_archive_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        load_item(text)


def test_reload_shows_the_same_options_in_the_same_order(
    store: QuizStore, room: QuestionRoom
) -> None:
    quiz_id = begin(store, room, Wish(types=("matching",)))
    first, again = opened(store, quiz_id), opened(store, quiz_id)
    assert first.current.order == again.current.order
    assert first.current.question == again.current.question


def test_answer_is_graded_once_whatever_comes_later(store: QuizStore, room: QuestionRoom) -> None:
    quiz_id = begin(store, room, Wish(tasks=("2.2",)))
    first_tab = opened(store, quiz_id)
    second_tab = opened(store, quiz_id)
    wrong = sitting.answer(store, first_tab, first_tab.current, (2,), "sure")
    late = sitting.answer(store, second_tab, second_tab.current, (0,), "guess")
    assert late == wrong
    assert not wrong.correct
    assert sitting.history(store).items["t-spot"].missed == 1


def test_choosing_one_where_two_are_asked_for_is_refused(
    store: QuizStore, room: QuestionRoom
) -> None:
    quiz_id = begin(store, room, Wish(types=("multiple_response",)))
    open_quiz = opened(store, quiz_id)
    with pytest.raises(UsageError, match="1 chosen, 2 are asked for"):
        sitting.answer(store, open_quiz, open_quiz.current, (1,))
    with pytest.raises(UsageError, match="3 chosen, 2 are asked for"):
        sitting.answer(store, open_quiz, open_quiz.current, (0, 1, 2))
    assert sitting.answer(store, open_quiz, open_quiz.current, (2, 1)).correct


def test_quiz_mode_grades_drafts_at_the_end_and_open_ones_as_wrong(
    store: QuizStore, room: QuestionRoom
) -> None:
    quiz_id = sitting.start(store, room, Wish(domains=(4,)), 3, "quiz", seed=3)
    taken = opened(store, quiz_id)
    step = taken.step("t-psi")
    assert step is not None
    store.keep_draft(quiz_id, "t-psi", (0,), "unsure")
    assert opened(store, quiz_id).answered == ()
    sitting.finish(store, opened(store, quiz_id))
    ended = opened(store, quiz_id)
    results = {s.question.id: s.attempt.correct for s in ended.steps if s.attempt}
    assert results == {"t-psi": True, "t-monitors-two": False, "t-monitors-match": False}
    assert ended.is_over


def test_study_mode_leaves_open_questions_open(store: QuizStore, room: QuestionRoom) -> None:
    quiz_id = begin(store, room, Wish(domains=(4,)), 3)
    sitting.finish(store, opened(store, quiz_id))
    assert opened(store, quiz_id).answered == ()


def test_another_like_it_comes_next(store: QuizStore, room: QuestionRoom) -> None:
    quiz_id = begin(store, room, Wish(types=("multiple_response",)))
    step = opened(store, quiz_id).current
    assert sitting.another(store, room, opened(store, quiz_id), step) == quiz_id
    now = opened(store, quiz_id)
    assert [step.item.id for step in now.steps] == ["t-monitors-two", "t-monitors-match"]
    assert now.current.item.id == "t-monitors-match"


def test_what_was_missed_is_asked_again(store: QuizStore, room: QuestionRoom) -> None:
    quiz_id = begin(store, room, Wish(tasks=("2.2",)))
    first = opened(store, quiz_id)
    sitting.answer(store, first, first.current, (1,))
    again = opened(store, begin(store, room, Wish(missed=True)))
    assert [step.item.id for step in again.steps] == ["t-spot"]


def test_quiz_keeps_its_items_when_the_bank_changes(store: QuizStore, room: QuestionRoom) -> None:
    quiz_id = begin(store, room, Wish(types=("case_study",)))
    before = opened(store, quiz_id)
    assert [step.place for step in before.steps] == [0, 1]
    assert before.current.case is not None
    changed = replace(room.pool, items=())
    assert changed.item("t-case") is None
    assert opened(store, quiz_id).steps == before.steps


def test_unreadable_quiz_is_like_none(store: QuizStore, room: QuestionRoom) -> None:
    assert Sitting.open(store, "nothing") is None
