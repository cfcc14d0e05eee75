"""What leads an answer, what supports it, and where it stops."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.answer.layouts import lay_out
from app.answer.question import understand
from index.records import Passage, Span
from tests.app.answer.candidates import EqualWeights, best_first, scored
from tests.app.answer.passages import make_passage

if TYPE_CHECKING:
    from app.answer.plan import Plan


def plan(question: str, passage: Passage, *scores: float) -> Plan:
    """Lay out the sentences of one passage that have these scores, in their order."""
    candidates = best_first(*(scored(passage, i, score) for i, score in enumerate(scores)))
    return lay_out(understand(question), candidates, [passage], EqualWeights())


def shown(question: str, passage: Passage, *scores: float) -> list[str]:
    return [pick.text for pick in plan(question, passage, *scores).picks]


def with_header(header: str, rows: list[str]) -> Passage:
    """Return a table of rows below their header."""
    plain = make_passage(rows, kind="table")
    moved = tuple(Span(s.start + len(header) + 1, s.end + len(header) + 1) for s in plain.sentences)
    return replace(plain, text=f"{header}\n{plain.text}", sentences=moved)


CUE = 'Exam cue: "cold start" points to serverless inference.'
TRAP = "Trap: an endpoint that needs a GPU cannot be serverless."
PLAIN = "Serverless inference excludes GPUs and private networks."


def test_a_plain_sentence_nearly_as_good_leads_before_a_cue() -> None:
    passage = make_passage([CUE, PLAIN])
    assert shown("What is meant by cold starts?", passage, 3.0, 2.8) == [PLAIN, CUE]


def test_a_cue_leads_when_no_plain_sentence_is_nearly_as_good() -> None:
    passage = make_passage([CUE, PLAIN])
    assert shown("What is meant by cold starts?", passage, 3.0, 2.7)[0] == CUE


def test_a_trap_answers_a_yes_no_question() -> None:
    passage = make_passage([TRAP, PLAIN])
    assert shown("Does serverless inference support GPUs?", passage, 3.0, 2.9)[0] == TRAP


def test_a_plain_sentence_that_says_less_than_the_best_one_does_not_take_its_place() -> None:
    rows = ["Organization trail | Made in the management account, covers all accounts"]
    table = with_header("Trail | What it covers", rows)
    prose = make_passage(["An organization trail covers all accounts."], "c2")
    candidates = best_first(scored(table, 0, 3.0), scored(prose, 0, 2.9, 1))
    question = understand("from which account do I make an organization trail")
    picks = lay_out(question, candidates, [table, prose], EqualWeights()).picks
    assert picks[0].text == rows[0]


def test_support_of_an_amount_of_time_states_times() -> None:
    passage = make_passage(
        [
            "The exam lasts 130 minutes.",
            "Spaced review of missed questions is more useful than one long session.",
            "The beta of 2024 took 170 minutes for 85 questions.",
            "The exam costs 150 US dollars.",
        ]
    )
    assert shown("How long is the exam?", passage, 4.0, 3.5, 3.4, 3.3) == [
        "The exam lasts 130 minutes.",
        "The beta of 2024 took 170 minutes for 85 questions.",
    ]


def test_an_answer_stops_before_weak_sentences() -> None:
    passage = make_passage(["Alpha is a letter.", "Beta follows it soon.", "Gamma counts three."])
    assert shown("What is alpha?", passage, 3.0, 2.1, 2.0) == [
        "Alpha is a letter.",
        "Beta follows it soon.",
    ]


def test_one_chosen_row_of_a_small_table_does_not_bring_the_others() -> None:
    table = with_header("Option | Payload", ["Real-time | 25 MB", "Serverless | 4 MB"])
    candidates = [scored(table, 1, 3.0)]
    question = understand("What is the maximum payload of serverless?")
    picks = lay_out(question, candidates, [table], EqualWeights()).picks
    assert [pick.text for pick in picks] == ["Serverless | 4 MB"]


@pytest.mark.parametrize(
    "contrast",
    [
        "Parquet stores columns one by one, while CSV stores whole rows.",
        "Parquet stores columns of values; CSV stores rows of text.",
        "CSV stores whole rows of text, and Parquet stores columns of values.",
        "A query over Parquet scans less data rather than a whole CSV file.",
    ],
)
def test_a_comparison_begins_with_what_tells_the_two_apart(contrast: str) -> None:
    mentions = "A query over CSV or JSON can write its result as Parquet or ORC in one step."
    passage = make_passage([mentions, contrast, "Parquet is a file format.", "CSV is plain text."])
    picks = plan("parquet or csv?", passage, 3.5, 3.0, 2.9, 2.8).picks
    assert (picks[0].role, picks[0].text) == ("lead", contrast)
    assert mentions not in [pick.text for pick in picks]


def test_a_side_is_told_by_sentences_that_open_with_it() -> None:
    passage = make_passage(
        [
            "The engine of the lake needs a description in JSON before Parquet is written.",
            "Parquet is a columnar file format.",
            "Parquet keeps statistics of each block.",
            "CSV is plain text in rows of values.",
        ]
    )
    picks = plan("parquet or csv?", passage, 3.2, 3.0, 2.95, 2.9).picks
    first = next(pick.text for pick in picks if pick.group == "parquet")
    assert first == "Parquet is a columnar file format."


def test_steps_of_another_task_are_not_shown() -> None:
    passage = make_passage(
        [
            "To record every resource, follow these steps:",
            "1. Turn on the recorder.",
            "2. Add a rule on notebook internet access to stop it.",
        ],
        kind="procedure",
        heading_path=("Notes", "Rules"),
    )
    question = "how do i stop notebook internet access"
    assert plan(question, passage, 1.0, 1.2, 3.0).layout == "text"


def test_steps_end_where_the_text_points_to_a_table() -> None:
    sentences = [
        "To start a trail, follow these steps:",
        "1. Choose the bucket of the trail.",
        "2. Turn the trail on.",
        "The following table lists what a trail records.",
    ]
    passage = make_passage(sentences, kind="procedure", heading_path=("Notes", "Start a trail"))
    picks = plan("how do i start a trail", passage, 2.0, 3.0, 2.9, 1.0)
    assert [pick.text for pick in picks.picks] == sentences[:3]


def test_the_row_that_names_a_side_most_plainly_is_compared() -> None:
    rows = [
        "Operators for Kubernetes, or SageMaker Pipelines there | Kubernetes tools",
        "SageMaker Pipelines | Steps of machine learning",
        "Airflow | Python files",
    ]
    table = with_header("Orchestrator | Workflow", rows)
    candidates = best_first(*(scored(table, i, 3.0 - i / 10) for i in range(3)))
    question = understand("Airflow or SageMaker Pipelines?")
    picks = lay_out(question, candidates, [table], EqualWeights()).picks
    assert [pick.text for pick in picks] == [rows[2], rows[1]]


def test_a_noun_on_one_side_only_does_not_keep_sentences_from_it() -> None:
    passage = make_passage(
        [
            "L1 selects some features, while L2 keeps all of them.",
            "L1 (lasso) drives many weights to zero.",
            "L2 (ridge) shrinks every weight a little.",
        ]
    )
    picks = plan("l1 vs l2 regularization", passage, 3.0, 2.9, 2.8).picks
    assert [(pick.role, pick.group) for pick in picks] == [
        ("lead", ""),
        ("support", "l1"),
        ("support", "l2 regularization"),
    ]


def test_a_trap_on_the_wording_of_a_question_leads_no_answer() -> None:
    trap = 'Trap: a classic endpoint keeps one instance, so "to zero" in a stem excludes it.'
    plain = "An endpoint scales to zero when it hosts inference components."
    assert shown("Can an endpoint scale to zero?", make_passage([trap, plain]), 3.0, 2.9) == [
        plain,
        trap,
    ]
