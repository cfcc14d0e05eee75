from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from app.ui.render.marks import Mark, marked, without_overlaps

TEXTS = st.text(alphabet="ab <>&\"'[]$*\n", max_size=60)


def test_a_span_is_marked_and_everything_is_escaped() -> None:
    assert marked("a <b> & c", [Mark(2, 5, "m")]) == 'a <mark id="m">&lt;b&gt;</mark> &amp; c'


def test_a_mark_that_began_before_carries_no_address() -> None:
    assert marked("one two", [Mark(0, 7, "m")], 4) == "<mark>two</mark>"


def test_of_two_marks_that_overlap_the_earlier_wins() -> None:
    assert without_overlaps([Mark(3, 6), Mark(0, 4), Mark(6, 9)]) == (Mark(0, 4), Mark(6, 9))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_the_visible_text_is_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(min(s), max(s), "m") for s in spans]
    shown = marked(text, marks)
    assert unescape(re.sub(r"</?mark[^>]*>", "", shown)) == text
    assert shown.count("<") == shown.count("<mark") + shown.count("</mark>")


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_the_marked_text_is_the_span(text: str, one: int, other: int) -> None:
    start, end = min(one, other, len(text)), min(max(one, other), len(text))
    found = re.findall(r"<mark>(.*?)</mark>", marked(text, [Mark(start, end)]), re.DOTALL)
    assert unescape("".join(found)) == text[start:end]
