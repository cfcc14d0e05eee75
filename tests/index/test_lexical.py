from __future__ import annotations

from typing import TYPE_CHECKING

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.lexical import FieldWeights, LexicalIndex, RowTerms
from index.lexical_writer import LexicalWriter, merged
from index.terms import tokenize

if TYPE_CHECKING:
    from pathlib import Path

words = st.sampled_from(["cat", "dog", "fish", "bird", "cow", "ml.m5.xlarge", "5"])
texts = st.lists(st.lists(words, max_size=8), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Training trains a trained model", ["train", "train", "train", "model"]),
        ("ml.m5.xlarge", ["ml.m5.xlarge", "ml", "m5", "xlarg"]),
        ("S3", ["s3"]),
        ("x-www", ["x-www", "x", "www"]),
        ("CreateModel", ["createmodel", "creat", "model"]),
        ("s3:GetObject", ["s3:getobject", "getobject", "s3", "get", "object"]),
        ("APIs", ["api"]),
        ("SageMaker's", ["sagemaker", "sage", "maker"]),
        ("16,384 bytes", ["16384", "byte"]),
        ("4.5", ["4.5", "4", "5"]),
        ("you can't, without it, not", ["not", "without", "not"]),
        ("ÄRGER", ["ärger"]),
        ("What is the...?", []),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert tokenize(text) == expected


@given(st.text(max_size=200))
def test_terms_are_lower_case_words(text: str) -> None:
    for term in tokenize(text):
        assert term
        assert not any(character.isspace() for character in term)


@given(st.lists(words, max_size=20))
def test_each_word_gives_its_terms_wherever_it_stands(found: list[str]) -> None:
    together = sorted(tokenize(" ".join(found)))
    assert together == sorted(term for word in found for term in tokenize(word))


def index_of(folder: Path, rows: list[tuple[str, str]]) -> LexicalIndex:
    writer = LexicalWriter()
    for heading, body in rows:
        writer.add_document([(tokenize(heading), tokenize(body))])
    writer.save(folder)
    return LexicalIndex.open(folder)


EVERYTHING = FieldWeights(heading=0.5, document=0.5)
ROWS = [
    ("Endpoints", "An endpoint serves requests. Endpoints scale."),
    ("Batch transform", "A job scores a dataset without an endpoint."),
    ("Keys", "Rotate keys every year."),
]


def test_rows_that_share_no_term_are_not_found(tmp_path: Path) -> None:
    index = index_of(tmp_path / "lexical", ROWS)
    assert index.search(tokenize("endpoint"), 10).rows.tolist() == [0, 1]
    assert len(index.search(tokenize("zebra"), 10)) == 0
    assert len(index.search([], 10)) == 0


def test_scores_worked_by_hand(tmp_path: Path) -> None:
    index = index_of(tmp_path / "lexical", [("", "cat cat dog"), ("", "dog")])
    idf = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 / (2 + 0.9 * (1 - 0.4 + 0.4 * 3 / 2))
    assert index.scores(["cat"]).tolist() == pytest.approx([expected, 0.0])


def test_headings_can_be_weighted_and_left_out(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "lexical", [("Rotation", "Nothing."), ("Other", "rotation rotation")]
    )
    assert index.search(["rotat"], 10, weights=FieldWeights(heading=0.0)).rows.tolist() == [1]
    assert index.search(["rotat"], 10, weights=FieldWeights(heading=5.0)).rows.tolist() == [0, 1]


def test_of_two_like_passages_the_one_on_the_page_about_the_question_wins(tmp_path: Path) -> None:
    writer = LexicalWriter()
    limit = ([], tokenize("The quota is five."))
    writer.add_document([limit, ([], tokenize("Buckets hold objects."))])
    writer.add_document([limit, ([], tokenize("Endpoints serve models."))])
    writer.save(tmp_path / "lexical")
    index = LexicalIndex.open(tmp_path / "lexical")
    question = tokenize("quota of endpoints")
    assert index.search(question, 9).rows.tolist() == [3, 0, 2]
    about = index.search(question, 9, weights=FieldWeights(document=0.5)).rows.tolist()
    assert about.index(2) < about.index(0)
    assert 1 not in about


def test_a_filter_admits_only_its_rows(tmp_path: Path) -> None:
    index = index_of(tmp_path / "lexical", ROWS)
    allowed = np.array([False, True, True])
    assert index.search(tokenize("endpoint"), 10, allowed).rows.tolist() == [1]


def test_rows_carried_over_equal_rows_tokenised_again(tmp_path: Path) -> None:
    first = index_of(tmp_path / "first", ROWS)
    writer = LexicalWriter()
    writer.add_document([(tokenize("New"), tokenize("A new endpoint page."))])
    writer.carry_over(first, 1, 1)
    writer.carry_over(first, 2, 1)
    writer.save(tmp_path / "second")
    again = index_of(tmp_path / "again", [("New", "A new endpoint page."), *ROWS[1:]])
    second = LexicalIndex.open(tmp_path / "second")
    for question in ("endpoint dataset", "key year new", "batch"):
        np.testing.assert_allclose(
            second.scores(tokenize(question), EVERYTHING),
            again.scores(tokenize(question), EVERYTHING),
            rtol=1e-6,
        )


def test_words_of_rows_left_behind_are_forgotten(tmp_path: Path) -> None:
    first = index_of(tmp_path / "first", ROWS)
    writer = LexicalWriter()
    writer.carry_over(first, 2, 1)
    writer.save(tmp_path / "second")
    assert set(LexicalIndex.open(tmp_path / "second").words) == {"key", "rotat", "everi", "year"}


def test_rows_merge_into_documents() -> None:
    rows = RowTerms(
        np.array([0, 2, 2, 1, 1], dtype=np.int32),
        np.array([1, 2, 3, 1, 65_535], dtype=np.uint16),
        np.array([2, 1, 0, 1, 1], dtype=np.uint32),
    )
    found = merged(rows, np.array([0, 0, 1, 2, 2], dtype=np.int32), 4)
    assert found.terms.tolist() == [0, 2, 1]
    assert found.counts.tolist() == [1, 5, 65_535]
    assert found.lengths.tolist() == [2, 0, 1, 0]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path / "lexical", [])
    assert len(index) == 0
    assert len(index.search(["cat"], 5)) == 0


def test_a_missing_part_is_refused(tmp_path: Path) -> None:
    index_of(tmp_path / "lexical", ROWS)
    (tmp_path / "lexical" / "words.json").unlink()
    with pytest.raises(IndexDamagedError, match="make ingest"):
        LexicalIndex.open(tmp_path / "lexical")


@settings(max_examples=25, deadline=None)
@given(rows=texts, question=st.lists(words, min_size=1, max_size=4))
def test_scores_equal_those_of_bm25s(
    rows: list[list[str]], question: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    writer = LexicalWriter()
    writer.add_document([([], row) for row in rows])
    folder = tmp_path_factory.mktemp("lexical")
    writer.save(folder)
    known = [word for word in question if any(word in row for row in rows)]
    ours = LexicalIndex.open(folder).scores(question)
    if not known:
        assert not ours.any()
        return
    theirs = bm25s.BM25(k1=0.9, b=0.4, method="lucene")
    theirs.index(rows, show_progress=False)
    np.testing.assert_allclose(ours, theirs.get_scores(known), rtol=1e-5)
