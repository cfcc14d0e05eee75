"""The pages, and the ways from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Pages:
    """One entry per page, in the order of the sidebar."""

    ask: st.Page
    practice: st.Page
    sources: st.Page
    evaluate: st.Page
    settings: st.Page

    def in_order(self) -> list[st.Page]:
        """Return the pages as the sidebar lists them."""
        return [self.ask, self.practice, self.sources, self.evaluate, self.settings]


def pages() -> Pages:
    """Return the pages of the application."""
    return Pages(
        ask=st.Page(_FOLDER / "ask.py", title="Ask", icon=":material/forum:", default=True),
        practice=st.Page(_FOLDER / "practice.py", title="Practice", icon=":material/quiz:"),
        sources=st.Page(_FOLDER / "sources.py", title="Sources", icon=":material/menu_book:"),
        evaluate=st.Page(_FOLDER / "evaluate.py", title="Evaluate", icon=":material/query_stats:"),
        settings=st.Page(_FOLDER / "settings.py", title="Settings", icon=":material/tune:"),
    )
