"""What every page shares: the database, the embedding model, the index, the ingest job.

Opened once per server and kept by `st.cache_resource`; the retriever follows a newly published
snapshot by itself, so a page only has to ask again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.retrieval import IndexPassageSource
from app.settings import Settings
from app.store.conversations import ConversationStore
from app.store.database import open_database, sqlite_url
from app.ui.ingest_job import JobBoard
from app.ui.shared_embedder import SharedEmbedder

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from index.records import Document

DATABASE = "groundwork.sqlite"
OPEN_DOCUMENTS = 8
"""Documents kept unpacked for readers who turn pages."""


def settings() -> Settings:
    """Return the settings of this installation."""
    return Settings.from_environment()


def database_url() -> str:
    """Return the address of the reader's data."""
    here = settings()
    return here.database_url or sqlite_url(here.data / DATABASE)


def conversations() -> ConversationStore:
    """Return the store of conversations. Raises GroundworkError when it cannot be opened."""
    return ConversationStore(_engine(database_url()))


def embedder() -> SharedEmbedder:
    """Return the embedding model, loaded or not. Raises ModelMissingError."""
    return _embedder()


def passage_source() -> IndexPassageSource:
    """Return the index that serves now.

    Raises IndexMissingError, IndexDamagedError, IndexMismatchError, ModelMissingError.
    """
    source = _passage_source(settings().index, embedder())
    source.retriever.refresh()
    return source


def document(document_id: str) -> Document:
    """Return a whole document. Raises UsageError when the index does not hold it."""
    source = passage_source()
    return _document(source.snapshot_id, document_id, source)


def job_board() -> JobBoard:
    """Return the board on which the running ingest is posted."""
    return _job_board()


@st.cache_resource(show_spinner=False)
def _engine(url: str) -> Engine:
    return open_database(url)


@st.cache_resource(show_spinner=False)
def _embedder() -> SharedEmbedder:
    return SharedEmbedder.find()


@st.cache_resource(show_spinner=False)
def _passage_source(root: Path, _embedder: SharedEmbedder) -> IndexPassageSource:
    return IndexPassageSource.open(root, _embedder)


@st.cache_resource(show_spinner=False, max_entries=OPEN_DOCUMENTS)
def _document(_snapshot: str, document_id: str, _source: IndexPassageSource) -> Document:
    return _source.retriever.document(document_id)


@st.cache_resource(show_spinner=False)
def _job_board() -> JobBoard:
    return JobBoard()
