"""The Evaluate page: the latest runs side by side, and any case of them."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.evaluations import find_runs
from app.ui import services
from app.ui.evaluate_case import open_case
from app.ui.evaluate_runs import compare_runs

st.title("Evaluate", anchor=False)
root = services.settings().evaluations
runs = find_runs(root)
st.html(
    '<p class="gw-intro">How good are the answers, and is a change better? An evaluation asks '
    "questions whose answers are known, and measures what was found and what was shown.</p>"
)
if not runs:
    st.html(f"<p>There is none in <code>{escape(str(root))}</code> yet. Run one, offline:</p>")
    st.code(
        "python -m eval run --suite golden --out eval/out/first", language="bash", wrap_lines=True
    )
    st.stop()
with st.container(key="evaluation"):
    st.subheader("Side by side", anchor=False)
    compare_runs(runs)
    st.subheader("A case", anchor=False)
    open_case(runs)
