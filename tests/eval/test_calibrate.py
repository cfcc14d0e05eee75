from __future__ import annotations

import numpy as np
import pytest

from app.answer.abstain import FEATURES
from eval.calibrate import Fit, Measured, _cross_validated, _threshold, fitting_cases


@pytest.fixture
def measured() -> Measured:
    """Forty questions with an answer, the same without their page, forty to be refused."""
    rng = np.random.default_rng(7)
    kinds = np.array([""] * 40 + ["U3"] * 40 + ["U1"] * 20 + ["U2"] * 20)
    features = rng.normal(0.0, 0.1, (120, len(FEATURES)))
    features[:40] += 1.0
    questions = np.array([f"q{i % 40 if i < 80 else i}" for i in range(120)])
    asked = rng.normal(0.5, 0.1, 120)
    asked[:40] += 0.5
    return Measured(features, asked, kinds, questions)


def test_a_question_is_never_on_both_sides_of_a_fold(measured: Measured) -> None:
    seen = []
    for kept, away in measured.folds():
        assert not set(measured.questions[kept]) & set(measured.questions[away])
        assert "U3" not in measured.kinds[kept]
        seen += away.tolist()
    assert sorted(seen) == list(range(120))


def test_what_is_told_apart_on_all_is_told_apart_in_cross_validation(measured: Measured) -> None:
    refused = np.isin(measured.kinds, ("U1", "U2"))
    for scores in _cross_validated(measured):
        assert scores[measured.answerable].min() > scores[refused].max()
    fitted = Fit.of(measured, measured.fitted)
    assert len(fitted.coefficients) == len(FEATURES)
    assert fitted.intercept < 0 < min(fitted.coefficients)
    assert min(fitted.beside[1:]) > 0


def test_a_shift_moves_the_log_odds_beside_written_questions_alone(measured: Measured) -> None:
    fitted = Fit.of(measured, measured.fitted)
    moved = fitted.shifted(np.log(3.0))
    odds, after = (s / (1.0 - s) for s in (fitted.scores(measured), moved.scores(measured)))
    assert after == pytest.approx(3.0 * odds)
    assert moved.alone(measured).tolist() == fitted.alone(measured).tolist()
    gained = moved.to_json()["beside_questions"]["intercept"] - fitted.beside[0]
    assert gained == pytest.approx(np.log(3.0), abs=1e-4)


def test_threshold_refuses_no_more_than_the_answered_share_allows(measured: Measured) -> None:
    scores = np.linspace(1.0, 0.0, 120)
    assert _threshold(measured, scores) == pytest.approx(np.quantile(scores[80:], 0.95))
    scores[:40] = np.linspace(0.0, 0.05, 40)
    assert _threshold(measured, scores) == pytest.approx(np.quantile(scores[:40], 0.05))


def test_weights_are_never_fitted_on_the_frozen_part() -> None:
    assert {case.split for case in fitting_cases()} <= {"dev", "train"}
