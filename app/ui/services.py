"""What every page shares: the database, the embedding model, the index, the ingest job.

Opened once per server and kept by `st.cache_resource`; the retriever follows a newly published
snapshot by itself, so a page only has to ask again.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from app.answering import open_verifier
from app.item_run import RunBoard
from app.practice.bank import bank_files
from app.practice.blueprint import Blueprint
from app.question_room import QuestionRoom, written_pool
from app.retrieval import IndexPassageSource
from app.settings import Settings
from app.store.conversations import ConversationStore
from app.store.database import open_database, sqlite_url
from app.store.disputes import DisputeStore
from app.store.preferences import PreferenceStore
from app.store.quizzes import QuizStore
from app.store.written import WrittenStore
from app.ui.ingest_job import JobBoard
from app.ui.shared_embedder import SharedEmbedder
from index.errors import GroundworkError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from app.answer.verify.verifier import Verifier
    from app.practice.pool import Pool
    from app.ui.fetch_work import FetchWork
    from app.ui.ingest_work import IngestWork
    from index.records import Document
    from index.store import DocumentEntry

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


def preferences() -> PreferenceStore:
    """Return the reader's choices. Raises GroundworkError when they cannot be opened."""
    return PreferenceStore(_engine(database_url()))


def quizzes() -> QuizStore:
    """Return the store of quizzes. Raises GroundworkError when it cannot be opened."""
    return QuizStore(_engine(database_url()))


def disputes() -> DisputeStore:
    """Return the store of disputed keys. Raises GroundworkError when it cannot be opened."""
    return DisputeStore(_engine(database_url()))


def written() -> WrittenStore:
    """Return the store of what a model wrote. Raises GroundworkError when it cannot be opened."""
    return WrittenStore(_engine(database_url()))


def run_board() -> RunBoard:
    """Return the board on which the model that writes items is posted."""
    return _run_board()


def questions(source: IndexPassageSource) -> QuestionRoom:
    """Return the questions over the index that serves, kept until it or the bank changes.

    Raises BankError when a file of the bank is malformed.
    """
    here = settings()
    files = bank_files(here.bank)
    room = _questions(source, here, tuple((str(f), f.stat().st_mtime_ns) for f in files))
    kept = written()
    return room.with_written(_written_pool(source, kept.revision(), database_url(), kept))


def blueprint() -> Blueprint:
    """Return the exam that is studied. Raises UsageError when its file cannot be used."""
    here = settings()
    return _blueprint(here.corpus / "exams", here.exam)


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


def serving_source() -> IndexPassageSource | None:
    """Return the index that serves now, or None when there is none that can be used."""
    try:
        return passage_source()
    except GroundworkError:
        return None


def verifier(source: IndexPassageSource) -> Verifier:
    """Return what checks the sentences of a chat model against the index."""
    return _verifier(source)


def warm_up(source: IndexPassageSource) -> None:
    """Load model and index in the background once a page is drawn, so that no question waits."""
    _warm_up(source)


def entries(source: IndexPassageSource) -> list[DocumentEntry]:
    """Return what is indexed."""
    return _entries(source)


def document(source: IndexPassageSource, document_id: str) -> Document:
    """Return a whole document. Raises UsageError when the index does not hold it."""
    return _document(source, document_id)


def ingest_work() -> IngestWork:
    """Return the ingests of this installation; the readers are imported only now."""
    from app.ui.ingest_work import IngestWork

    return IngestWork(settings(), embedder())


def fetch_work() -> FetchWork:
    """Return the fetching of AWS pages; its client is imported only now."""
    from app.ui.fetch_work import FetchWork

    corpus = settings().corpus
    return FetchWork(corpus / "aws_docs.toml", corpus / "fetched", ingest_work())


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


def snapshot_of(source: IndexPassageSource) -> str:
    """Return what a value computed from an index is kept under: the snapshot it was read from."""
    return source.snapshot_id


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={IndexPassageSource: snapshot_of})
def _verifier(source: IndexPassageSource) -> Verifier:
    return open_verifier(source, settings().entailment)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={IndexPassageSource: snapshot_of})
def _entries(source: IndexPassageSource) -> list[DocumentEntry]:
    return source.retriever.documents()


@st.cache_resource(
    show_spinner=False, max_entries=OPEN_DOCUMENTS, hash_funcs={IndexPassageSource: snapshot_of}
)
def _document(source: IndexPassageSource, document_id: str) -> Document:
    return source.retriever.document(document_id)


@st.cache_resource(
    show_spinner="Checking the quotes of the questions …",
    max_entries=2,
    hash_funcs={IndexPassageSource: snapshot_of},
)
def _questions(
    source: IndexPassageSource, _settings: Settings, bank: tuple[tuple[str, int], ...]
) -> QuestionRoom:
    del bank  # part of what the value is kept under
    return QuestionRoom.open(source, _settings)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={IndexPassageSource: snapshot_of})
def _written_pool(
    source: IndexPassageSource, revision: tuple[int, str], url: str, _kept: WrittenStore
) -> Pool:
    """Prove what a model wrote against the index; what its sources lost is kept out."""
    del url, revision  # part of what the value is kept under
    return written_pool(_kept.archives(), source)


@st.cache_resource(show_spinner=False)
def _run_board() -> RunBoard:
    return RunBoard()


@st.cache_resource(show_spinner=False)
def _blueprint(folder: Path, exam: str) -> Blueprint:
    return Blueprint.open(folder, exam)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={IndexPassageSource: snapshot_of})
def _warm_up(source: IndexPassageSource) -> threading.Thread:
    def search_once() -> None:
        with suppress(GroundworkError):
            source.search("warm up", top_k=1)

    thread = threading.Thread(target=search_once, name="warm-up", daemon=True)
    thread.start()
    return thread


@st.cache_resource(show_spinner=False)
def _job_board() -> JobBoard:
    return JobBoard()
