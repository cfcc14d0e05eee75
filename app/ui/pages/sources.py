"""The Sources page: what is indexed, search in it, read it, add to it, remove from it."""

from __future__ import annotations

import streamlit as st

from app.ui import services
from app.ui.index_notice import open_index
from app.ui.ingest_progress import watch_job
from app.ui.open_document import opened
from app.ui.render.words import count, moment
from app.ui.source_browse import browse
from app.ui.source_reader import read_document
from app.ui.source_removal import offer_undo
from app.ui.source_search import search_inside
from app.ui.source_upload import add_sources

BROWSE, SEARCH, ADD = "Browse", "Search", "Add"

place = opened()
source = services.serving_source()
busy = watch_job()
if source is None and not busy:
    source = open_index()
if source is not None and place is not None:
    read_document(source, place)
    st.stop()
st.title("Sources", anchor=False)
offer_undo(busy=busy)
if source is not None:
    status = source.status()
    st.html(
        f'<p class="gw-quiet">{count(status.documents, "document")} in '
        f"{count(status.chunks, 'passage')}, built {moment(status.created)}</p>"
    )
if source is None:
    st.html('<p class="gw-quiet">Sources can be read and added once there is an index.</p>')
    st.stop()
view = st.segmented_control(
    "What to do",
    (BROWSE, SEARCH, ADD),
    default=BROWSE,
    required=True,
    key="view",
    bind="query-params",
    label_visibility="collapsed",
)
if view == ADD:
    add_sources(source, busy=busy)
elif view == SEARCH:
    search_inside(source)
else:
    browse(source)
services.warm_up(source)
