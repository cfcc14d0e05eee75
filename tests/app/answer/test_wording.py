"""What a model copied nearly whole is shown in the words of its source."""

from __future__ import annotations

import pytest

from app.answer.judging import Proof
from app.answer.wording import source_wording
from index.records import Span
from tests.app.answer.passages import make_passage

SPEED = "As a measure, downloading 50 GB in 100 MB files takes about 5 minutes in File mode."
STEP = "2. Create a rule for the state FAILED."
PASSAGE = make_passage((SPEED, STEP, "Row | 50 GB | 5 minutes"))
WHOLE = Proof(PASSAGE, Span(0, len(PASSAGE.text)))


def test_a_dropped_condition_comes_back() -> None:
    found = source_wording("Downloading 50 GB takes about 5 minutes in File mode.", (WHOLE,))
    assert found is not None
    text, proof = found
    assert text == SPEED
    assert PASSAGE.text[proof.span.start : proof.span.end] == SPEED


def test_a_step_keeps_the_number_of_the_answer() -> None:
    found = source_wording("Create a rule for the state FAILED.", (WHOLE,))
    assert found is not None
    assert found[0] == "Create a rule for the state FAILED."
    assert found[1].span == PASSAGE.sentences[1]


@pytest.mark.parametrize("text", ["Five minutes are enough to fetch files of 50 GB.", ""])
def test_own_words_stay(text: str) -> None:
    assert source_wording(text, (WHOLE,)) is None


def test_a_row_that_was_told_stays_told() -> None:
    row = Proof(PASSAGE, PASSAGE.sentences[2])
    assert source_wording("Row: 50 GB; 5 minutes.", (row,)) is None


def test_only_what_supports_is_looked_at() -> None:
    elsewhere = Proof(PASSAGE, PASSAGE.sentences[1])
    assert source_wording("Downloading 50 GB takes 5 minutes in File mode.", (elsewhere,)) is None
