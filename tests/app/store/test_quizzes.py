"""Quizzes survive refresh, second tab and crash; nothing is graded twice."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.store.database import MIGRATIONS, open_database
from app.store.disputes import DisputeStore
from app.store.quizzes import Graded, ItemPast, NewItem, QuizStore
from index.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
ITEMS = (
    NewItem("one", '{"one": 1}', (("one", 11),)),
    NewItem("case", '{"case": 1}', (("case-q1", 12), ("case-q2", 13))),
)


@pytest.fixture
def quizzes(engine: Engine) -> QuizStore:
    return QuizStore(engine)


def create(quizzes: QuizStore, now: datetime = NOON) -> str:
    return quizzes.create(
        ITEMS, mode="study", exam="mla-c01", wish={"tasks": ["2.3"]}, seed=5, snapshot="s", now=now
    )


def graded(part: str, correct: bool = True, response: tuple[int, ...] = (1,)) -> Graded:
    return Graded(part, "2.3", response, correct, "sure")


def test_quiz_comes_back_as_it_was_made(quizzes: QuizStore) -> None:
    quiz = quizzes.quiz(create(quizzes))
    assert quiz is not None
    assert [(p.id, p.item_id, p.number, p.order_seed) for p in quiz.parts] == [
        ("one", "one", 0, 11),
        ("case-q1", "case", 1, 12),
        ("case-q2", "case", 2, 13),
    ]
    assert quiz.archives == {"one": '{"one": 1}', "case": '{"case": 1}'}
    assert (quiz.mode, quiz.wish, quiz.seed, quiz.position) == ("study", {"tasks": ["2.3"]}, 5, 0)
    assert quizzes.quiz("nothing") is None


def test_second_grade_of_a_part_is_not_kept(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    first = quizzes.record(quiz_id, graded("one", correct=False, response=(0,)), NOON)
    again = quizzes.record(quiz_id, graded("one", correct=True), NOON + timedelta(seconds=9))
    assert again == first
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert quiz.attempts == {"one": first}


def test_two_tabs_that_answer_at_once_share_one_grade(url: str) -> None:
    engines = [open_database(url), open_database(url)]
    quiz_id = create(QuizStore(engines[0]))
    begin = threading.Barrier(4)

    def answer(tab: int) -> object:
        begin.wait()
        return QuizStore(engines[tab % 2]).record(quiz_id, graded("one", response=(tab,)))

    with ThreadPoolExecutor(4) as pool:
        attempts = list(pool.map(answer, range(4)))
    assert len(set(map(str, attempts))) == 1
    for engine in engines:
        engine.dispose()


def test_draft_survives_and_ends_with_the_grade(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    quizzes.keep_draft(quiz_id, "one", (3,), "guess")
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert (quiz.parts[0].draft, quiz.parts[0].confidence) == ((3,), "guess")
    assert [line.answered for line in quizzes.quizzes()] == [1]
    quizzes.record(quiz_id, Graded("one", "2.3", (3,), False))
    quizzes.keep_draft(quiz_id, "one", (1,))
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert quiz.parts[0].draft == (3,)
    assert quiz.attempts["one"].confidence == "guess"
    assert [line.answered for line in quizzes.quizzes()] == [1]


def test_seconds_count_from_when_a_part_was_first_shown(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    quizzes.open_part(quiz_id, "one", NOON)
    quizzes.open_part(quiz_id, "one", NOON + timedelta(seconds=30))
    attempt = quizzes.record(quiz_id, graded("one"), NOON + timedelta(seconds=42.5))
    assert attempt.seconds == 42.5
    assert quizzes.record(quiz_id, graded("case-q1"), NOON).seconds == 0.0


def test_flag_and_help_go_with_the_attempt(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    quizzes.flag(quiz_id, "one", True)
    quizzes.note_help(quiz_id, "one")
    attempt = quizzes.record(quiz_id, graded("one"))
    assert (attempt.flagged, attempt.helped) == (True, True)
    quizzes.flag(quiz_id, "one", False)
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert not quiz.attempts["one"].flagged


def test_finishing_grades_what_is_open_once(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    quizzes.record(quiz_id, graded("one"))
    everything = [graded(part, correct=False) for part in ("one", "case-q1", "case-q2")]
    quizzes.finish(quiz_id, everything, NOON)
    quizzes.finish(quiz_id, [graded("case-q1")], NOON + timedelta(hours=1))
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert quiz.finished == "2026-11-25T12:00:00.000000+00:00"
    assert {p: a.correct for p, a in quiz.attempts.items()} == {
        "one": True,
        "case-q1": False,
        "case-q2": False,
    }


def test_crash_while_finishing_leaves_nothing_half_done(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    with pytest.raises(UsageError, match="no longer exists"):
        quizzes.finish(quiz_id, [graded("one"), graded("no such part")])
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert quiz.finished is None
    assert quiz.attempts == {}


def test_further_items_are_put_after_a_part(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    quizzes.insert_after(quiz_id, 0, [NewItem("two", "{}", (("two", 14),))])
    quiz = quizzes.quiz(quiz_id)
    assert quiz is not None
    assert [part.id for part in quiz.parts] == ["one", "two", "case-q1", "case-q2"]
    assert [part.number for part in quiz.parts] == [0, 1, 2, 3]
    assert quiz.position == 1


def test_quiz_that_was_deleted_elsewhere_is_said(quizzes: QuizStore) -> None:
    quiz_id = create(quizzes)
    quizzes.delete_all()
    with pytest.raises(UsageError, match="This quiz no longer exists"):
        quizzes.record(quiz_id, graded("one"))
    with pytest.raises(UsageError, match="This quiz no longer exists"):
        quizzes.go_to(quiz_id, 1)
    assert quizzes.quizzes() == []


def test_past_of_a_case_study_is_right_when_all_parts_were(quizzes: QuizStore) -> None:
    first = create(quizzes)
    quizzes.record(first, graded("one"), NOON)
    quizzes.record(first, graded("case-q1"), NOON)
    quizzes.record(first, graded("case-q2", correct=False), NOON)
    second = create(quizzes, NOON + timedelta(days=1))
    later = NOON + timedelta(days=1)
    quizzes.record(second, graded("case-q1"), later)
    quizzes.record(second, graded("case-q2"), later)
    pasts = {past.item_id: past for past in quizzes.pasts()}
    assert pasts["one"] == ItemPast("one", 1, 0, True, "2026-11-25T12:00:00.000000+00:00")
    assert pasts["case"] == ItemPast("case", 2, 1, True, "2026-11-26T12:00:00.000000+00:00")
    assert quizzes.task_results() == [("2.3", 5, 4)]


def test_list_shows_how_far_each_quiz_is(quizzes: QuizStore) -> None:
    first = create(quizzes)
    second = create(quizzes, NOON + timedelta(days=1))
    quizzes.record(first, graded("one"))
    lines = quizzes.quizzes()
    assert [(line.id, line.parts, line.answered) for line in lines] == [
        (second, 3, 0),
        (first, 3, 1),
    ]


def test_database_without_practice_tables_gets_them(url: str) -> None:
    open_database(url).dispose()
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        for table in ("attempts", "quiz_parts", "quiz_items", "quizzes", "disputes"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM schema_version WHERE version > 1")
        connection.commit()
    engine = open_database(url)
    assert QuizStore(engine).quizzes() == []
    assert len(MIGRATIONS) >= 2
    engine.dispose()


def test_disputes_are_kept_and_outlive_their_quiz(engine: Engine) -> None:
    quiz_id = create(QuizStore(engine))
    store = DisputeStore(engine)
    kept = store.add(quiz_id, "one", "one", (2,), "key stands", {"issue": "text"}, NOON)
    QuizStore(engine).delete_all()
    assert store.of_part(quiz_id, "one") == [kept]
    assert store.all() == [kept]
    assert kept.record == {"issue": "text"}
