"""Choose the chat model that writes the answers, with its limits."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.chat_model.ollama import ollama_models
from app.chat_model.spec import EXTRACTIVE, HOW_TO_NAME
from app.ui import services
from app.ui.model_choice import choose, chosen_name, chosen_options, opened_model
from index.errors import GroundworkError

OTHER = "another"
_LABELS = {
    EXTRACTIVE: "None: answers are sentences of the sources",
    OTHER: "Another model …",
}


def model_settings() -> None:
    """Draw the choice of a chat model and its limits, and say whether it can be used."""
    current = chosen_name()
    offered = _offered(current)
    picked = st.selectbox(
        "Chat model",
        offered,
        index=offered.index(current),
        format_func=lambda name: _LABELS.get(name, name),
        key="model_picked",
        help="Models of an Ollama server on this machine are listed by themselves.",
    )
    typed = ""
    if picked == OTHER:
        typed = st.text_input("Provider and model", key="model_typed", help=HOW_TO_NAME)
    limits = chosen_options()
    with st.container(horizontal=True):
        timeout = st.number_input(
            "Seconds to wait for it", 1.0, 600.0, limits.timeout, step=5.0, key="model_timeout"
        )
        tokens = st.number_input(
            "Tokens an answer may have", 50, 4000, limits.max_tokens, step=50, key="model_tokens"
        )
    if st.button("Use it", key="model_save", type="primary"):
        try:
            choose(typed if picked == OTHER else picked, timeout, int(tokens))
        except GroundworkError as error:
            _problem(error)
            return
        st.rerun()
    _status(current)


def _offered(current: str) -> list[str]:
    found = [EXTRACTIVE, *ollama_models(), services.settings().model, current]
    return [*dict.fromkeys(name for name in found if name), OTHER]


def _status(current: str) -> None:
    if current == EXTRACTIVE:
        return
    try:
        with st.spinner("Opening the model …"):
            opened_model()
    except GroundworkError as error:
        _problem(error)
    else:
        st.html(
            '<p class="gw-quiet">It is ready. It writes, the sources decide: a sentence that no '
            "passage supports is not shown. Your questions and the passages found for them go to "
            "this model.</p>"
        )


def _problem(error: GroundworkError) -> None:
    st.html(
        f'<div class="gw-problem"><p class="gw-lead">{escape(error.what)}</p>'
        f"<p>{escape(error.remedy)}</p><p>Answers stay sentences of the sources.</p></div>"
    )
