"""Add files or AWS pages to the index, bring it up to date, and remove uploaded files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.ingest_progress import start_job
from app.ui.ingest_work import UploadedBytes
from app.ui.render.words import count
from app.ui.source_fetch import fetch_docs
from app.ui.source_removal import removal_button
from ingest.sources import collection_name

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource

TYPES = ["pdf", "md", "markdown", "html", "htm", "txt"]


def add_sources(source: IndexPassageSource, *, busy: bool) -> None:
    """Draw the upload form, the uploaded files, the AWS pages, and the button that rebuilds."""
    with st.form("upload_form", clear_on_submit=True):
        files = st.file_uploader(
            "PDF, Markdown, HTML or text files, up to 100 MB each",
            type=TYPES,
            accept_multiple_files=True,
            key="upload_files",
        )
        sent = st.form_submit_button(
            "Add to the index", key="upload_now", type="primary", disabled=busy
        )
    if sent and files:
        _start([UploadedBytes(file.name, file.getvalue()) for file in files])
        st.rerun()
    elif sent:
        st.html('<p class="gw-quiet">Choose at least one file first.</p>')
    _uploaded(source)
    fetch_docs(busy=busy)
    _rebuild(busy=busy)


def _start(files: list[UploadedBytes]) -> None:
    work = services.ingest_work()
    start_job(f"Adding {count(len(files), 'file')}", lambda progress: work.add(files, progress))


def _uploaded(source: IndexPassageSource) -> None:
    name = collection_name(services.settings().uploads)
    mine = [entry for entry in services.entries(source) if entry.source.collection == name]
    st.subheader("Your files", anchor=False)
    if not mine:
        st.html('<p class="gw-quiet">Nothing was added yet.</p>')
    for entry in mine:
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.text(f"{entry.source.path} · {count(entry.chunks, 'passage')}")
            removal_button(entry)


def _rebuild(*, busy: bool) -> None:
    st.subheader("Folders", anchor=False)
    work = services.ingest_work()
    folders = ", ".join(folder.name for folder in work.folders())
    st.html(
        '<p class="gw-quiet">Files that were added to, changed in or removed from these folders '
        f"are taken in again: {folders}. What did not change is not read again.</p>"
    )
    if st.button("Bring the index up to date", key="rebuild", disabled=busy):
        start_job("Bringing the index up to date", work.build)
        st.rerun()
