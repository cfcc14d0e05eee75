"""What can be done with an answered question: another like it, ask about it, dispute its key."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app import sitting as taking
from app.practice.selection import NothingToAskError
from app.sitting import Sitting
from app.ui.practice_dispute import dispute_form
from app.ui.practice_place import open_quiz
from app.ui.practice_talk import ask_about

if TYPE_CHECKING:
    from app.sitting import Step
    from app.ui.practice_desk import Desk


def after_answer(desk: Desk, sitting: Sitting, step: Step, *, in_chat: bool) -> None:
    """Draw the ways on from an answered question."""
    key = f"{sitting.quiz.id[:12]}_{step.question.id}"
    with st.container(horizontal=True, key=f"after_{key}"):
        if desk.room is not None and not (in_chat and sitting.is_over):
            st.button(
                "Another like this",
                icon=":material/add:",
                key=f"another_{key}",
                on_click=_another,
                args=(desk, sitting.quiz.id, step.question.id),
            )
        if not in_chat:
            st.button(
                "Ask about this",
                icon=":material/forum:",
                key=f"ask_{key}",
                on_click=ask_about,
                args=(sitting, step),
            )
    problem = st.session_state.pop(f"no_other_{step.question.id}", "")
    if problem:
        st.html(f'<p class="gw-quiet">{escape(problem)}</p>')
    dispute_form(desk.source, sitting, step)


def _another(desk: Desk, quiz_id: str, part_id: str) -> None:
    """Ask another question like one next; after the end of a quiz, in a new one."""
    sitting = Sitting.open(desk.store, quiz_id)
    step = sitting.step(part_id) if sitting else None
    if sitting is None or step is None or desk.room is None:
        return
    try:
        opened = taking.another(desk.store, desk.room, sitting, step)
    except NothingToAskError as error:
        st.session_state[f"no_other_{part_id}"] = str(error)
        return
    if opened != quiz_id:
        open_quiz(opened)
