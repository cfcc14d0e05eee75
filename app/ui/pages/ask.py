"""The Ask page: a conversation with the sources."""

from __future__ import annotations

import streamlit as st

from app.ui import services
from app.ui.chat import Chat
from app.ui.current_conversation import current_id
from app.ui.index_notice import open_index
from app.ui.labels import label
from app.ui.model_choice import is_model_chosen
from app.ui.navigation import pages
from app.ui.next_question import ask_next, take_next
from app.ui.starters import starter_questions


def _welcome(questions: tuple[str, ...]) -> None:
    """Say what can be asked, and offer questions to begin with."""
    st.title("What would you like to know?", anchor=False)
    made = "checked against" if is_model_chosen() else "taken word for word from"
    st.html(
        '<p class="gw-intro">Ask about the exam and its topics. Every sentence of an answer is '
        f"{made} a source, and its number opens the place where it stands.</p>"
    )

    def ask_picked() -> None:
        if st.session_state["starters"] is not None:
            ask_next(st.session_state["starters"])

    st.pills(
        "Questions to begin with",
        questions,
        format_func=label,
        key="starters",
        on_change=ask_picked,
    )


conversation_id = current_id()
chat = Chat.open(services.conversations(), pages(), conversation_id)
if conversation_id and chat.conversation is None:
    st.html(
        '<p class="gw-quiet">This conversation does not exist any more. '
        "Your next question begins a new one.</p>"
    )
source = open_index()
turns = st.container(key="turns")
with st.container(key="ask_box"):
    typed = st.chat_input(
        "Ask, or type: quiz me on Feature Store",
        key="question",
        max_chars=1000,
        submit_mode="stop",
        disabled=source is None,
    )
question = (typed or take_next() or "").strip()
with turns:
    welcome = st.empty()
    if chat.is_empty and source is not None and not question:
        with welcome.container():
            _welcome(starter_questions(source))
    chat.replay(asking=question)
    if question and source is not None:
        chat.ask(question, source, services.embedder())
if source is not None:
    services.warm_up(source)
