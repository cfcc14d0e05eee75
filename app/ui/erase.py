"""Erase what the reader has written or practised, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.current_conversation import remember
from app.ui.render.words import count

if TYPE_CHECKING:
    from app.store.conversations import ConversationStore
    from app.store.quizzes import QuizStore


def erase_practice_button(quizzes: QuizStore) -> None:
    """Draw the button that asks whether to erase what was practised."""
    if st.button("Erase my practice", key="erase_practice", disabled=not quizzes.quizzes(limit=1)):
        _confirm_practice(quizzes)


def erase_button(store: ConversationStore) -> None:
    """Draw the button that asks whether to erase."""
    if st.button("Erase my conversations", key="erase", disabled=not store.conversations()):
        _confirm(store)


@st.dialog("Erase all conversations?")
def _confirm(store: ConversationStore) -> None:
    listed = store.conversations()

    def erase() -> None:
        for conversation in listed:
            store.delete(conversation.id)
        remember(None)

    st.write(
        f"{count(len(listed), 'conversation')} with every question, answer and your feedback are "
        "deleted for good. The index and your uploaded files stay; files are removed on the page "
        "Sources."
    )
    with st.container(horizontal=True):
        erased = st.button("Erase", key="erase_now", type="primary", on_click=erase)
        kept = st.button("Keep them", key="keep_all")
    if erased or kept:
        st.rerun()


@st.dialog("Erase all practice?")
def _confirm_practice(quizzes: QuizStore) -> None:
    answered = sum(number for _, number, _ in quizzes.task_results())
    st.write(
        f"Every quiz is deleted for good, with {count(answered, 'graded answer')}. What you miss "
        "most is then unknown again. Questions that a chat model wrote for you go too; "
        "conversations and disputes stay."
    )
    with st.container(horizontal=True):
        erased = st.button(
            "Erase", key="erase_practice_now", type="primary", on_click=quizzes.delete_all
        )
        kept = st.button("Keep it", key="keep_practice")
    if erased or kept:
        st.rerun()
