"""The Practice page: choose questions, answer them one by one, read why, see the result."""

from __future__ import annotations

import streamlit as st

from app.sitting import Sitting
from app.ui import services
from app.ui.index_notice import open_index
from app.ui.index_problem import problem_notice
from app.ui.practice_chooser import chooser
from app.ui.practice_desk import Desk
from app.ui.practice_place import close_look, close_quiz, looked_at, open_quiz_id
from app.ui.practice_question import question_screen
from app.ui.practice_summary import look_over, neighbours, summary
from app.ui.practice_writing import no_question_yet, show_writing_run, writing_of
from index.errors import GroundworkError


def _quiz(desk: Desk, sitting: Sitting) -> None:
    """Draw the open quiz: a question, the look over it, or the result."""
    look = looked_at()
    if sitting.is_over and look is not None and look < len(sitting.steps):
        _back("The result", close_look)
        question_screen(desk, sitting, sitting.steps[look])
        neighbours(sitting, look)
        return
    _back("All practice", close_quiz)
    run = writing_of(sitting.quiz.id)
    if run is not None:
        show_writing_run(run)
    if sitting.is_over:
        summary(desk, sitting)
    elif sitting.quiz.mode == "quiz" and sitting.quiz.position >= len(sitting.steps):
        look_over(desk, sitting)
    else:
        question_screen(desk, sitting, sitting.current)


def _back(words: str, close: object) -> None:
    st.button(
        words,
        icon=":material/arrow_back:",
        key="back",
        type="tertiary",
        on_click=close,  # type: ignore[arg-type]
    )


store = services.quizzes()
quiz_id = open_quiz_id()
sitting = Sitting.open(store, quiz_id) if quiz_id else None
run = writing_of(quiz_id) if quiz_id and sitting is None else None
source = services.serving_source() if sitting or run else open_index()
if sitting is not None:
    _quiz(Desk.of(store, source), sitting)
elif run is not None:
    _back("All practice", close_quiz)
    no_question_yet(Desk.of(store, source), run)
elif source is not None:
    if quiz_id:
        st.html('<p class="gw-quiet">This quiz does not exist any more.</p>')
    try:
        room = services.questions(source)
    except GroundworkError as error:
        problem_notice(error)
    else:
        chooser(Desk(store, source, room), room)
if source is not None:
    services.warm_up(source)
