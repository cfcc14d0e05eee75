"""The list of conversations in the sidebar: open, begin, rename, export, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui.current_conversation import is_open, open_next
from app.ui.export import conversation_markdown, file_name
from app.ui.labels import label

if TYPE_CHECKING:
    from app.store.conversations import Conversation, ConversationStore

LISTED = 20
_ALL = "all_conversations"
_RENAME, _EXPORT, _DELETE = "Rename", "Export", "Delete"


def conversation_list(store: ConversationStore) -> None:
    """Draw the list, the most recently used conversation first."""
    st.button(
        "New conversation",
        icon=":material/add:",
        key="new_conversation",
        width="stretch",
        on_click=open_next,
        args=(None,),
    )
    listed = store.conversations()
    shown = listed if st.session_state.get(_ALL) else listed[:LISTED]
    with st.container(key="conversations", gap=None):  # always there: what follows keeps its place
        if not listed:
            st.html('<p class="gw-quiet">Your conversations will be listed here.</p>')
        for conversation in shown:
            _row(store, conversation)
    if len(listed) > LISTED:
        st.toggle(f"Show all {len(listed)}", key=_ALL)


def _row(store: ConversationStore, conversation: Conversation) -> None:
    state = "open" if is_open(conversation.id) else "closed"
    with st.container(
        horizontal=True,
        wrap=False,
        gap=None,
        vertical_alignment="center",
        key=f"conversation_{state}_{conversation.id}",
    ):
        st.button(
            label(conversation.title),
            key=f"open_{conversation.id}",
            type="tertiary",
            width="stretch",
            on_click=open_next,
            args=(conversation.id,),
        )
        chosen = st.menu_button(
            f"Rename, export or delete: {label(conversation.title)}",
            [_RENAME, _EXPORT, _DELETE],
            key=f"more_{conversation.id}",
            type="tertiary",
        )
    if chosen == _RENAME:
        _rename(store, conversation)
    elif chosen == _EXPORT:
        _export(store, conversation)
    elif chosen == _DELETE:
        _delete(store, conversation)


@st.dialog("Rename the conversation")
def _rename(store: ConversationStore, conversation: Conversation) -> None:
    def rename() -> None:
        if st.session_state["new_title"].strip():
            store.rename(conversation.id, st.session_state["new_title"])

    with st.form("rename_form", border=False):
        st.text_input(
            "Title", value=conversation.title, key="new_title", max_chars=120, required=True
        )
        if st.form_submit_button("Rename", key="rename_now", type="primary", on_click=rename):
            st.rerun()


@st.dialog("Export the conversation")
def _export(store: ConversationStore, conversation: Conversation) -> None:
    st.write("A Markdown file with every answer, its sources and their addresses.")
    st.download_button(
        "Download",
        conversation_markdown(conversation, store.messages(conversation.id)),
        file_name(conversation),
        "text/markdown",
        key="download_conversation",
        type="primary",
        on_click="ignore",
    )


@st.dialog("Delete the conversation?")
def _delete(store: ConversationStore, conversation: Conversation) -> None:
    def delete() -> None:
        store.delete(conversation.id)
        if is_open(conversation.id):
            open_next(None)

    st.text(conversation.title)
    st.write("Its questions, answers and your feedback on them are deleted for good.")
    with st.container(horizontal=True):
        deleted = st.button("Delete", key="delete_now", type="primary", on_click=delete)
        kept = st.button("Keep it", key="keep_it")
    if deleted or kept:
        st.rerun()
