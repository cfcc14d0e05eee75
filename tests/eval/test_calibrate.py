from __future__ import annotations

import numpy as np
import pytest

from app.answer.abstain import FEATURES
from eval.calibrate import Measured, _cross_validated, _fit, _threshold, fitting_cases


@pytest.fixture
def measured() -> Measured:
    """Forty questions with an answer, the same without their page, forty to be refused."""
    rng = np.random.default_rng(7)
    kinds = np.array([""] * 40 + ["U3"] * 40 + ["U1"] * 20 + ["U2"] * 20)
    features = rng.normal(0.0, 0.1, (120, len(FEATURES)))
    features[:40] += 1.0
    questions = np.array([f"q{i % 40 if i < 80 else i}" for i in range(120)])
    return Measured(features, kinds, questions)


def test_a_question_is_never_on_both_sides_of_a_fold(measured: Measured) -> None:
    seen = []
    for kept, away in measured.folds():
        assert not set(measured.questions[kept]) & set(measured.questions[away])
        assert "U3" not in measured.kinds[kept]
        seen += away.tolist()
    assert sorted(seen) == list(range(120))


def test_what_is_told_apart_on_all_is_told_apart_in_cross_validation(measured: Measured) -> None:
    scores = _cross_validated(measured)
    refused = np.isin(measured.kinds, ("U1", "U2"))
    assert scores[measured.answerable].min() > scores[refused].max()
    intercept, coefficients = _fit(measured, measured.fitted)
    assert len(coefficients) == len(FEATURES)
    assert intercept < 0 < min(coefficients)


def test_threshold_refuses_no_more_than_the_answered_share_allows(measured: Measured) -> None:
    scores = np.linspace(1.0, 0.0, 120)
    assert _threshold(measured, scores) == pytest.approx(np.quantile(scores[80:], 0.95))
    scores[:40] = np.linspace(0.0, 0.05, 40)
    assert _threshold(measured, scores) == pytest.approx(np.quantile(scores[:40], 0.05))


def test_weights_are_never_fitted_on_the_frozen_part() -> None:
    assert {case.split for case in fitting_cases()} <= {"dev", "train"}
