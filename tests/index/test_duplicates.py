from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import distinct, resemblance, shingles

PAGE = "Use a lifecycle configuration to install packages when the notebook instance starts up"


def test_shingles_are_runs_of_words() -> None:
    assert shingles("One two, three", words=2) == {("one", "two"), ("two", "three")}


def test_resemblance_by_hand() -> None:
    a, b = shingles("a b c d", words=2), shingles("b c d e", words=2)
    assert resemblance(a, b) == 2 / 4


def test_a_near_copy_is_shown_once() -> None:
    assert list(distinct([PAGE, PAGE + ".", "Something else entirely is said here."])) == [0, 2]


def test_a_different_number_is_a_different_short_passage() -> None:
    assert list(distinct(["The limit is 5 GB.", "The limit is 6 GB."])) == [0, 1]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_the_first_is_kept_and_order_stays(texts: list[str]) -> None:
    kept = list(distinct(texts))
    assert kept == sorted(set(kept))
    assert kept[:1] == ([0] if texts else [])
    assert list(distinct([texts[i] for i in kept])) == list(range(len(kept)))
