"""A question that a click put, to be asked at the next run."""

from __future__ import annotations

import streamlit as st

_NEXT = "question_to_ask"


def ask_next(question: str) -> None:
    """Ask a question at the next run (for callbacks)."""
    st.session_state[_NEXT] = question


def take_next() -> str | None:
    """Return the question that a click put, once."""
    question: str | None = st.session_state.pop(_NEXT, None)
    return question
