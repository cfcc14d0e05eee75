"""Fit the answerability score on the dev part of the golden and the unanswerable questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from app.answer.abstain import FEATURES, WEIGHTS, AnswerabilityModel
from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource
from eval.dataset import load_cases
from eval.suites import SUITES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from app.answer.extractive import PassageSource
    from eval.dataset import Case

REFUSED_SHARE = 0.95
"""Share of the dev questions of U1 and U2 that the threshold must refuse."""
ANSWERED_SHARE = 0.95
"""Share of the dev questions with an answer that must get one, whatever is refused for it."""
REFUSED_KINDS = ("U1", "U2")
INVERSE_PENALTY = 1.0
"""L2 regularisation of the fit, on standardised features (scikit-learn's C)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The cases as arrays."""

    features: NDArray[np.float64]
    """`(n, len(FEATURES))`."""
    answerable: NDArray[np.bool_]
    dev: NDArray[np.bool_]
    kinds: NDArray[np.str_]

    @classmethod
    def of(cls, cases: list[Case], source: PassageSource) -> Measured:
        """Gather the evidence of every case."""
        answerer = ExtractiveAnswerer(source)
        rows = [answerer.evidence(case.question, case.earlier).values() for case in cases]
        return cls(
            np.asarray(rows, dtype=np.float64),
            np.array([case.answerable for case in cases]),
            np.array([case.split == "dev" for case in cases]),
            np.array([case.kind for case in cases]),
        )


def calibrate(index: Path) -> dict[str, Any]:
    """Fit on dev, report on test, and return the record to be written to `WEIGHTS`."""
    cases = [
        case for name in ("golden", "unanswerable") for case in load_cases(SUITES[name].dataset)
    ]
    source = IndexPassageSource.open(index)
    measured = Measured.of(cases, source)
    intercept, coefficients = _fit(measured)
    model = AnswerabilityModel(intercept, tuple(coefficients), 0.5)
    scores = np.array(
        [_probability(model, features) for features in measured.features], dtype=np.float64
    )
    to_refuse = measured.dev & np.isin(measured.kinds, REFUSED_KINDS)
    to_answer = measured.dev & measured.answerable
    threshold = min(
        float(np.quantile(scores[to_refuse], REFUSED_SHARE)),
        float(np.quantile(scores[to_answer], 1.0 - ANSWERED_SHARE)),
    )
    return {
        "command": "python -m eval calibrate",
        "snapshot_passages": source.chunk_count,
        "intercept": round(intercept, 4),
        "coefficients": dict(zip(FEATURES, (round(c, 4) for c in coefficients), strict=True)),
        "threshold": round(threshold, 4),
        "test": _report(measured, scores, threshold),
    }


def write_weights(record: dict[str, Any]) -> None:
    """Replace the weights that the answerer loads."""
    WEIGHTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _fit(measured: Measured) -> tuple[float, list[float]]:
    """Return intercept and coefficients for raw features, fitted on standardised ones."""
    train = measured.features[measured.dev]
    mean, scale = train.mean(axis=0), train.std(axis=0)
    fitted = LogisticRegression(C=INVERSE_PENALTY, class_weight="balanced", max_iter=2_000).fit(
        (train - mean) / scale, measured.answerable[measured.dev]
    )
    coefficients = fitted.coef_[0] / scale
    return float(fitted.intercept_[0] - coefficients @ mean), [float(c) for c in coefficients]


def _probability(model: AnswerabilityModel, features: NDArray[np.float64]) -> float:
    z = model.intercept + float(np.dot(model.coefficients, features))
    return float(1.0 / (1.0 + np.exp(-z)))


def _report(measured: Measured, scores: NDArray[np.float64], threshold: float) -> dict[str, float]:
    """Return AUROC and refusal per unanswerable set, and coverage, all on the test part."""
    test = ~measured.dev
    report = {"coverage": round(float((scores[test & measured.answerable] >= threshold).mean()), 4)}
    for kind in sorted(set(measured.kinds[~measured.answerable])):
        of_kind = test & (measured.kinds == kind)
        both = of_kind | (test & measured.answerable)
        auroc = roc_auc_score(measured.answerable[both], scores[both])
        report[f"AUROC {kind}"] = round(float(auroc), 4)
        report[f"refused {kind}"] = round(float((scores[of_kind] < threshold).mean()), 4)
    return report
