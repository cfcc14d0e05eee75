"""Open the database: SQLite in WAL mode, or any SQLAlchemy address through `DATABASE_URL`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError

from index.errors import GroundworkError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MILLISECONDS = 10_000
"""How long a writer waits for another one before it gives up."""

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("updated", String(32), nullable=False, index=True),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "conversation_id",
        String(32),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("position", Integer, nullable=False),
    Column("role", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("answer", Text),
    Column("created", String(32), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column(
        "message_id", String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("rating", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

quizzes = Table(
    "quizzes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("created", String(32), nullable=False, index=True),
    Column("mode", String(16), nullable=False),
    Column("exam", String(32), nullable=False),
    Column("wish", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("finished", String(32)),
)


def _quiz_column() -> Column[str]:
    return Column(
        "quiz_id", String(32), ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True
    )


quiz_items = Table(
    "quiz_items",
    metadata,
    _quiz_column(),
    Column("item_id", String(128), primary_key=True),
    Column("item", Text, nullable=False),
)

quiz_parts = Table(
    "quiz_parts",
    metadata,
    _quiz_column(),
    Column("part_id", String(128), primary_key=True),
    Column("item_id", String(128), nullable=False),
    Column("number", Integer, nullable=False),
    Column("order_seed", Integer, nullable=False),
    Column("opened", String(32)),
    Column("draft", Text),
    Column("confidence", String(16), nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("helped", Integer, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    _quiz_column(),
    Column("part_id", String(128), primary_key=True),
    Column("item_id", String(128), nullable=False, index=True),
    Column("exam", String(32), nullable=False),
    Column("task", String(16), nullable=False),
    Column("response", Text, nullable=False),
    Column("correct", Integer, nullable=False),
    Column("confidence", String(16), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("helped", Integer, nullable=False),
    Column("created", String(32), nullable=False),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("quiz_id", String(32), nullable=False, index=True),
    Column("part_id", String(128), nullable=False),
    Column("item_id", String(128), nullable=False, index=True),
    Column("claimed", Text, nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("record", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

written_items = Table(
    "written_items",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("run_id", String(32), nullable=False, index=True),
    Column("item", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

writing_runs = Table(
    "writing_runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("created", String(32), nullable=False),
    Column("model", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("tried", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("dropped", Text, nullable=False),
    Column("dropped_parts", Text, nullable=False),
    Column("doing", String(32), nullable=False),
    Column("problem", Text, nullable=False),
    Column("ended", String(32)),
)


def _create_first_tables(connection: Connection) -> None:
    metadata.create_all(
        connection, tables=[conversations, messages, feedback, preferences], checkfirst=True
    )


def _create_practice_tables(connection: Connection) -> None:
    metadata.create_all(
        connection,
        tables=[quizzes, quiz_items, quiz_parts, attempts, disputes],
        checkfirst=True,
    )


def _create_writing_tables(connection: Connection) -> None:
    metadata.create_all(connection, tables=[written_items, writing_runs], checkfirst=True)


MIGRATIONS = (_create_first_tables, _create_practice_tables, _create_writing_tables)
"""Applied in order, each once; a database holds the numbers of those it has."""


def open_database(url: str) -> Engine:
    """Return an engine on a database that is up to date.

    Raises:
        GroundworkError: the address is not one, or the database cannot be opened, is damaged, or
            was written by a newer Groundwork.
    """
    engine = _engine(url)
    try:
        if engine.dialect.name == "sqlite":
            _check_sqlite(engine)
        _migrate(engine)
    except DatabaseError as error:
        engine.dispose()
        raise _unusable(engine, str(error.orig)) from error
    except GroundworkError:
        engine.dispose()
        raise
    return engine


def sqlite_url(path: Path) -> str:
    """Return the address of a SQLite file, whose folder is made when missing.

    Raises:
        GroundworkError: the folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GroundworkError(
            f"The data folder {path.parent} cannot be made: {error.strerror}",
            "Set GROUNDWORK_DATA to a folder that you may write to",
        ) from error
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(url)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise GroundworkError(
            f"DATABASE_URL names no database that can be reached from here: {error}",
            "Give an address such as sqlite:////folder/file or postgresql+psycopg://host/name, "
            "and install the driver that it names",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
    return engine


def _unusable(engine: Engine, reason: str) -> GroundworkError:
    return GroundworkError(
        f"The database {engine.url.render_as_string(hide_password=True)} cannot be used: {reason}",
        "Check that it is a Groundwork database and that you may write to it, "
        "or move the file away to begin a new one",
    )


def _check_sqlite(engine: Engine) -> None:
    """Look through the pages of the file, so that damage is told now and not in mid-sentence."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise _unusable(engine, f"it is damaged ({' '.join(str(found).split())})")


def _configure_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # two that open a new file take turns
        schema_version.create(connection, checkfirst=True)
        done = set(connection.execute(select(schema_version.c.version)).scalars())
        if done and max(done) > len(MIGRATIONS):
            raise GroundworkError(
                f"The database has schema version {max(done)}, "
                f"and this Groundwork knows {len(MIGRATIONS)}",
                "Update Groundwork, or set DATABASE_URL to another database",
            )
        for number, migration in enumerate(MIGRATIONS, start=1):
            if number not in done:
                migration(connection)
                connection.execute(insert(schema_version).values(version=number))
