"""Opening a database: new, again, newer than us, damaged, foreign, out of reach."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect

from app.store.conversations import ConversationStore
from app.store.database import MIGRATIONS, open_database, sqlite_url
from index.errors import GroundworkError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

TABLES = {
    *("conversations", "feedback", "messages", "preferences", "schema_version"),
    *("quizzes", "quiz_items", "quiz_parts", "attempts", "disputes"),
    *("writing_runs", "written_items"),
}


def versions(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT version FROM schema_version ORDER BY version")
        return [row[0] for row in rows]


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_new_database_has_all_tables_and_migrations(engine: Engine) -> None:
    assert set(inspect(engine).get_table_names()) == TABLES
    assert versions(engine) == list(range(1, len(MIGRATIONS) + 1))


def test_sqlite_is_opened_for_several_readers_and_one_writer(engine: Engine) -> None:
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "busy_timeout") == 10_000


def test_opening_again_changes_nothing(url: str) -> None:
    first = open_database(url)
    conversation = ConversationStore(first).start("Endpoints")
    first.dispose()
    for _ in range(3):
        again = open_database(url)
        assert versions(again) == list(range(1, len(MIGRATIONS) + 1))
        assert ConversationStore(again).conversations() == [conversation]
        again.dispose()


def test_database_from_before_the_migrations_were_counted_is_taken_over(url: str) -> None:
    first = open_database(url)
    conversation = ConversationStore(first).start("Endpoints")
    with first.begin() as connection:
        connection.exec_driver_sql("DROP TABLE schema_version")
    first.dispose()
    again = open_database(url)
    assert ConversationStore(again).conversations() == [conversation]
    again.dispose()


def test_database_of_a_newer_groundwork_is_refused_and_left_alone(url: str) -> None:
    first = open_database(url)
    newer = len(MIGRATIONS) + 1
    with first.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO schema_version VALUES ({newer})")
    first.dispose()
    with pytest.raises(GroundworkError, match=rf"schema version {newer}.*Update Groundwork"):
        open_database(url)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT max(version) FROM schema_version").fetchone() == (newer,)


def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("These are my notes, not a database.\n" * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(GroundworkError, match=r"cannot be used: .*not a database.*move the file"):
        open_database(sqlite_url(path))
    assert path.read_bytes() == before


def test_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data.sqlite").mkdir()
    with pytest.raises(GroundworkError, match="cannot be used: unable to open"):
        open_database(sqlite_url(tmp_path / "data.sqlite"))


def test_damaged_file_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "groundwork.sqlite"
    engine = open_database(sqlite_url(path))
    store = ConversationStore(engine)
    conversation = store.start("Endpoints")
    for number in range(200):
        store.add(conversation.id, "user", f"Question {number} " + "word " * 50)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    with path.open("r+b") as file:
        file.seek(4096 + 8)
        file.write(b"\xff" * 4096 * 10)
    with pytest.raises(GroundworkError, match=r"cannot be used: .*move the file away"):
        open_database(sqlite_url(path))


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite", "oracle+nothing://x/y", "postgresql+pg8000://host/name"]
)
def test_address_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(GroundworkError, match=r"DATABASE_URL names no database"):
        open_database(url)


def test_password_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(GroundworkError) as refused:
        open_database("sqlite://user:secret@host/x")
    assert "secret" not in str(refused.value)


def test_folder_of_the_file_is_made(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "a" / "b" / "c.sqlite")
    open_database(url).dispose()
    assert (tmp_path / "a" / "b" / "c.sqlite").is_file()


@pytest.mark.parametrize("name", ["with space", "what?x=1", "50%", "a#b", "größe", "a&b=c"])
def test_any_folder_name_reaches_the_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "groundwork.sqlite"
    open_database(sqlite_url(path)).dispose()
    assert path.is_file()
    assert [child.name for child in tmp_path.iterdir()] == [name]


def test_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(GroundworkError, match=r"cannot be made.*GROUNDWORK_DATA"):
        sqlite_url(tmp_path / "file" / "data" / "groundwork.sqlite")


def start_one(url: str, title: str) -> None:
    engine = open_database(url)
    ConversationStore(engine).start(title)
    engine.dispose()


def test_new_database_opened_by_several_processes_at_once_is_whole(url: str) -> None:
    context = multiprocessing.get_context("spawn")
    titles = [f"Process {number}" for number in range(3)]
    processes = [context.Process(target=start_one, args=(url, title)) for title in titles]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    engine = open_database(url)
    assert sorted(c.title for c in ConversationStore(engine).conversations()) == titles
    engine.dispose()
