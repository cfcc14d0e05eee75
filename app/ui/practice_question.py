"""One question on the screen: answer it with a confidence, then read why; flag, skip, go on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app import sitting as taking
from app.practice.grading import grade
from app.sitting import CONFIDENCES, Sitting
from app.ui.practice_after import after_answer
from app.ui.practice_response import response_now, response_widgets, what_is_missing
from app.ui.render.question import badge_html, facts_line, progress_html, question_html
from app.ui.render.verdict import reasons_html, verdict_html
from app.ui.scroll import show_quiz_question
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.sitting import Step
    from app.store.quizzes import QuizStore
    from app.ui.practice_desk import Desk

_NAMES = {"sure": "I am sure", "unsure": "I am unsure", "guess": "I guess"}


def question_screen(desk: Desk, sitting: Sitting, step: Step, *, in_chat: bool = False) -> None:
    """Draw one question of a quiz, open or answered."""
    quiz_id, part_id = sitting.quiz.id, step.question.id
    desk.store.open_part(quiz_id, part_id)
    st.html(progress_html(sitting, step.number))
    where = f"Question {step.number + 1} of {len(sitting.steps)}"
    blueprint = desk.room.blueprint if desk.room else None
    facts = f"{where} · {facts_line(step, blueprint)}"
    head = f'<p class="gw-quiet">{escape(facts)}{badge_html(step)}</p>'
    st.html(f"{head}{question_html(step)}")
    revealed = step.attempt is not None and (sitting.quiz.mode == "study" or sitting.is_over)
    if revealed:
        st.html(verdict_html(step))
        st.html(reasons_html(step))
        after_answer(desk, sitting, step, in_chat=in_chat)
    else:
        response_widgets(desk.store, quiz_id, step)
        _answer_row(desk.store, sitting, step)
    if not in_chat:
        show_quiz_question(f"{quiz_id[:12]}_{part_id}_{revealed}")
    if not sitting.is_over:
        _way_row(desk.store, sitting, step)


def _answer_row(store: QuizStore, sitting: Sitting, step: Step) -> None:
    """Draw the three buttons that hand the answer in, each with a confidence."""
    missing = what_is_missing(step)
    problem = st.session_state.pop(f"refused_{step.question.id}", "")
    hand_in = "Check the answer" if sitting.quiz.mode == "study" else "Keep the answer"
    words = problem or missing or f"{hand_in}. How sure are you?"
    with st.container(key=f"hand_in_{step.question.id}", gap="small"):
        st.html(f'<p class="gw-next-thing" aria-live="polite">{escape(words)}</p>')
        _confidences(store, sitting, step, disabled=bool(missing))


def _confidences(store: QuizStore, sitting: Sitting, step: Step, *, disabled: bool) -> None:
    with st.container(horizontal=True, key=f"confidence_{step.question.id}"):
        for confidence in CONFIDENCES:
            chosen = step.part.confidence == confidence and sitting.quiz.mode == "quiz"
            st.button(
                _NAMES[confidence],
                key=f"{confidence}_{sitting.quiz.id[:12]}_{step.question.id}",
                type="primary" if chosen else "secondary",
                disabled=disabled,
                on_click=hand_in_answer,
                args=(store, sitting.quiz.id, step.question.id, confidence),
            )


def hand_in_answer(store: QuizStore, quiz_id: str, part_id: str, confidence: str) -> None:
    """Grade the draft of a question, or in quiz mode keep it and go on (for callbacks)."""
    sitting = Sitting.open(store, quiz_id)
    step = sitting.step(part_id) if sitting else None
    if sitting is None or step is None:
        return
    response = response_now(store, quiz_id, step)
    try:
        if sitting.quiz.mode == "study":
            taking.answer(store, sitting, step, response, confidence)
        elif grade(step.question, response).complete:
            store.keep_draft(quiz_id, part_id, response, confidence)
            store.go_to(quiz_id, min(step.number + 1, len(sitting.steps)))
    except GroundworkError as error:
        st.session_state[f"refused_{part_id}"] = str(error)


def _way_row(store: QuizStore, sitting: Sitting, step: Step) -> None:
    """Draw the ways to the other questions and to the end."""
    quiz_id, number, last = sitting.quiz.id, step.number, step.number + 1 >= len(sitting.steps)
    study = sitting.quiz.mode == "study"
    done = step.attempt is not None
    key = f"{quiz_id[:12]}_{step.question.id}"
    kind = "onward" if study and done else "way"
    with st.container(horizontal=True, key=f"{kind}_{key}", horizontal_alignment="distribute"):
        st.button(
            "Back",
            icon=":material/arrow_back:",
            key=f"back_{key}",
            type="tertiary",
            disabled=number == 0,
            on_click=store.go_to,
            args=(quiz_id, number - 1),
        )
        st.button(
            "Take the flag off" if step.part.flagged else "Flag",
            icon=":material/flag:",
            key=f"flag_{key}",
            type="tertiary",
            on_click=store.flag,
            args=(quiz_id, step.question.id, not step.part.flagged),
        )
        if last:
            st.button(
                _end_words(study=study, done=done),
                icon=":material/done_all:",
                key=f"end_{key}",
                type="primary" if study and done else "secondary",
                on_click=end_quiz if study else store.go_to,
                args=(store, quiz_id) if study else (quiz_id, number + 1),
            )
        else:
            st.button(
                "Next" if done or not study else "Skip",
                icon=":material/arrow_forward:",
                key=f"next_{key}",
                type="primary" if study and done else "tertiary",
                on_click=store.go_to,
                args=(quiz_id, number + 1),
            )


def _end_words(*, study: bool, done: bool) -> str:
    if not study:
        return "Look it over and finish"
    return "See the result" if done else "Skip to the result"


def end_quiz(store: QuizStore, quiz_id: str) -> None:
    """End a quiz and grade what is open (for callbacks)."""
    sitting = Sitting.open(store, quiz_id)
    if sitting is not None:
        taking.finish(store, sitting)
