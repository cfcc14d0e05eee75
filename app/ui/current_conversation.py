"""Which conversation is open: its id stands in the address, so a reload loses nothing."""

from __future__ import annotations

import streamlit as st

PARAMETER = "c"
_KEPT = "conversation"
_NEXT = "conversation_to_open"
_GO_TO_ASK = "go_to_ask"


def current_id() -> str | None:
    """Return the id of the open conversation, and write it into the address of the Ask page."""
    wanted: str | None
    if _NEXT in st.session_state:
        wanted = st.session_state.pop(_NEXT)
    else:
        wanted = st.query_params.get(PARAMETER) or st.session_state.get(_KEPT)
    remember(wanted)
    return wanted


def remember(conversation_id: str | None) -> None:
    """Make a conversation the open one; None begins a new one at the next question."""
    st.session_state[_KEPT] = conversation_id
    if conversation_id:
        st.query_params[PARAMETER] = conversation_id
    else:
        st.query_params.pop(PARAMETER, None)


def open_next(conversation_id: str | None) -> None:
    """Open a conversation at the next run, on whichever page the reader is (for callbacks)."""
    st.session_state[_NEXT] = conversation_id
    st.session_state[_GO_TO_ASK] = True


def wants_ask_page() -> bool:
    """Whether a callback asked for the Ask page; asked once."""
    return bool(st.session_state.pop(_GO_TO_ASK, False))


def is_open(conversation_id: str) -> bool:
    """Whether a conversation is the open one; after a reload only the address says which is."""
    here = st.query_params.get(PARAMETER) or st.session_state.get(_KEPT)
    return bool(st.session_state.get(_NEXT, here) == conversation_id)
