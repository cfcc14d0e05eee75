"""Context recall, token F1, yes/no, CRAG score, risk-coverage: by hand, and what always holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.aurc import aurc
from eval.measures.context_recall import context_recall_at
from eval.measures.crag_score import crag_score
from eval.measures.token_f1 import exact_match, token_f1
from eval.measures.yes_no import yes_no_accuracy


@pytest.mark.parametrize(
    ("facts", "k", "recall"),
    [
        ([["25 MB"]], 2, 1.0),
        ([["25 MB"]], 1, 0.5),
        ([["25 MB"], ["never"]], 2, 0.5),
        ([["nothing at all", "25 MB"]], 2, 1.0),
        ([], 2, 0.0),
    ],
)
def test_context_recall_is_the_best_alias_share_of_each_fact(
    facts: list[list[str]], k: int, recall: float
) -> None:
    assert context_recall_at(["It is 25 of them.", "MB"], facts, k) == recall


@pytest.mark.parametrize(
    ("shown", "gold", "f1", "exact"),
    [
        ("The 25 MB", "25 MB", 1.0, 1.0),
        ("25 MB or so", "25 MB", 2 * 0.5 * 1 / 1.5, 0.0),
        ("MB 25", "25 MB", 1.0, 0.0),
        ("", "25 MB", 0.0, 0.0),
    ],
)
def test_token_f1_and_exact_match(shown: str, gold: str, f1: float, exact: float) -> None:
    assert token_f1(shown, gold) == pytest.approx(f1)
    assert exact_match(shown, gold) == exact


@pytest.mark.parametrize(
    ("shown", "gold", "right"),
    [("Yes, it can.", "Yes", 1.0), ("No.", "Yes", 0.0), ("", "No", 0.0), ("It can.", "Yes", 0.0)],
)
def test_yes_no_is_the_first_word(shown: str, gold: str, right: float) -> None:
    assert yes_no_accuracy(shown, gold) == right


@pytest.mark.parametrize(
    ("answerable", "abstained", "correct", "score"),
    [
        (True, False, True, 1.0),
        (True, False, False, -1.0),
        (True, True, False, 0.0),
        (False, True, False, 1.0),
        (False, False, True, -1.0),
    ],
)
def test_wrong_answer_costs_more_than_none(
    answerable: bool, abstained: bool, correct: bool, score: float
) -> None:
    assert crag_score(answerable, abstained, correct) == score


def test_risk_is_averaged_over_all_coverages() -> None:
    # right, wrong, right by falling score: risks 0/1, 1/2, 1/3
    assert aurc([0.9, 0.8, 0.7], [False, True, False]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert aurc([], []) == 0.0


def test_cases_of_one_score_share_their_risk() -> None:
    assert aurc([0.5, 0.5], [True, False]) == aurc([0.5, 0.5], [False, True]) == 0.5


scored = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


@given(scored, st.randoms(use_true_random=False))
def test_order_of_the_cases_does_not_matter(cases: list[tuple[float, bool]], random: Any) -> None:
    shuffled = list(cases)
    random.shuffle(shuffled)
    value = aurc(*map(list, zip(*cases, strict=True)))
    assert 0.0 <= value <= 1.0
    assert aurc(*map(list, zip(*shuffled, strict=True))) == pytest.approx(value)


@given(st.integers(0, 10), st.integers(0, 10))
def test_right_answers_first_is_ideal(right: int, wrong: int) -> None:
    truth = [False] * right + [True] * wrong
    scores = [1.0 - place / 100 for place in range(len(truth))]
    best = aurc(scores, truth)
    assert best <= aurc(scores, truth[::-1])
    assert wrong or best == 0.0


facts = st.lists(st.lists(st.text("ab 1", max_size=5), min_size=1, max_size=3), max_size=4)


@given(st.lists(st.text("ab 1", max_size=8), max_size=6), facts, st.integers(1, 5))
def test_deeper_context_never_holds_less(texts: list[str], facts: list[Any], k: int) -> None:
    shallow, deep = context_recall_at(texts, facts, k), context_recall_at(texts, facts, k + 1)
    assert 0.0 <= shallow <= deep <= 1.0
