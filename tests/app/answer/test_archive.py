import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer.archive import VERSION, dump, load
from app.answer.records import Answer, AnswerSentence, AnswerSource, Citation, Topic
from index.records import Passage, Span
from tests.app.answer.passages import make_answer, make_passage, said

texts = st.text(st.characters(), max_size=40)
numbers = st.integers(0, 10_000)
scores = st.floats(allow_nan=False, allow_infinity=False)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


passages = st.builds(
    Passage,
    chunk_id=texts,
    document_id=texts,
    title=texts,
    path=texts,
    collection=texts,
    source_kind=st.sampled_from(["markdown", "html", "pdf"]),
    heading_path=tuples(texts),
    text=texts,
    sentences=tuples(st.builds(Span, numbers, numbers)),
    kind=st.sampled_from(["prose", "list", "table", "procedure", "code", "figure"]),
    start=numbers,
    header_length=numbers,
    page=maybe(numbers),
    url=maybe(texts),
    urls=tuples(texts),
    checked=maybe(texts),
    licence=maybe(texts),
    retrieved=maybe(texts),
    domain=maybe(numbers),
    task=maybe(texts),
    bullets=tuples(texts),
    score=scores,
    dense_rank=maybe(numbers),
    dense_score=maybe(scores),
    lexical_rank=maybe(numbers),
    lexical_score=maybe(scores),
    sentence_scores=tuples(scores),
    asked_score=scores,
)
sentences = st.builds(
    AnswerSentence,
    text=texts,
    citations=tuples(st.builds(Citation, numbers, numbers, numbers)),
    verdict=st.sampled_from(["supported", "partly", "not supported"]),
    role=st.sampled_from(["lead", "support", "step", "item", "row"]),
    group=texts,
    header=texts,
)
answers = st.builds(
    Answer,
    question=texts,
    understood_as=texts,
    kind=texts,
    model=texts,
    snapshot=texts,
    sentences=tuples(sentences),
    sources=tuples(st.builds(AnswerSource, numbers, passages)),
    layout=st.sampled_from(["text", "comparison", "steps", "list", "table", "none"]),
    abstained=st.booleans(),
    answerability=scores,
    missing_terms=tuples(texts),
    topics=tuples(st.builds(Topic, texts, tuples(texts), texts)),
    searched=numbers,
    retrieved=tuples(passages),
    seconds=scores,
    stages=st.dictionaries(texts, scores, max_size=3),
)


@settings(max_examples=20)
@given(answers)
def test_archived_answer_comes_back_equal(answer: Answer) -> None:
    text = dump(answer)
    assert text.encode()
    assert load(text) == answer


def test_archived_answer_can_be_read_by_people() -> None:
    text = dump(make_answer([said("Größe: 25 MB.")]))
    assert "Größe: 25 MB." in text
    assert json.loads(text)["version"] == VERSION == 1


def test_passages_of_the_citations_are_kept_whole() -> None:
    passage = make_passage(["One.", "Two."], url="https://example.org", page=3)
    answer = make_answer([said("One.")], sources=(AnswerSource(1, passage),))
    assert load(dump(answer)).source(1).passage == passage


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        "null",
        "{}",
        '{"version": 2}',
        '{"version": 1}',
        '{"version": 1, "sentences": 5}',
        dump(make_answer()).replace('"question"', '"unknown"'),
        dump(make_answer([said("One.")])).replace('"citations"', '"quotes"'),
        dump(make_answer([said("One.")])).replace('"chunk_id"', '"chunk"'),
    ],
)
def test_what_is_no_archived_answer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"archived answer|Expecting value"):
        load(text)


def test_an_answer_of_an_earlier_version_of_the_program_is_read() -> None:
    record = json.loads(dump(make_answer([said("One.")])))
    for later in ("removed", "notice", "asked_model"):
        del record[later]
    answer = load(json.dumps(record))
    assert (answer.removed, answer.notice, answer.asked_model) == ((), "", "")
    assert not answer.fell_back
