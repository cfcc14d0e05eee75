"""One small index per session, and the application over it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from app.settings import ROOT
from app.store.conversations import ConversationStore
from app.store.database import open_database, sqlite_url
from app.store.disputes import DisputeStore
from app.store.quizzes import QuizStore
from app.ui import services
from app.ui.services import DATABASE
from app.ui.shared_embedder import SharedEmbedder
from tests.app.practice.tiny_bank import BANK
from tests.app.ui.library import build_notes_index
from tests.app.ui.practice import tab

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

SECONDS = 120
"""The first question of a session waits for the embedding model."""


@pytest.fixture(scope="session")
def embedder() -> SharedEmbedder:
    return SharedEmbedder.find()


@pytest.fixture(scope="session")
def notes_index(tmp_path_factory: pytest.TempPathFactory, embedder: SharedEmbedder) -> Path:
    return build_notes_index(tmp_path_factory.mktemp("notes"), embedder)


@pytest.fixture
def installation(
    tmp_path: Path,
    notes_index: Path,
    embedder: SharedEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An index of its own, an empty data folder, and the session's embedding model."""
    shutil.copytree(notes_index, tmp_path / "index")
    monkeypatch.setenv("GROUNDWORK_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("GROUNDWORK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("app.ui.services.embedder", lambda: embedder)
    services.job_board().clear()
    return tmp_path


@pytest.fixture
def store(installation: Path) -> ConversationStore:
    return ConversationStore(open_database(sqlite_url(installation / "data" / DATABASE)))


@pytest.fixture
def app(installation: Path) -> AppTest:
    return AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS)


@pytest.fixture
def practice_installation(
    tmp_path: Path, tiny_index: Path, embedder: SharedEmbedder, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The tiny index and bank, an empty data folder, and the session's embedding model."""
    shutil.copytree(tiny_index, tmp_path / "index")
    shutil.copytree(BANK, tmp_path / "bank")
    monkeypatch.setenv("GROUNDWORK_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("GROUNDWORK_BANK", str(tmp_path / "bank"))
    monkeypatch.setenv("GROUNDWORK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("app.ui.services.embedder", lambda: embedder)
    services.job_board().clear()
    return tmp_path


@pytest.fixture
def engine(practice_installation: Path) -> Engine:
    return open_database(sqlite_url(practice_installation / "data" / DATABASE))


@pytest.fixture
def quizzes(engine: Engine) -> QuizStore:
    return QuizStore(engine)


@pytest.fixture
def disputes(engine: Engine) -> DisputeStore:
    return DisputeStore(engine)


@pytest.fixture
def practice(practice_installation: Path) -> AppTest:
    """The application on its Practice page."""
    return tab()


def html(app: AppTest) -> str:
    """Return everything that the page shows through `st.html`, without the style sheet."""
    return "\n".join(e.value for e in app.html if not e.value.startswith("<style"))


def ask(app: AppTest, question: str) -> AppTest:
    """Type a question and send it."""
    app.chat_input(key="question").set_value(question).run()
    assert not app.exception
    return app
