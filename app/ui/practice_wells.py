"""Which well the questions come from: the bank, the text of the sources, or the chat model."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.practice_place import open_quiz
from app.ui.practice_writing import (
    begin_writing,
    instead_buttons,
    tell_no_instead,
    why_not_offered,
    writer_name,
)
from app.ui.render.words import count
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.practice.wish import Well, Wish
    from app.question_room import QuestionRoom
    from app.store.quizzes import Mode
    from app.ui.practice_desk import Desk

_WELLS: dict[Well, str] = {
    "bank": "From the bank",
    "factory": "From the text",
    "model": "By the model",
}
"""Short enough to stand in one row on a phone."""


def chosen_well() -> str:
    """Return the well that is chosen at this moment."""
    return str(st.session_state.get("well") or "bank")


def choose_well(desk: Desk, room: QuestionRoom) -> None:
    """Draw the choice of a well, and of a document where the well is the text or the model."""
    if room.factory is None or desk.source is None:
        return
    wells, problem = _offered_wells()
    if st.session_state.get("well", "bank") not in wells:
        del st.session_state["well"]
    well = st.segmented_control(
        "Where the questions come from",
        wells,
        default="bank" if room.pool.items else "factory",
        format_func=lambda one: _WELLS[one],
        key="well",
        required=True,
    )
    if problem:
        st.html(f'<p class="gw-quiet" role="alert">{escape(problem)}</p>')
    elif "model" not in wells:
        why_not_offered()
    if well == "bank":
        return
    titles = {e.source.path: e.source.title for e in services.entries(desk.source)}
    st.selectbox(
        "Document",
        sorted(titles),
        index=None,
        format_func=lambda one: f"{titles[one]} ({one})",
        key="document",
        placeholder="Any document",
    )


def _offered_wells() -> tuple[list[Well], str]:
    """Return the wells, the model's only where one is chosen, and what is wrong with its name."""
    wells: list[Well] = ["bank", "factory"]
    try:
        return ([*wells, "model"] if writer_name() else wells), ""
    except GroundworkError as error:
        return wells, str(error)


def offer_writing(found: int, number: int) -> bool:
    """Draw what the model can do, with the button that lets it write; return whether it is pressed.

    `found` questions that it wrote before fit the choice.
    """
    kept = f"{count(found, 'question')} kept from before {'fits' if found == 1 else 'fit'}. "
    words = (
        f"{kept if found else ''}{writer_name()} can write new ones; what the sources do not prove "
        "is dropped."
    )
    st.html(f'<p class="gw-quiet" aria-live="polite">{escape(words)}</p>')
    tell_no_instead()
    running = services.run_board().running()
    if running is not None:
        st.button(
            "The model is writing: go there",
            icon=":material/edit_note:",
            key="go_writing",
            type="primary",
            on_click=open_quiz,
            args=(running.id,),
        )
        return False
    return st.button(
        f"Write {count(number, 'new question')}",
        icon=":material/edit_note:",
        key="write",
        type="primary",
    )


def write_now(desk: Desk, room: QuestionRoom, wish: Wish, number: int, mode: Mode) -> None:
    """Let the model write and open its quiz; where it cannot, say why and offer other questions."""
    if desk.source is None:
        return
    try:
        run_id = begin_writing(desk.source, room, wish, number, mode)
    except GroundworkError as error:
        st.html(f'<p class="gw-quiet" role="alert">{escape(str(error))}</p>')
        instead_buttons(desk, wish, number, mode)
        return
    open_quiz(run_id)
    st.rerun()
