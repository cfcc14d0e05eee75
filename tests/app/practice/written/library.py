"""An index of one note that every good reply is about, and what writes items over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.item_run import Commission
from app.settings import Settings
from app.store.database import open_database, sqlite_url
from app.store.quizzes import QuizStore
from app.store.written import WrittenStore
from ingest.pipeline import IngestSettings, build_index
from tests.app.practice.written.author import NOTE

if TYPE_CHECKING:
    from pathlib import Path

    from app.answer.verify.verifier import Verifier
    from app.chat_model.chat import ChatModel
    from app.practice.wish import Wish
    from app.retrieval import IndexPassageSource
    from index.embedder import Embedder

PATH = "domain3/3.1-inference-options.md"


def build_options_index(folder: Path, embedder: Embedder | None, note: str = NOTE) -> Path:
    """Build the index of the note below a folder, and return the index folder."""
    file = folder / "corpus" / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(note, encoding="utf-8")
    index = folder / "index"
    settings = IngestSettings(index=index, aliases=None)
    report = build_index([folder / "corpus"], settings, embedder=embedder)
    assert report.published
    assert not report.failures
    return index


def commission(
    folder: Path, source: IndexPassageSource, model: ChatModel, verifier: Verifier, wish: Wish
) -> Commission:
    """Return the order for one item that a wish means, kept in a database below a folder."""
    engine = open_database(sqlite_url(folder / "groundwork.sqlite"))
    return Commission(
        model=model,
        source=source,
        settings=Settings.from_environment({}),
        verifier=verifier,
        wish=replace(wish, exam="mla-c01", origins=("model",)),
        wanted=1,
        mode="study",
        existing=(),
        exam="mla-c01",
        snapshot=source.snapshot_id,
        quizzes=QuizStore(engine),
        written=WrittenStore(engine),
        seed=1,
    )
