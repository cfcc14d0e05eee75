"""Which chat model the reader chose, opened once per server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.chat_model.opening import open_chat_model
from app.chat_model.spec import EXTRACTIVE, ModelSpec
from app.model_items import with_room_for_items
from app.ui import services
from index.errors import UsageError

if TYPE_CHECKING:
    from app.chat_model.chat import ChatModel
    from app.chat_model.options import ModelOptions

MODEL, TIMEOUT, TOKENS = "chat_model", "chat_model_timeout", "chat_model_tokens"
"""Names of the preferences."""


def chosen_name() -> str:
    """Return the reader's choice, else the installation's; `extractive` for none."""
    return services.preferences().get(MODEL) or services.settings().model or EXTRACTIVE


def chosen_model() -> ModelSpec | None:
    """Return the chat model in use. Raises UsageError when it is named wrongly."""
    return ModelSpec.parse(chosen_name())


def is_model_chosen() -> bool:
    """Whether a chat model is to write; a name that has not the form of one chooses none."""
    try:
        return chosen_model() is not None
    except UsageError:
        return False


def chosen_options() -> ModelOptions:
    """Return the limits on it; what is stored was checked when it was chosen."""
    options = services.settings().model_options
    kept = services.preferences()
    return replace(
        options,
        timeout=float(kept.get(TIMEOUT) or options.timeout),
        max_tokens=int(kept.get(TOKENS) or options.max_tokens),
    )


def choose(name: str, timeout: float, max_tokens: int) -> None:
    """Keep a choice. Raises UsageError when the name has not the form of one."""
    ModelSpec.parse(name)
    kept = services.preferences()
    kept.set(MODEL, name.strip() or EXTRACTIVE)
    kept.set(TIMEOUT, f"{timeout:g}")
    kept.set(TOKENS, str(max_tokens))
    forget_opened_models()


def opened_model() -> ChatModel | None:
    """Return the chat model in use, opened; None when there is none.

    Raises:
        UsageError: its name has not the form of one.
        ChatModelError: it cannot be opened.
    """
    spec = chosen_model()
    return None if spec is None else _opened(spec, chosen_options())


def opened_writer() -> ChatModel | None:
    """Return the chat model in use, with room for practice items; None when there is none.

    Raises UsageError and ChatModelError as `opened_model` does.
    """
    spec = chosen_model()
    if spec is None:
        return None
    options = chosen_options()
    longer = with_room_for_items(options)
    if spec.is_local:
        return _opened(spec, options).with_room(longer.max_tokens)
    return _opened_writer(spec, longer)


@st.cache_resource(show_spinner=False, max_entries=1)
def _opened(spec: ModelSpec, options: ModelOptions) -> ChatModel:
    st.secrets.load_if_toml_exists()  # keys at its root become environment variables
    return open_chat_model(spec, options)


@st.cache_resource(show_spinner=False, max_entries=1)
def _opened_writer(spec: ModelSpec, options: ModelOptions) -> ChatModel:
    st.secrets.load_if_toml_exists()
    return open_chat_model(spec, options)


def forget_opened_models() -> None:
    """Open models anew: keys and addresses are read when a model is opened."""
    _opened.clear()
    _opened_writer.clear()
