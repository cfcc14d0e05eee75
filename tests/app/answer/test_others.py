"""Rows and sentences on another thing than the one asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answer.named import Named
from app.answer.others import without_others
from app.answer.question import understand
from index.records import Passage, Span
from tests.app.answer.candidates import best_first, scored
from tests.app.answer.passages import make_passage

HEADER = "Inference option | Maximum payload\n"
ROWS = ("Real-time inference | 25 MB", "Serverless inference | 4 MB", "Batch transform | Many GB")
SERVERLESS = (Named("serverless endpoint", ("serverless inference",), known=True),)


def table() -> Passage:
    """Return a table with its header row before its rows."""
    plain = make_passage(ROWS, "table", kind="table")
    moved = tuple(Span(s.start + len(HEADER), s.end + len(HEADER)) for s in plain.sentences)
    return replace(plain, text=HEADER + plain.text, sentences=moved)


TABLE = table()
PROSE = make_passage(
    [
        "The payload of a real-time endpoint is 25 MB.",
        "A batch transform job reads many GB.",
        "A serverless endpoint is smaller than a real-time endpoint: 4 MB.",
        "Numbers decide first.",
    ],
    "prose",
    heading_path=("Notes", "Payloads"),
)
CANDIDATES = best_first(
    scored(TABLE, 0, 4.0),
    scored(TABLE, 1, 3.9),
    scored(TABLE, 2, 3.0),
    *(scored(PROSE, number, 2.5 - number / 10, 1) for number in range(4)),
)


def kept(question: str, things: tuple[Named, ...] = SERVERLESS) -> list[str]:
    return [c.text for c in without_others(understand(question), CANDIDATES, things)]


def test_a_limit_keeps_the_row_and_the_sentences_of_the_thing_asked_for() -> None:
    assert kept("What is the maximum payload of a serverless endpoint?") == [
        ROWS[1],
        PROSE.sentence(2),
        PROSE.sentence(3),
    ]


def test_another_question_loses_only_the_rows_of_other_things() -> None:
    assert kept("Does a serverless endpoint take files?") == [
        ROWS[1],
        *(PROSE.sentence(number) for number in range(4)),
    ]


@pytest.mark.parametrize(
    "question",
    ["serverless endpoint vs real-time endpoint", "List the options beside a serverless endpoint"],
)
def test_a_comparison_and_a_list_keep_every_row(question: str) -> None:
    assert len(kept(question)) == len(CANDIDATES)


def test_a_table_that_has_no_row_of_the_thing_is_kept_whole() -> None:
    question = "What is the maximum payload of a model card?"
    assert len(kept(question, (Named("model card"),))) == len(CANDIDATES)
    assert len(kept(question, ())) == len(CANDIDATES)


def test_a_sentence_below_a_heading_of_another_thing_is_on_that_thing() -> None:
    other = make_passage(["It still shows 6 MB."], heading_path=("Notes", "Real-time limits"))
    candidates = [*CANDIDATES, scored(other, 0, 1.0)]
    question = understand("What is the maximum payload of a serverless endpoint?")
    left = without_others(question, candidates, SERVERLESS)
    assert "It still shows 6 MB." not in [c.text for c in left]
