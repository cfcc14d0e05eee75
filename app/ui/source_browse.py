"""The table of what is indexed, with its filter; a title opens its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.labels import label
from app.ui.open_document import open_document
from app.ui.render.words import count
from app.ui.source_list import SourceFilter, cells_html, collections, head_html

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource
    from index.store import DocumentEntry

ROWS = 20
"""Sources on one page of the table."""


def browse(source: IndexPassageSource) -> None:
    """Draw filter and table."""
    entries = services.entries(source)
    wanted = _filter(entries)
    shown = [entry for entry in entries if wanted.passes(entry)]
    if not shown:
        st.html('<p class="gw-quiet">No source has these words in its title or path.</p>')
        return
    pages = -(-len(shown) // ROWS)
    number = 1
    if pages > 1:
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.html(f'<p class="gw-quiet">{count(len(shown), "source")}</p>', width="content")
            number = st.pagination(pages, key=f"sources_of_{pages}", persist_state="page")
    with st.container(key="source_table", gap=None):
        st.html(head_html())
        for entry in shown[(number - 1) * ROWS : number * ROWS]:
            _row(entry)


def _filter(entries: list[DocumentEntry]) -> SourceFilter:
    names = collections(entries)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Filter by title or path",
            key="source_filter",
            type="search",
            live=True,
            persist_state="page",
            placeholder="for example 3.1 or deployment",
        )
        collection = None
        if len(names) > 1:
            collection = st.selectbox(
                "Collection",
                names,
                index=None,
                key="source_collection",
                placeholder="All",
                persist_state="page",
            )
    return SourceFilter(words or "", collection)


def _row(entry: DocumentEntry) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            label(entry.source.title),
            key=f"source_{entry.source.collection}/{entry.source.path}",
            type="tertiary",
            width="stretch",
            on_click=open_document,
            args=(entry.id,),
        )
        st.html(cells_html(entry), width="content")
