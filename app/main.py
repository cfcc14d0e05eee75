"""The pages of Groundwork: `python -m streamlit run app/main.py` from the root."""

from __future__ import annotations

import streamlit as st

from app.ui import services
from app.ui.conversation_list import conversation_list
from app.ui.current_conversation import wants_ask_page
from app.ui.navigation import pages
from app.ui.render.facts import facts_html
from app.ui.style import ICON, apply_style
from app.ui.system_facts import sidebar_facts

st.set_page_config(
    page_title="Groundwork",
    page_icon=ICON,
    menu_items={"About": "**Groundwork** answers with sentences of its sources, and shows them."},
)
apply_style()
all_pages = pages()
page = st.navigation(all_pages.in_order())
if wants_ask_page() and page != all_pages.ask:
    st.switch_page(all_pages.ask)
with st.sidebar:
    conversation_list(services.conversations())
    st.html(facts_html(sidebar_facts(services.settings())))
page.run()
