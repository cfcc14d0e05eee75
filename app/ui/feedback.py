"""Thumbs under an answer, and the reason after a thumb down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from app.store.conversations import ConversationStore

DOWN = 0
REASONS = ("Wrong", "Incomplete", "Beside the question", "Out of date", "Hard to read")


def thumbs(store: ConversationStore, message_id: str) -> None:
    """Draw the thumbs; a click is kept at once."""
    kept = store.feedback(message_id)
    key = f"thumbs_{message_id}"

    def save() -> None:
        rating = st.session_state[key]
        if rating is None:
            store.unrate(message_id)
        else:
            store.rate(message_id, rating)

    st.feedback("thumbs", key=key, default=kept.rating if kept else None, on_change=save)


def reason_form(store: ConversationStore, message_id: str) -> None:
    """Ask what was wrong after a thumb down, once."""
    kept = store.feedback(message_id)
    if kept is None or kept.rating != DOWN:
        return
    if kept.reason:
        st.html('<p class="gw-quiet">Thank you. Your reason is kept with this answer.</p>')
        return
    with st.form(f"reason_{message_id}", border=True):
        picked = st.pills(
            "What was wrong with it?", REASONS, selection_mode="multi", key=f"why_{message_id}"
        )
        words = st.text_input(
            "In your own words (optional)", key=f"words_{message_id}", max_chars=500
        )
        if st.form_submit_button("Keep the reason", key=f"keep_{message_id}"):
            reason = "; ".join([*picked, *([words.strip()] if words.strip() else [])])
            store.rate(message_id, DOWN, reason or "no reason given")
            st.rerun()
