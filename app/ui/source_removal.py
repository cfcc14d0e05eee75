"""Remove a source from the index, after a question."""

from __future__ import annotations

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
    if services.ingest_work().is_upload(collection, path):
        st.write("The uploaded file is deleted and the index is published without it.")
    else:
        st.write(
            "The index is published without it. The file stays where it is, "
            "and the next build of its folder takes it in again."
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
