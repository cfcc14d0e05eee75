"""The look that the theme in `.streamlit/config.toml` cannot express."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")


def apply_style() -> None:
    """Send the style sheet to the page."""
    st.html(STYLE)
