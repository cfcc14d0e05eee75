"""Practice in a conversation: asked for in words, answered there, talked about, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from app.settings import ROOT
from app.sitting import Sitting
from app.store.conversations import ConversationStore
from tests.app.ui.conftest import SECONDS, ask, html

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from app.store.disputes import DisputeStore
    from app.store.quizzes import QuizStore


@pytest.fixture
def chat(practice_installation: Path) -> AppTest:
    """The application on its Ask page, over the tiny index and bank."""
    return AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS).run()


def latest(quizzes: QuizStore) -> Sitting:
    found = Sitting.open(quizzes, quizzes.quizzes()[0].id)
    assert found is not None
    return found


def answer(app: AppTest, quizzes: QuizStore, place: int, confidence: str = "sure") -> AppTest:
    taken = latest(quizzes)
    name = f"{taken.quiz.id[:12]}_{taken.current.question.id}"
    app.radio(key=f"choice_{name}").set_value(place).run()
    app.button(key=f"{confidence}_{name}").click().run()
    assert not app.exception
    return app


def test_request_gives_questions_in_the_conversation(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    page = html(chat)
    assert '<p class="gw-question">Quiz me on task 2.2</p>' in page
    assert "A long training job on cheap capacity" in page
    answer(chat, quizzes, 1)
    assert "Not right. The answer is" in html(chat)


def test_reload_shows_the_question_and_its_answer(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    answer(chat, quizzes, 0)
    again = AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS)
    again.query_params["c"] = chat.query_params["c"]
    again.run()
    assert not again.exception
    assert "Right. The answer is" in html(again)


def test_questions_come_one_after_another_and_end_with_the_result(
    chat: AppTest, quizzes: QuizStore
) -> None:
    ask(chat, "two questions on domain 1 and domain 2 please")
    taken = latest(quizzes)
    assert len(taken.steps) == 2
    for step in taken.steps:
        answer(chat, quizzes, step.question.key[0])
        name = f"{taken.quiz.id[:12]}_{step.question.id}"
        last = step.number == 1
        chat.button(key=f"{'end' if last else 'next'}_{name}").click().run()
    assert "2 of 2 right" in html(chat)


def test_option_is_explained_by_letter_and_by_name(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    answer(chat, quizzes, 0)
    step = latest(quizzes).steps[0]
    letter = "ABCD"[step.order.index(1)]
    ask(chat, f"explain {letter}")
    page = html(chat)
    assert f"{letter} is not right." in page
    assert "which keeps no progress of a training job" in page
    ask(chat, "why not a second variant?")
    assert html(chat).count(f"{letter} is not right.") == 2
    ask(chat, "explain")
    assert "Why the others are wrong" in html(chat)


def test_help_before_the_answer_is_noted(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    ask(chat, "explain A")
    answer(chat, quizzes, 0)
    assert latest(quizzes).quiz.attempts["t-spot"].helped


def test_another_like_it_is_given(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "give me a multiple-response question")
    ask(chat, "another like this")
    assert len(quizzes.quizzes()) == 2
    assert latest(quizzes).current.question.id == "t-monitors-match"


def test_claim_is_weighed(chat: AppTest, quizzes: QuizStore, disputes: DisputeStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    answer(chat, quizzes, 1)
    step = latest(quizzes).steps[0]
    ask(chat, f"I think {'ABCD'[step.order.index(1)]} is right")
    assert "The key stands." in html(chat)
    assert [one.verdict for one in disputes.all()] == ["key stands"]
    ask(chat, f"I think {'ABCD'[step.order.index(0)]} is right")
    assert "is right by the key, too." in html(chat)


def test_request_that_nothing_fits_is_answered_in_a_line(chat: AppTest) -> None:
    ask(chat, "ten questions on task 3.3")
    assert "There are no questions on task 3.3." in html(chat)


def test_ordinary_question_is_answered_by_the_sources(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    ask(chat, "What is the maximum payload of serverless inference?")
    assert 'class="gw-cite"' in html(chat)
    assert len(quizzes.quizzes()) == 1


def test_conversation_about_a_question_begins_with_it(
    practice: AppTest, quizzes: QuizStore, engine: Engine
) -> None:
    practice.selectbox(key="place").set_value("2.2").run()
    practice.button(key="start").click().run()
    answer(practice, quizzes, 1)
    taken = latest(quizzes)
    practice.button(key=f"ask_{taken.quiz.id[:12]}_t-spot").click().run()
    assert not practice.exception
    [conversation] = ConversationStore(engine).conversations()
    assert conversation.title.startswith("About: A long training job")
    talk = AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS)
    talk.query_params["c"] = conversation.id
    page = html(talk.run())
    assert "About this question" in page
    assert "A long training job on cheap capacity" in page
    ask(talk, "why not a disk?")
    assert "The disk of an interrupted job is lost with it." in html(talk)
    ask(talk, "explain")
    assert html(talk).count("Why the others are wrong") == 2


def test_deleted_quiz_leaves_its_words(chat: AppTest, quizzes: QuizStore) -> None:
    ask(chat, "Quiz me on task 2.2")
    quizzes.delete_all()
    chat.run()
    assert not chat.exception
    assert "This quiz was deleted." in html(chat)
