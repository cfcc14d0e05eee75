"""The Settings page: what is in use, where things lie, taking one's data along or erasing it."""

from __future__ import annotations

import streamlit as st

from app.ui import services
from app.ui.erase import erase_button, erase_practice_button
from app.ui.export import all_conversations_zip
from app.ui.model_settings import model_settings
from app.ui.render.facts import facts_html
from app.ui.render.words import count
from app.ui.system_facts import answer_facts, data_facts, index_facts

st.title("Settings", anchor=False)
st.subheader("In use", anchor=False)
st.html(facts_html([*answer_facts(services.settings()), *index_facts()]))
st.subheader("Chat model", anchor=False)
model_settings()
st.subheader("Look", anchor=False)
st.html(
    "<p>Light or dark follows your system. Another choice is in the menu at the top right (⋮). "
    "Animations are left out when your system asks for less motion.</p>"
)
st.subheader("Your data", anchor=False)
st.html(facts_html(data_facts(services.settings())))
store = services.conversations()
listed = store.conversations()
with st.container(horizontal=True):
    st.download_button(
        f"Export {count(len(listed), 'conversation')}",
        lambda: all_conversations_zip(store),
        "groundwork-conversations.zip",
        "application/zip",
        key="export_all",
        disabled=not listed,
        on_click="ignore",
    )
    erase_button(store)
    erase_practice_button(services.quizzes())
