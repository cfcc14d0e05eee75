from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex
from index.lexical_writer import LexicalWriter
from index.retriever import RetrievalConfig, Retriever
from index.spelling import corrected, slips
from index.terms import tokenize
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import make_document, publish

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import SentenceTransformerEmbedder


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    """Return an index that holds "container" in four rows, "contained" in one, "layers" in four."""
    texts = ["a container of layers"] * 4 + ["layered quantization"]
    writer = LexicalWriter()
    writer.add_document([([], tokenize(text)) for text in texts])
    writer.save(tmp_path)
    return LexicalIndex.open(tmp_path)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("where is my contianer", "where is my container"),
        ("Where is my Contianer?", "Where is my container?"),
        ("one containr and two contaainers", "one contain and two containers"),
        ("a container", "a container"),  # known
        ("the players", "the players"),  # a word of the language
        ("layrs", "layrs"),  # too short
        ("a quantisation", "a quantisation"),  # too rare
        ("my-contianer s3://contianer conTianer", "my-contianer s3://contianer conTianer"),
        ("a" * 20_000, "a" * 20_000),
        ("", ""),
    ],
)
def test_a_slip_is_mended_and_nothing_else(
    index: LexicalIndex, question: str, expected: str
) -> None:
    assert corrected(question, index, lambda word: word == "players") == expected


def test_slips_of_a_short_word_by_hand() -> None:
    assert len(slips("ab")) == 2 + 1 + 2 * 25 + 3 * 26 - 2  # "aab" and "abb" arise twice
    assert {"a", "b", "ba", "ax", "xab", "abx"} <= set(slips("ab"))


def test_a_british_spelling_becomes_the_american_one(tmp_path: Path) -> None:
    writer = LexicalWriter()
    writer.add_document([([], tokenize("L2 regularization"))] * 4)
    writer.save(tmp_path)
    index = LexicalIndex.open(tmp_path)
    question = corrected("l1 vs l2 regularisation", index, lambda _: False)
    assert question == "l1 vs l2 regularization"


@given(st.text("abc", min_size=1, max_size=5))
def test_slips_are_mutual(word: str) -> None:
    assert word not in slips(word)
    assert all(word in slips(slip) for slip in slips(word)[:40])


def test_the_model_knows_words_from_misspellings(model: SentenceTransformerEmbedder) -> None:
    assert model.is_word("container")
    assert model.is_word("players")
    assert not model.is_word("contianer")


def test_a_search_finds_what_a_misspelled_word_means(tmp_path: Path) -> None:
    sections = {f"Part {i}": [f"The container number {i} runs."] for i in range(3)}
    publish(tmp_path, [make_document("a.md", "A", sections)])
    retriever = Retriever.open(tmp_path, HashingEmbedder())
    assert retriever.search("contianer", 3)[0].lexical_rank == 1
    as_typed = retriever.search("contianer", 3, config=RetrievalConfig(spelling=False))
    assert all(passage.lexical_rank is None for passage in as_typed)
