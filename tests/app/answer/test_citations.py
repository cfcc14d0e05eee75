from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.citations import Pick, cite
from app.answer.records import AnswerSource, Citation
from index.records import Passage, Span
from tests.app.answer.passages import make_answer, make_passage, said

FIRST = make_passage(["One.", "Two."], "a")
SECOND = make_passage(["Three."], "b")


def test_passages_are_numbered_in_order_of_first_use() -> None:
    sentences, sources = cite(
        [Pick(SECOND, 0, "lead"), Pick(FIRST, 1, "support"), Pick(SECOND, 0, "support")]
    )
    assert sources == (AnswerSource(1, SECOND), AnswerSource(2, FIRST))
    assert [s.citations for s in sentences] == [
        (Citation(1, 0, 6),),
        (Citation(2, 5, 9),),
        (Citation(1, 0, 6),),
    ]


def test_sentence_keeps_its_role_and_group() -> None:
    sentences, _ = cite([Pick(FIRST, 0, "step", "Side")])
    assert (sentences[0].text, sentences[0].role, sentences[0].group) == ("One.", "step", "Side")
    assert sentences[0].verdict == "supported"


def test_nothing_picked_gives_nothing() -> None:
    assert cite([]) == ((), ())


def test_row_carries_the_header_of_its_table() -> None:
    text = "Option | Payload\nReal-time | 25 MB"
    rows = replace(FIRST, text=text, sentences=(Span(17, 34),), kind="table", header_length=17)
    sentences, _ = cite([Pick(rows, 0, "row")])
    assert (sentences[0].text, sentences[0].header) == ("Real-time | 25 MB", "Option | Payload")


def test_sentence_that_is_no_row_has_no_header() -> None:
    sentences, _ = cite([Pick(FIRST, 0, "lead")])
    assert sentences[0].header == ""


def test_unknown_number_has_no_source() -> None:
    with pytest.raises(KeyError):
        make_answer([said("One.")]).source(2)


lines = st.lists(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20),
    min_size=1,
    max_size=5,
)


@st.composite
def picks(draw: st.DrawFn) -> list[Pick]:
    count = draw(st.integers(1, 4))
    library = [make_passage(draw(lines), f"c{i}") for i in range(count)]
    chosen: list[Passage] = draw(st.lists(st.sampled_from(library), max_size=12))
    return [
        Pick(passage, draw(st.integers(0, len(passage.sentences) - 1)), "support")
        for passage in chosen
    ]


@given(picks())
def test_every_span_is_its_sentence_and_every_passage_is_listed_once(chosen: list[Pick]) -> None:
    sentences, sources = cite(chosen)
    by_number = {source.n: source.passage for source in sources}
    assert [source.n for source in sources] == list(range(1, len(sources) + 1))
    assert len({source.passage.chunk_id for source in sources}) == len(sources)
    assert {c.n for s in sentences for c in s.citations} == set(by_number)
    assert [s.text for s in sentences] == [pick.text for pick in chosen]
    for sentence in sentences:
        for citation in sentence.citations:
            assert by_number[citation.n].text[citation.start : citation.end] == sentence.text
