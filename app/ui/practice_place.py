"""Which quiz is open on the Practice page, and which of its questions is looked at again."""

from __future__ import annotations

import streamlit as st

QUIZ, LOOK = "quiz", "look"


def open_quiz_id() -> str | None:
    """Return the id of the open quiz, as the address says."""
    return st.query_params.get(QUIZ) or None


def looked_at() -> int | None:
    """Return the number, from 0, of the question that is looked at again."""
    number = st.query_params.get(LOOK, "")
    return int(number) - 1 if number.isdecimal() and int(number) > 0 else None


def open_quiz(quiz_id: str) -> None:
    """Open a quiz (for callbacks)."""
    st.query_params[QUIZ] = quiz_id
    st.query_params.pop(LOOK, None)


def look_at(number: int) -> None:
    """Look again at the question of a number, from 0 (for callbacks)."""
    st.query_params[LOOK] = str(number + 1)


def close_quiz() -> None:
    """Go back to the choice of questions (for callbacks)."""
    st.query_params.pop(QUIZ, None)
    st.query_params.pop(LOOK, None)


def close_look() -> None:
    """Go back to the result of the quiz (for callbacks)."""
    st.query_params.pop(LOOK, None)
