from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UsageError
from index.records import Passage, Span
from index.rerank import SIGNALS, Reranking, Signals, fitted, signals_of
from index.retriever import RetrievalConfig, Retriever
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import make_document, publish

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = RetrievalConfig(rerank_depth=0)


def passage(text: str, heading: str = "Limits", kind: str = "prose") -> Passage:
    sentences: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if not line.startswith("Name | "):
            sentences.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Passage(
        chunk_id="c",
        document_id="d",
        title="Page",
        path="page.md",
        collection="corpus",
        source_kind="markdown",
        heading_path=("Page", heading),
        text=text,
        sentences=tuple(sentences),
        kind=kind,  # type: ignore[arg-type]
        start=0,
    )


def test_the_best_sentence_speaks_for_the_passage() -> None:
    found = signals_of(
        passage("A shard is small.\nA shard takes 5 records."),
        cosines=(0.9, 0.5),
        weights=dict.fromkeys(("shard", "5", "record", "day"), 1.0),
        place=-0.5,
        words=0.25,
        asked=0.75,
    )
    assert found.place == -0.5
    assert found.words == 0.25
    assert found.asked == 0.75
    assert found.sentence == pytest.approx(0.5 + 3 / 4)  # more than 0.9 + 1/4
    assert found.length == pytest.approx(math.log(10))


def test_headings_lend_part_of_a_term_and_rare_terms_weigh_more() -> None:
    found = signals_of(
        passage("It takes 5 records.", heading="Shard limits"),
        cosines=(0.0,),
        weights={"shard": 3.0, "record": 1.0},
    )
    assert found.sentence == pytest.approx((0.75 * 3 + 1) / 4)


def test_a_row_is_read_under_its_header() -> None:
    table = passage("The table lists shards.\nName | Records\nshard | 5", kind="table")
    assert table.table_header() == "Name | Records"
    found = signals_of(table, (0.0, 0.0), {"shard": 1.0, "record": 1.0})
    assert found.sentence == pytest.approx((1 + 0.75) / 2)


def test_nothing_asked_and_nothing_known_is_measured_too() -> None:
    assert signals_of(passage("One two."), (), {}).sentence == 0.0


def test_weights_of_the_repository_are_one_for_each_signal() -> None:
    assert len(fitted().weights) == len(SIGNALS) == len(Signals(0, 0, 0, 0).values())
    assert all(weight > 0 for weight in fitted().weights)


@given(st.lists(st.floats(0, 2), min_size=5, max_size=5))
def test_score_is_linear(values: list[float]) -> None:
    assert Reranking((1.0, 2.0, 3.0, 4.0, 5.0)).score(Signals(*values)) == pytest.approx(
        values[0] + 2 * values[1] + 3 * values[2] + 4 * values[3] + 5 * values[4]
    )


@pytest.fixture
def retriever(tmp_path: Path) -> Retriever:
    """Return an index where words scattered over sentences stand against one sentence."""
    scattered = ["Retention is a word.", "Shards are many.", "The default is one.", "Days pass."]
    together = ["The default retention of shards is 5 days.", "Nothing else is said about it here."]
    sections = {"Scattered": scattered, "Together": together, "Other": ["Queues wait."]}
    publish(tmp_path, [make_document("a.md", "A", sections)])
    return Retriever.open(tmp_path, HashingEmbedder())


def test_the_head_of_the_list_is_ordered_anew_and_scores_fall(retriever: Retriever) -> None:
    found = retriever.search("default retention days of shards", 3)
    assert found[0].heading_path[-1] == "Together"
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)


def test_without_reranking_the_fused_order_stays(retriever: Retriever) -> None:
    whole = retriever.search("default retention days of shards", 3, config=WHOLE)
    one = RetrievalConfig(rerank_depth=1)
    first = retriever.search("default retention days of shards", 3, config=one)
    assert [p.chunk_id for p in first] == [p.chunk_id for p in whole]


def test_reranking_adds_and_loses_nothing(retriever: Retriever) -> None:
    asked = "retention of queues and days"
    anew = {p.chunk_id for p in retriever.search(asked, 10)}
    assert anew == {p.chunk_id for p in retriever.search(asked, 10, config=WHOLE)}


def test_a_negative_depth_is_refused() -> None:
    with pytest.raises(UsageError, match="rerank_depth must not be negative, not -1"):
        RetrievalConfig(rerank_depth=-1)


def test_a_row_below_prose_is_a_row_and_code_has_none() -> None:
    mixed = passage("The file has phases.\nName | Records\nReports | 5", kind="prose")
    numbers = [i for i in range(len(mixed.sentences)) if "5" in mixed.sentence(i)]
    assert mixed.table_header() == "Name | Records"
    assert [mixed.is_row(i) for i in numbers] == [True]
    code = passage("cat a | sort\ncat b | sort", kind="code")
    assert not any(code.is_row(i) for i in range(len(code.sentences)))
