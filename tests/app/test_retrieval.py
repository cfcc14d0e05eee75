from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.retrieval import IndexPassageSource
from index.errors import IndexMismatchError, IndexMissingError
from index.filters import Filters
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import endpoints, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path

ALIASES = """
[[alias]]
name = "Amazon Data Firehose"
aliases = ["Kinesis Data Firehose", "Firehose"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    aliases = tmp_path / "aliases.toml"
    aliases.write_text(ALIASES, encoding="utf-8")
    publish(tmp_path / "data", [endpoints(), streams(), manual()], aliases_path=aliases)
    return tmp_path / "data"


@pytest.fixture
def source(root: Path) -> IndexPassageSource:
    return IndexPassageSource.open(root, HashingEmbedder())


def test_status_names_index_and_model(source: IndexPassageSource) -> None:
    status = source.status()
    assert status.snapshot == source.snapshot_id
    assert status.created
    assert (status.embedder, status.precision) == ("hashing", "fp32")
    assert (status.documents, status.chunks) == (3, 5)
    assert source.chunk_count == 5


def test_search_returns_the_best_passages(source: IndexPassageSource) -> None:
    passages = source.search("asynchronous inference payloads", 2)
    assert len(passages) == 2
    assert passages[0].heading_path[-1] == "Asynchronous inference"
    only = source.search("rotates a key", filters=Filters(collections=("aws-docs",)))
    assert {passage.collection for passage in only} == {"aws-docs"}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Firehose", ("Amazon Data Firehose", "Kinesis Data Firehose")),
        ("amazon data firehose", ("Kinesis Data Firehose", "Firehose")),
        ("the Firehose service", ("Amazon Data Firehose", "Kinesis Data Firehose", "Firehose")),
        ("Kinesis", ()),
        ("", ()),
    ],
)
def test_other_names_leave_the_name_itself_out(
    source: IndexPassageSource, name: str, others: tuple[str, ...]
) -> None:
    assert source.other_names(name) == others


def test_things_are_named_as_written_and_by_their_other_names(source: IndexPassageSource) -> None:
    assert source.things("Does firehose or Firehose buffer?") == (
        ("firehose", "Amazon Data Firehose", "Kinesis Data Firehose"),
    )
    assert source.things("a shard") == ()


def test_rare_and_unknown_terms_weigh_more(source: IndexPassageSource) -> None:
    assert source.idf("unheard") >= source.idf("shard") > source.idf("record") > 0


def test_paths_are_those_of_the_sources(source: IndexPassageSource) -> None:
    assert source.paths() == {"domain3/endpoints.md", "domain1/streams.md", "guide/keys.md"}


def test_newly_published_snapshot_is_followed(root: Path, source: IndexPassageSource) -> None:
    before = source.snapshot_id
    published = publish(root, [manual()])
    assert [p.path for p in source.search("key", 10)] == ["guide/keys.md"]
    assert source.snapshot_id == published != before
    assert source.paths() == {"guide/keys.md"}


def test_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        IndexPassageSource.open(tmp_path)


def test_index_of_another_model_is_refused(root: Path) -> None:
    with pytest.raises(IndexMismatchError):
        IndexPassageSource.open(root, HashingEmbedder(model_hash="1" * 64))
