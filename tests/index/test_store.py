from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import IndexDamagedError, UsageError
from index.filters import Filters
from index.snapshot import Snapshot
from index.store import DocumentStore
from tests.index.library import endpoints, make_chunks, manual, streams

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(root: Path) -> DocumentStore:
    return Snapshot.open(root).store


def test_a_document_comes_back_whole(store: DocumentStore) -> None:
    assert store.document(endpoints().id) == endpoints()


def test_an_unknown_document_is_a_usage_error(store: DocumentStore) -> None:
    with pytest.raises(UsageError, match="no document abc"):
        store.document("abc")


def test_passages_come_in_the_order_asked(store: DocumentStore) -> None:
    paths = [stored.passage.heading_path for stored in store.passages([2, 0])]
    assert paths == [
        ("Streaming data", "Amazon Data Firehose"),
        ("Choosing an endpoint", "Asynchronous inference"),
    ]


def test_a_passage_carries_what_a_citation_needs(store: DocumentStore) -> None:
    document = endpoints()
    chunk = make_chunks(document)[0]
    stored = store.passage(chunk.id)
    assert stored is not None
    passage = stored.passage
    assert passage.text == chunk.text(document.text)
    assert passage.sentence(1) == "An asynchronous endpoint can scale to zero instances."
    assert passage.url == "https://example.org/endpoints#asynchronous inference"
    assert (passage.path, passage.domain, passage.task) == ("domain3/endpoints.md", 3, "3.1")
    assert passage.bullets == ("3.1.k1",)
    assert document.text[passage.start :].startswith(passage.text)


def test_sentences_of_rows_follow_each_other(store: DocumentStore) -> None:
    assert store.sentence_starts().tolist() == [0, 2, 4, 6, 7, 8]


def test_an_unknown_passage_is_none(store: DocumentStore) -> None:
    assert store.passage("nothing") is None


def test_all_passages_of_a_document_in_reading_order(store: DocumentStore) -> None:
    stored = store.passages_of(streams().id)
    assert [s.passage.heading_path[-1] for s in stored] == [
        "Amazon Data Firehose",
        "Kinesis Data Streams",
    ]


def test_the_list_of_documents_is_sorted_and_counted(store: DocumentStore) -> None:
    entries = store.documents()
    assert [entry.source.path for entry in entries] == [
        "guide/keys.md",
        "domain1/streams.md",
        "domain3/endpoints.md",
    ]
    assert (entries[1].chunks, entries[1].sentences) == (2, 3)
    assert entries[0].source == manual().source


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (Filters(collections=("aws-docs",)), [4]),
        (Filters(domains=(3,)), [0, 1]),
        (Filters(tasks=("1.1", "3.1")), [0, 1, 2, 3]),
        (Filters(paths=("domain1/", "guide/k")), [2, 3, 4]),
        (Filters(exams=("mla-c01",), domains=(1,)), [2, 3]),
        (Filters(document_ids=(manual().id,)), [4]),
        (Filters(without_paths=("domain3/endpoints.md",)), [2, 3, 4]),
        (Filters(domains=(4,)), []),
        (Filters(paths=("%",)), []),
    ],
)
def test_filters_admit_rows(store: DocumentStore, filters: Filters, rows: list[int]) -> None:
    mask = store.allowed(filters)
    assert mask is not None
    assert mask.nonzero()[0].tolist() == rows


def test_no_filter_is_no_mask(store: DocumentStore) -> None:
    assert store.allowed(Filters()) is None


def test_threads_share_a_store(store: DocumentStore) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                assert len(store.passages([0, 1, 2])) == 3
                assert len(store.documents()) == 3
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_published_store_cannot_be_written(root: Path) -> None:
    store = Snapshot.open(root).store
    with pytest.raises(sqlite3.OperationalError):
        store._connection.execute("DELETE FROM chunks")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 but no more", b"text " * 500])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "documents.sqlite").write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"documents\.sqlite.*make ingest"):
        DocumentStore.open(tmp_path / "documents.sqlite")
