"""What a model wrote is kept, with the counts of each run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from app.store.quizzes import NewItem, QuizStore
from app.store.written import RunCounts, WrittenStore

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


@pytest.fixture
def written(engine: Engine) -> WrittenStore:
    return WrittenStore(engine)


def test_a_run_is_noted_and_ended(written: WrittenStore) -> None:
    run_id = written.begin("openai:x", {"tasks": ["2.2"]}, "study", 3, NOW)
    written.note(run_id, RunCounts(2, 1, {"flaw": 1}, {"near duplicate": 2}, "matching"))
    run = written.run(run_id)
    assert run is not None
    assert (run.model, run.wish, run.mode, run.wanted) == (
        "openai:x",
        {"tasks": ["2.2"]},
        "study",
        3,
    )
    assert (run.tried, run.kept, run.dropped, run.dropped_parts, run.doing, run.ended) == (
        *(2, 1, {"flaw": 1}, {"near duplicate": 2}, "matching", None),
    )
    written.end(run_id, "It was stopped", NOW)
    ended = written.run(run_id)
    assert ended is not None
    assert (ended.kept, ended.doing, ended.problem) == (1, "", "It was stopped")
    assert ended.ended == "2026-11-25T17:00:00.000000+00:00"
    assert written.run("nothing") is None


def test_the_first_problem_stands(written: WrittenStore) -> None:
    run_id = written.begin("openai:x", {}, "quiz", 1)
    written.note(run_id, RunCounts(problem="The key was refused"))
    written.end(run_id, "It ended")
    run = written.run(run_id)
    assert run is not None
    assert run.problem == "The key was refused"


def test_items_are_kept_once_in_their_order(written: WrittenStore) -> None:
    assert written.revision() == (0, "")
    written.keep("r1", "m-2", "two", datetime(2026, 11, 25, 1, tzinfo=UTC))
    written.keep("r1", "m-1", "one", datetime(2026, 11, 25, 2, tzinfo=UTC))
    written.keep("r2", "m-2", "again", datetime(2026, 11, 25, 3, tzinfo=UTC))
    assert written.archives() == ["two", "one"]
    assert written.revision() == (2, "2026-11-25T02:00:00.000000+00:00")


def test_items_are_appended_while_a_quiz_is_taken(engine: Engine, written: WrittenStore) -> None:
    quizzes = QuizStore(engine)
    first, second = (NewItem(f"m-{n}", "{}", ((f"m-{n}", n),)) for n in (1, 2))
    made = quizzes.create(
        [first], mode="study", exam="mla-c01", wish={}, seed=1, snapshot="s", quiz_id="run"
    )
    assert made == "run"
    assert quizzes.append("run", [second])
    quiz = quizzes.quiz("run")
    assert quiz is not None
    assert [(part.id, part.number) for part in quiz.parts] == [("m-1", 0), ("m-2", 1)]
    assert (quiz.position, quiz.finished) == (0, None)
    quizzes.finish("run", [])
    assert not quizzes.append("run", [NewItem("m-3", "{}", (("m-3", 3),))])
    written.keep("run", "m-1", "{}")
    quizzes.delete_all()
    assert written.archives() == []
