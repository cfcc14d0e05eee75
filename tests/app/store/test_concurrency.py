"""Several engines on one file, as two browser tabs or two processes have them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from app.store.conversations import ConversationStore
from app.store.database import open_database
from app.store.preferences import PreferenceStore

WRITERS, MESSAGES = 4, 25


def test_what_one_engine_writes_the_other_reads_at_once(url: str) -> None:
    first, second = open_database(url), open_database(url)
    conversation = ConversationStore(first).start("Endpoints")
    message = ConversationStore(second).add(conversation.id, "user", "hello")
    assert ConversationStore(first).messages(conversation.id) == [message]
    first.dispose()
    second.dispose()


def test_reader_is_not_held_up_by_a_writer(url: str) -> None:
    writer, reader = open_database(url), open_database(url)
    conversation = ConversationStore(writer).start("Endpoints")
    with writer.begin() as connection:
        connection.exec_driver_sql("UPDATE conversations SET title = 'changed'")
        assert ConversationStore(reader).conversations() == [conversation]
    assert ConversationStore(reader).conversations()[0].title == "changed"
    writer.dispose()
    reader.dispose()


def test_concurrent_writers_lose_nothing(url: str) -> None:
    engines = [open_database(url), open_database(url)]
    conversation = ConversationStore(engines[0]).start("Endpoints")
    begin = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        store = ConversationStore(engines[writer % len(engines)])
        begin.wait()
        for number in range(MESSAGES):
            message = store.add(conversation.id, "user", f"{writer}.{number}")
            store.rate(message.id, number % 2)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    messages = ConversationStore(engines[1]).messages(conversation.id)
    assert [message.position for message in messages] == list(range(WRITERS * MESSAGES))
    for writer in range(WRITERS):
        own = [m.text for m in messages if m.text.startswith(f"{writer}.")]
        assert own == [f"{writer}.{number}" for number in range(MESSAGES)]
    for engine in engines:
        engine.dispose()


def test_last_writer_of_a_preference_wins(url: str) -> None:
    engine = open_database(url)

    def write(value: int) -> None:
        PreferenceStore(engine).set("domain", str(value))

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(20)))
    assert PreferenceStore(engine).get("domain") in {str(value) for value in range(20)}
    engine.dispose()
