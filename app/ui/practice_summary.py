"""The end of a quiz: the result by task, each question again, and what to practise next."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app import sitting as taking
from app.practice.wish import Wish
from app.sitting import Sitting
from app.ui.labels import label
from app.ui.practice_place import close_quiz, look_at, open_quiz
from app.ui.render.question import progress_html, state_of
from app.ui.render.summary import result_line, seconds_line, summary_html

if TYPE_CHECKING:
    from app.sitting import Step
    from app.store.quizzes import QuizStore
    from app.ui.practice_desk import Desk

_STEM = 110


def summary(desk: Desk, sitting: Sitting) -> None:
    """Draw the result of a finished quiz."""
    st.title(result_line(sitting), anchor=False)
    wish = Wish.from_json(sitting.quiz.wish)
    facts = f"{wish.describe().capitalize()} · {seconds_line(sitting)}"
    st.html(f'<p class="gw-quiet">{escape(facts)}</p>{progress_html(sitting)}')
    _ways_on(desk, sitting, wish)
    st.html(summary_html(sitting, desk.room.blueprint if desk.room else None))
    st.subheader("The questions", anchor=False)
    with st.container(key="review"):
        for step in sitting.steps:
            _review_button(sitting, step)


def look_over(desk: Desk, sitting: Sitting) -> None:
    """Draw the page before the end of a quiz: what is open or flagged, and the end itself."""
    st.title("Look it over", anchor=False)
    open_steps = [s for s in sitting.steps if not (s.part.draft and s.part.confidence)]
    flagged = [s for s in sitting.steps if s.part.flagged]
    words = f"{len(open_steps)} open, {len(flagged)} flagged. What is open counts as wrong."
    st.html(f'<p class="gw-quiet">{escape(words)}</p>{progress_html(sitting)}')
    with st.container(key="review"):
        for step in sitting.steps:
            _sign, word = state_of(sitting, step)
            mark = ", flagged" if step.part.flagged else ""
            st.button(
                f"{step.number + 1}\\. {label(step.question.stem, _STEM)} ({word}{mark})",
                key=f"go_{step.question.id}",
                type="tertiary",
                on_click=desk.store.go_to,
                args=(sitting.quiz.id, step.number),
            )
    st.button(
        "Finish and see the result",
        icon=":material/done_all:",
        key="finish",
        type="primary",
        on_click=_finish,
        args=(desk.store, sitting.quiz.id),
    )


def neighbours(sitting: Sitting, place: int) -> None:
    """Draw the ways from a question that is looked at again to those beside it."""
    with st.container(horizontal=True, key="onward_look", horizontal_alignment="distribute"):
        for words, icon, to in (
            ("Back", ":material/arrow_back:", place - 1),
            ("Next", ":material/arrow_forward:", place + 1),
        ):
            st.button(
                words,
                icon=icon,
                key=f"look_{words.lower()}",
                type="tertiary",
                disabled=not 0 <= to < len(sitting.steps),
                on_click=look_at,
                args=(to,),
            )


def _finish(store: QuizStore, quiz_id: str) -> None:
    sitting = Sitting.open(store, quiz_id)
    if sitting is not None:
        taking.finish(store, sitting)


def _ways_on(desk: Desk, sitting: Sitting, wish: Wish) -> None:
    missed = [s.item for s in sitting.steps if s.attempt and not s.attempt.correct]
    with st.container(horizontal=True, key="ways_on"):
        if desk.room is not None and missed:
            st.button(
                "Practice what I missed",
                icon=":material/replay:",
                key="again_missed",
                type="primary",
                on_click=_again,
                args=(desk, sitting),
            )
        if desk.room is not None:
            st.button(
                "More of these",
                icon=":material/add:",
                key="more",
                type="secondary" if missed else "primary",
                on_click=_more,
                args=(desk, sitting, wish),
            )
        st.button("Choose something else", key="choose_else", on_click=close_quiz)
    problem = st.session_state.pop("no_more", "")
    if problem:
        st.html(f'<p class="gw-quiet" role="alert">{escape(problem)}</p>')


def _again(desk: Desk, sitting: Sitting) -> None:
    """Ask the missed items anew, as they are in the index that serves."""
    assert desk.room is not None
    missed = {s.item.id: s.item for s in sitting.steps if s.attempt and not s.attempt.correct}
    items = [desk.room.item(item_id) or item for item_id, item in missed.items()]
    wish = Wish(exam=sitting.quiz.exam, missed=True)
    open_quiz(taking.keep(desk.store, desk.room, items, wish, sitting.quiz.mode))


def _more(desk: Desk, sitting: Sitting, wish: Wish) -> None:
    assert desk.room is not None
    number = len(sitting.items)
    from index.errors import GroundworkError

    try:
        open_quiz(taking.start(desk.store, desk.room, wish, number, sitting.quiz.mode))
    except GroundworkError as error:
        st.session_state["no_more"] = str(error)


def _review_button(sitting: Sitting, step: Step) -> None:
    sign, word = state_of(sitting, step)
    flag = " ⚑" if step.part.flagged else ""
    st.button(
        f"{sign}{flag} {step.number + 1}\\. {label(step.question.stem, _STEM)}",
        key=f"look_{step.question.id}",
        help=word.capitalize(),
        type="tertiary",
        on_click=look_at,
        args=(step.number,),
    )
