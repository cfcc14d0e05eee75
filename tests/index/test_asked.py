from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.asked import ASKED, ASKED_VECTORS, AskedIndex, AskedQuestion, Link, one_line
from index.asked_writer import links_of, vectors_of
from index.errors import IndexDamagedError
from index.filters import Filters
from index.retriever import RetrievalConfig, Retriever
from index.snapshot import Snapshot
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import endpoints, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path

STORY = AskedQuestion(
    "corpus",
    "A bakery uploads films overnight and nobody watches the machines idle till noon",
    proofs=("An asynchronous endpoint can scale to zero instances.",),
    refutations=("Batch transform is not for interactive requests.",),
)
LIKE_THE_STORY = "Our bakery has films from overnight, machines idle till noon"
WITHOUT = RetrievalConfig(asked_weight=0.0)


def question(text: str) -> AskedQuestion:
    return AskedQuestion("corpus", text)


@pytest.fixture
def asked() -> AskedIndex:
    """Return two questions along the axes; passage 7 proves both, passage 3 refutes with one."""
    return AskedIndex(
        [question("shards"), question("queues")],
        [Link(7, 0, 1.0), Link(3, 1, 0.5), Link(7, 1, 1.0)],
        np.array([[127, 0], [0, 127]], dtype=np.int8),
    )


def test_a_passage_ranks_by_the_likest_question_it_decides(asked: AskedIndex) -> None:
    likeness = asked.likeness(np.array([0.6, 0.8], dtype=np.float32))
    assert likeness.tolist() == pytest.approx([0.6, 0.8])
    found = asked.search(likeness, 10)
    assert found.rows.tolist() == [7, 3]
    assert found.scores.tolist() == pytest.approx([0.8, 0.4])
    assert asked.search(likeness, 1).rows.tolist() == [7]


def test_a_passage_that_is_filtered_out_is_not_found(asked: AskedIndex) -> None:
    allowed = np.ones(8, dtype=np.bool_)
    allowed[7] = False
    found = asked.search(asked.likeness(np.array([0.6, 0.8], dtype=np.float32)), 10, allowed)
    assert found.rows.tolist() == [3]


def test_likeness_and_shared_words_of_the_two_likest_questions_meet_in_the_score(
    asked: AskedIndex,
) -> None:
    likeness = np.array([0.25, 0.5], dtype=np.float32)
    terms = {"shard": 1.0, "queue": 3.0}
    assert asked.score(7, likeness, terms) == pytest.approx(0.5 + 3 / 4 + 0.6 * (0.25 + 1 / 4))
    assert asked.score(3, likeness, terms) == pytest.approx(0.5 * (0.5 + 3 / 4))
    assert asked.score(1, likeness, terms) == 0.0


def test_a_sentence_is_scored_by_the_likest_question_that_it_answers() -> None:
    whole, cut, other = (
        AskedQuestion("corpus", text, proofs=(one_line(quote),))
        for text, quote in (
            ("shards", "A shard holds five."),
            ("queues", "and\n waits"),
            ("topics", "Somewhere else."),
        )
    )
    links = [Link(2, 0, 1.0), Link(2, 1, 1.0), Link(2, 2, 1.0)]
    index = AskedIndex([whole, cut, other], links, np.zeros((3, 2), dtype=np.int8))
    likeness = np.array([0.5, 0.25, 0.75], dtype=np.float32)
    sentences = ["A shard\nholds five.", "It sleeps and waits long.", "Nothing."]
    found = index.sentence_scores(2, sentences, likeness, {"queue": 1.0})
    assert found == pytest.approx((0.5, 0.25 + 1.0, 0.0))
    assert index.sentence_scores(1, sentences, likeness, {}) == ()


def test_a_told_case_and_a_stem_are_not_offered_and_of_others_the_likest_is() -> None:
    story = AskedQuestion("corpus", "word " * 17, plain=True)
    short, shorter = (AskedQuestion("corpus", text, plain=True) for text in ("A b?", "B?"))
    links = [Link(0, number, 1.0) for number in range(4)] + [Link(1, 0, 1.0), Link(1, 3, 1.0)]
    index = AskedIndex([story, short, shorter, question("stem")], links)
    likeness = np.array([0.9, 0.5, 0.6, 0.8], dtype=np.float32)
    assert [index.nearest_offer(row, likeness) for row in (0, 1, 2)] == ["B?", "", ""]
    assert index.nearest_offer(0, likeness / 2) == ""


def test_without_questions_nothing_is_found() -> None:
    none = AskedIndex()
    likeness = none.likeness(np.zeros(0, dtype=np.float32))
    assert len(none) == len(none.search(likeness, 10)) == 0


def test_a_quote_leads_to_the_passages_that_hold_it() -> None:
    cut = AskedQuestion("corpus", "cut", proofs=("scales to zero instances",))
    proof_and_more = AskedQuestion(
        "corpus", "both", proofs=("is for interactive requests",), refutations=("scales to zero",)
    )
    elsewhere = AskedQuestion("other", "elsewhere", proofs=("scales to zero instances",))
    texts = [(0, "It (auto)scales to\nzero instances."), (1, "It is for interactive requests.")]
    links = links_of(
        [cut, proof_and_more, elsewhere], {"corpus": texts, "other": [(2, "Nothing of it.")]}
    )
    assert links == [Link(0, 0, 1.0), Link(0, 1, 0.9), Link(1, 1, 1.0)]


def test_a_known_question_is_not_embedded_again() -> None:
    embedder = HashingEmbedder()
    first = vectors_of([question("one two"), question("three")], embedder, None)
    before = AskedIndex([question("one two"), question("three")], (), first)
    again = vectors_of([question("three"), question("four")], embedder, before)
    assert embedder.texts_embedded == 3
    assert again.shape == (2, 64)
    assert again[0].tolist() == first[1].tolist()


@pytest.fixture
def retriever(tmp_path: Path) -> Retriever:
    documents = [endpoints(), streams(), manual()]
    publish(tmp_path, documents, HashingEmbedder(256), questions=[STORY])
    return Retriever.open(tmp_path, HashingEmbedder(256))


def test_a_told_case_finds_what_decides_its_like(retriever: Retriever) -> None:
    found = retriever.search(LIKE_THE_STORY, 2)
    assert [one.heading_path[-1] for one in found] == ["Asynchronous inference", "Batch transform"]
    assert found[0].asked_score > found[1].asked_score > 0
    without = retriever.search(LIKE_THE_STORY, 10, config=WITHOUT)
    assert all(one.asked_score == 0 for one in without)


def test_a_question_is_no_part_of_a_passage(retriever: Retriever) -> None:
    for passage in retriever.search(LIKE_THE_STORY, 10):
        assert "bakery" not in passage.text


def test_a_filter_holds_for_like_questions_too(retriever: Retriever) -> None:
    found = retriever.search(LIKE_THE_STORY, 10, Filters(without_paths=("domain3/endpoints.md",)))
    assert {one.path for one in found} <= {"domain1/streams.md", "guide/keys.md"}


def test_words_alone_leave_the_questions_out(retriever: Retriever) -> None:
    words = RetrievalConfig(dense=False)
    found = retriever.search(LIKE_THE_STORY + " interactive requests", 3, config=words)
    assert all(one.asked_score == 0 for one in found)


def test_an_index_without_a_bank_has_no_files_for_it(tmp_path: Path) -> None:
    publish(tmp_path, [endpoints()])
    snapshot = Snapshot.open(tmp_path)
    assert ASKED not in snapshot.manifest.files
    assert len(snapshot.asked) == 0


def test_files_of_another_form_are_damage(tmp_path: Path) -> None:
    (tmp_path / ASKED).write_text('{"questions": [], "links": [[1]]}', encoding="utf-8")
    (tmp_path / ASKED_VECTORS).write_bytes(b"")
    with pytest.raises(IndexDamagedError, match=r"the questions in .* are unreadable"):
        AskedIndex.open(tmp_path, 4)
