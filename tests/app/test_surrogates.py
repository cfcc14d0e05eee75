import json

from hypothesis import given
from hypothesis import strategies as st

from app.surrogates import json_text, without_surrogates

ANY_TEXT = st.text(st.characters())


def test_lone_surrogate_becomes_a_question_mark() -> None:
    assert without_surrogates("a\ud800b\udfff") == "a?b?"
    assert without_surrogates("Größe 😀") == "Größe 😀"


def test_json_stays_readable() -> None:
    assert json_text({"größe": "25 MB 😀"}) == '{"größe": "25 MB 😀"}'


@given(ANY_TEXT)
def test_text_can_always_be_written_as_utf_8(text: str) -> None:
    written = without_surrogates(text).encode()
    assert len(written.decode()) == len(text)


@given(ANY_TEXT)
def test_json_can_be_written_and_comes_back(text: str) -> None:
    assert json.loads(json_text([text]).encode()) == [text]
