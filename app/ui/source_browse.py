"""The table of what is indexed, with its filter; a click opens a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.open_document import open_document
from app.ui.render.words import count
from app.ui.source_list import SourceFilter, collections, table

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource

_TABLE = "source_table"


def browse(source: IndexPassageSource) -> None:
    """Draw filter and table."""
    entries = services.entries(source)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Filter by title or path",
            key="source_filter",
            type="search",
            live=True,
            placeholder="for example 3.1 or deployment",
        )
        names = collections(entries)
        collection = None
        if len(names) > 1:
            collection = st.selectbox(
                "Collection", names, index=None, key="source_collection", placeholder="All"
            )
    wanted = SourceFilter(words or "", collection)
    shown = [entry for entry in entries if wanted.passes(entry)]
    if not shown:
        st.html('<p class="gw-quiet">No source has these words in its title or path.</p>')
        return
    ids = [entry.id for entry in shown]

    def open_chosen() -> None:
        selection = st.session_state[_TABLE]["selection"]
        rows = [*selection["rows"], *(row for row, _ in selection["cells"])]
        if rows:
            open_document(ids[rows[0]])

    st.html(
        f'<p class="gw-quiet">{count(len(shown), "source")}. Click a row to read the source.</p>'
    )
    st.dataframe(
        table(shown),
        key=_TABLE,
        hide_index=True,
        on_select=open_chosen,
        selection_mode=["single-row", "single-cell"],
        column_config={"Title": st.column_config.TextColumn(width="large")},
        alt="Indexed sources with title, kind, collection, licence, date and passages",
    )
