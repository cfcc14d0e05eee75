from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    UsageError,
)
from index.filters import Filters
from index.records import Passage, Span
from index.retriever import RetrievalConfig, Retriever
from index.snapshot import CURRENT
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import endpoints, make_document, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import SentenceTransformerEmbedder


@pytest.fixture
def retriever(root: Path) -> Retriever:
    return Retriever.open(root, HashingEmbedder())


def headings(passages: list[Passage]) -> list[str]:
    return [passage.heading_path[-1] for passage in passages]


def test_a_passage_keeps_both_ranks_and_its_sentence_scores(retriever: Retriever) -> None:
    config = RetrievalConfig(dense_weight=0.5, sentence_weight=0.25, rrf_k=19.0, rerank_depth=0)
    best = retriever.search("asynchronous payloads", 1, config=config)[0]
    assert best.heading_path[-1] == "Asynchronous inference"
    assert (best.dense_rank, best.lexical_rank) == (1, 1)
    assert best.dense_score is not None
    assert best.lexical_score is not None
    assert best.score == pytest.approx((0.5 + 1.0 + 0.25) / 20)
    assert len(best.sentence_scores) == len(best.sentences) == 2
    assert best.sentence_scores[0] > best.sentence_scores[1]


def test_top_k_is_clamped_and_checked(retriever: Retriever) -> None:
    assert len(retriever.search("endpoint records key", 50)) == 5
    with pytest.raises(UsageError, match="top_k must be at least 1, not 0"):
        retriever.search("x", 0)


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_finds_nothing(retriever: Retriever, question: str) -> None:
    assert retriever.search(question) == []


@pytest.mark.parametrize("question", ["???", "the of and", "жук 中文 🦊", "a" * 20_000, "\ud800"])
def test_odd_questions_do_not_fail(retriever: Retriever, question: str) -> None:
    assert len(retriever.search(question, 3)) <= 3


def test_filters_limit_every_part(retriever: Retriever) -> None:
    found = retriever.search("asynchronous payloads", 10, Filters(domains=(1,)))
    assert {passage.domain for passage in found} == {1}
    assert retriever.search("asynchronous", 10, Filters(domains=(9,))) == []


def test_each_part_can_be_switched_off(retriever: Retriever) -> None:
    words = retriever.search("shard", 10, config=RetrievalConfig(dense=False))
    assert headings(words) == ["Kinesis Data Streams"]
    assert words[0].dense_rank is None
    meaning = retriever.search("shard", 10, config=RetrievalConfig(lexical=False))
    assert all(passage.lexical_rank is None for passage in meaning)
    with pytest.raises(UsageError, match="dense or the lexical"):
        RetrievalConfig(dense=False, lexical=False)


def test_headings_count_unless_they_are_left_out(retriever: Retriever) -> None:
    with_headings = RetrievalConfig(dense=False, heading_weight=1.0)
    without = RetrievalConfig(dense=False, heading_weight=0.0)
    assert headings(retriever.search("rotation", 5, config=with_headings)) == ["Rotation"]
    assert headings(retriever.search("choosing", 5, config=without)) == []


def test_near_duplicates_are_shown_once(tmp_path: Path) -> None:
    line = "Batch transform scores a whole dataset offline and then shuts its instances down."
    one = make_document("a.md", "Guide", {"Batch": [line]})
    two = make_document("b.md", "Guide", {"Batch": [line + " Really."]})
    publish(tmp_path, [one, two, streams()])
    retriever = Retriever.open(tmp_path, HashingEmbedder())
    shown = retriever.search("batch transform dataset", 3)
    assert [passage.path for passage in shown].count("b.md") == 0
    both = retriever.search("batch transform dataset", 3, config=RetrievalConfig(deduplicate=False))
    assert {"a.md", "b.md"} <= {passage.path for passage in both}


def test_duplicates_do_not_cost_places(tmp_path: Path) -> None:
    line = "Batch transform scores a whole dataset offline and then shuts its instances down."
    copies = [
        make_document(f"{n}.md", "Guide", {"Batch": [f"{line} Copy {n}."]}) for n in range(12)
    ]
    publish(tmp_path, [*copies, streams(), manual(), endpoints()])
    retriever = Retriever.open(tmp_path, HashingEmbedder())
    assert len(retriever.search("batch transform dataset", 5)) == 5


def test_a_former_name_finds_the_current_one(tmp_path: Path) -> None:
    table = tmp_path / "aliases.toml"
    table.write_text(
        '[[alias]]\nname = "Amazon Data Firehose"\naliases = ["Kinesis Data Firehose"]\n',
        encoding="utf-8",
    )
    page = make_document("f.md", "Delivery", {"Buffers": ["Amazon Data Firehose buffers data."]})
    publish(tmp_path / "data", [page, endpoints(), manual()], aliases_path=table)
    table.unlink()
    retriever = Retriever.open(tmp_path / "data", HashingEmbedder())
    words = RetrievalConfig(dense=False)
    found = retriever.search("What does Kinesis Data Firehose do?", 5, config=words)
    assert found[0].path == "f.md"
    plain = RetrievalConfig(dense=False, aliases=False)
    aliased_score, plain_score = (
        retriever.search("What does Kinesis Data Firehose do?", 1, config=c)[0].score
        for c in (words, plain)
    )
    assert aliased_score >= plain_score


def test_a_new_snapshot_is_noticed(root: Path) -> None:
    retriever = Retriever.open(root, HashingEmbedder())
    assert not retriever.refresh()
    before = retriever.snapshot.id
    publish(root, [manual()])
    assert retriever.search("asynchronous payloads", 1)[0].path == "guide/keys.md"
    assert retriever.snapshot.id != before


def test_a_damaged_new_snapshot_is_refused_and_the_old_one_stays(root: Path) -> None:
    retriever = Retriever.open(root, HashingEmbedder())
    before = retriever.snapshot.id
    (root / CURRENT).write_text("20200101T000000-deadbeef\n", encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        retriever.refresh()
    assert retriever.snapshot.id == before


def test_an_index_of_another_model_is_not_searched(root: Path) -> None:
    with pytest.raises(IndexMismatchError):
        Retriever.open(root, HashingEmbedder(model_hash="f" * 64))


def test_no_index_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="make ingest"):
        Retriever.open(tmp_path)


def test_the_stages_are_timed(retriever: Retriever) -> None:
    trace = retriever.trace("asynchronous", 3)
    assert list(trace.seconds) == [
        *("aliases", "embed", "dense", "lexical", "nearest", "asked", "fuse", "rerank"),
        *("read", "sentences"),
    ]
    assert trace.total_seconds == pytest.approx(sum(trace.seconds.values()))


def test_threads_search_while_snapshots_are_published(root: Path) -> None:
    retriever = Retriever.open(root, HashingEmbedder())
    failures: list[BaseException] = []
    done = threading.Event()

    def search() -> None:
        try:
            while not done.is_set():
                assert retriever.search("keys rotate", 3)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for documents in ([manual()], [manual(), streams()], [endpoints(), manual()]):
        publish(root, documents)
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_documents_and_passages_are_read_through(retriever: Retriever) -> None:
    assert len(retriever.documents()) == 3
    assert retriever.document(manual().id) == manual()
    chunk_id = retriever.search("keys rotate", 1)[0].chunk_id
    passage = retriever.passage(chunk_id)
    assert passage is not None
    assert passage.sentences == (Span(0, 33),)


def test_the_real_model_finds_by_meaning(
    tmp_path: Path, model: SentenceTransformerEmbedder
) -> None:
    publish(tmp_path, [endpoints(), streams(), manual()], embedder=model)
    retriever = Retriever.open(tmp_path, model)
    best = retriever.search("How do I change cryptographic material annually?", 1)[0]
    assert best.path == "guide/keys.md"
    assert best.dense_rank == 1
