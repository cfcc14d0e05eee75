"""Remove a source from the index, after a question."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.ingest_progress import start_job
from app.ui.open_document import close_document

if TYPE_CHECKING:
    from index.store import DocumentEntry


def removal_button(entry: DocumentEntry) -> None:
    """Draw the button that asks whether to remove a source."""
    if st.button(
        "Remove this source",
        icon=":material/delete:",
        key=f"remove_{entry.source.collection}_{entry.source.path}",
        type="tertiary",
    ):
        _confirm(entry)


@st.dialog("Remove this source?")
def _confirm(entry: DocumentEntry) -> None:
    collection, path = entry.source.collection, entry.source.path
    st.text(f"{entry.source.title}\n{collection}/{path}")
    work = services.ingest_work()
    if work.is_upload(collection, path):
        st.write(
            "The index is published without it. You can undo this until the index is built again "
            "or a file is added; then the uploaded file is deleted for good."
        )
    elif work.comes_back(collection):
        st.write(
            "The index is published without it. The file stays where it is: undo this, or build "
            "the index again, and it is taken in again."
        )
    else:
        st.write(
            "The index is published without it. The file stays where it is; only a build of its "
            "folder from a terminal takes it in again."
        )
    st.write("Answers that cite it keep the passages they cite.")
    with st.container(horizontal=True):
        removed = st.button(
            "Remove", key="remove_now", type="primary", on_click=_start, args=(collection, path)
        )
        kept = st.button("Keep it", key="keep_source")
    if removed or kept:
        st.rerun()


def _start(collection: str, path: str) -> None:
    work = services.ingest_work()
    start_job(f"Removing {path}", lambda progress: work.remove(collection, path, progress))
    close_document()


def offer_undo(*, busy: bool) -> None:
    """Draw what was removed last with the way back, until the next build."""
    removed = services.ingest_work().last_removal.read()
    if removed is None or busy:
        return
    with st.container(key="undo", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="gw-quiet">{escape(removed.path)} was removed. '
            "It can come back until the index is built again.</p>",
            width="content",
        )
        st.button("Undo", icon=":material/undo:", key="undo_removal", on_click=_undo)


def _undo() -> None:
    work = services.ingest_work()
    removed = work.last_removal.read()
    if removed is not None:
        start_job(f"Bringing {removed.path} back", work.undo_removal)
