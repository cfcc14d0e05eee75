"""The pages, and the ways from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_FOLDER = Path(__file__).parent / "pages"
_GO_TO_ASK = "go_to_ask"


@dataclass(frozen=True, slots=True)
class Pages:
    """One entry per page, in the order of the sidebar."""

    ask: StreamlitPage
    sources: StreamlitPage
    settings: StreamlitPage

    def in_order(self) -> list[StreamlitPage]:
        """Return the pages as the sidebar lists them."""
        return [self.ask, self.sources, self.settings]


def pages() -> Pages:
    """Return the pages of the application."""
    return Pages(
        ask=st.Page(_FOLDER / "ask.py", title="Ask", icon=":material/forum:", default=True),
        sources=st.Page(_FOLDER / "sources.py", title="Sources", icon=":material/menu_book:"),
        settings=st.Page(_FOLDER / "settings.py", title="Settings", icon=":material/tune:"),
    )
