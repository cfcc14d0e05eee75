"""Erase everything the reader has written, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.current_conversation import remember
from app.ui.render.words import count

if TYPE_CHECKING:
    from app.store.conversations import ConversationStore


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
