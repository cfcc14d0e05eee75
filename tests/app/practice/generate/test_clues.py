"""A name and its own description must not echo each other unless a wrong option does too."""

from __future__ import annotations

import pytest

from app.practice.generate.clues import (
    about,
    echoes,
    points_at,
    shared_parts,
    spells_out,
    stands_out,
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("eval_metric", "Evaluation of held-out rows"),
        ("Inf1, Inf2", "AWS Inferentia accelerators"),
        ("subsample", "Share of rows sampled for each tree"),
        ("nthread", "How many threads run in parallel"),
        ("max_leaves", "Maximum of added nodes"),
        ("IP Insights", "Is the address unusual for the user?"),
        ("k-nearest neighbors (k-NN)", "Label of the k closest points"),
        ("test:dcg", "The discounted cumulative gain"),
        ("Retraining trigger", "The condition that starts the training again"),
        ("ssm:GetParameters", "Parameter does not exist"),
        ("Trn1", "AWS Trainium accelerators"),
    ],
)
def test_name_echoed_by_its_key_alone_points_at_it(name: str, said: str) -> None:
    assert points_at(name, said, ["Color of the barn", "Height of a fence", "Sum of all tides"])


def test_part_that_a_wrong_option_echoes_too_points_at_nothing() -> None:
    key, wrong = "Share of rows sampled for a tree", ["Share of columns sampled for a node"]
    assert not points_at("subsample", key, wrong)


def test_key_with_more_parts_than_any_other_option_stands_out() -> None:
    mine = frozenset({"access", "key"})
    assert stands_out(mine, [frozenset({"key"}), frozenset({"access"})])
    assert not stands_out(mine, [mine, frozenset()])


def test_unrelated_words_echo_nothing() -> None:
    assert not echoes("gamma", "game")
    assert shared_parts("Amazon Polly", "A service of Amazon that speaks") == frozenset()


def test_name_whose_every_part_is_said_is_spelled_out() -> None:
    assert spells_out("learning_rate", "The learning rate used in training")
    assert spells_out("test:rmse", "Root mean square error")
    assert not spells_out("learning_rate", "The dropout rate")


def test_words_of_questions_are_no_clue() -> None:
    asked = about("Which metric should the team choose for slow disks?")
    assert shared_parts(asked, "A team may choose what it likes") == frozenset()
    assert shared_parts(asked, "Disks that are slow") == {"slow", "disk"}
