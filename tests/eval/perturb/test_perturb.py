from __future__ import annotations

import random

from eval.perturb.citations import citation_moved
from eval.perturb.entities import Service, Services, entity_swapped, entity_swapped_within
from eval.perturb.make import false_sentences
from eval.perturb.negations import negation_inserted, negation_removed
from eval.perturb.numbers import number_swapped, number_swapped_within
from eval.perturb.records import KINDS, TrueSentence
from tests.app.answer.passages import make_passage

PASSAGE = make_passage(
    [
        "A standard queue of Amazon SQS keeps a message for 4 days by default.",
        "The retention of a queue is at most 14 days, which a team can change.",
        "AWS Lambda does not delete a message before the function has ended.",
        "1. Create the queue with the console of the service for your account.",
    ]
)
OTHER = make_passage(
    ["Batch transform scores a whole dataset that lies in one bucket of the account."],
    chunk_id="c2",
    document_id="d2",
)
SERVICES = Services(
    (
        Service(("Amazon SQS", "SQS")),
        Service(("AWS Lambda", "Lambda")),
        Service(("Amazon Kinesis", "Kinesis")),
    )
)


def true(number: int) -> TrueSentence:
    return TrueSentence(PASSAGE, number)


def test_a_swapped_number_is_nowhere_in_the_passage() -> None:
    for seed in range(20):
        false = number_swapped(true(0), random.Random(seed))
        assert false is not None
        new = false.change.split(" -> ")[1]
        assert new not in {"4", "14", "1"}
        assert false.text == true(0).text.replace("4 days", f"{new} days")


def test_the_hard_number_is_another_of_the_passage_with_the_same_unit() -> None:
    false = number_swapped_within(true(0), random.Random(1))
    assert false is not None
    assert false.change == "4 -> 14"


def test_the_number_of_a_step_is_left_alone() -> None:
    assert number_swapped(true(3), random.Random(1)) is None


def test_a_swapped_service_is_not_named_in_the_passage() -> None:
    false = entity_swapped(true(0), SERVICES, random.Random(1))
    assert false is not None
    assert false.change == "Amazon SQS -> Amazon Kinesis"


def test_the_hard_service_is_named_elsewhere_in_the_passage() -> None:
    false = entity_swapped_within(true(0), SERVICES, random.Random(1))
    assert false is not None
    assert false.change == "Amazon SQS -> AWS Lambda"


def test_a_statement_is_denied_and_a_denial_taken_out() -> None:
    denied = negation_inserted(true(0), random.Random(1))
    assert denied is not None
    assert "does not keep a message" in denied.text
    stated = negation_removed(true(2), random.Random(1))
    assert stated is not None
    assert "AWS Lambda does delete a message" in stated.text
    assert negation_inserted(true(2), random.Random(1)) is None


def test_a_citation_moves_to_another_document() -> None:
    false = citation_moved(true(0), [PASSAGE, OTHER] * 20, random.Random(1))
    assert false is not None
    assert (false.text, false.cited) == (true(0).text, OTHER)


def test_the_same_seed_makes_the_same_sentences() -> None:
    passages = [PASSAGE, OTHER] * 10
    one, other = (false_sentences(passages, SERVICES, 2, seed=7) for _ in range(2))
    assert one == other
    assert set(one) == set(KINDS)
