"""Fit the answerability score on the dev part of the golden and the unanswerable questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.answer.abstain import FEATURES, WEIGHTS, AnswerabilityModel
from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource
from eval.abstention import measure_abstention
from eval.suites import SUITES, cases_of
from index.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from app.answer.extractive import PassageSource
    from eval.dataset import Case

REFUSED_SHARE = 0.95
"""Share of the dev questions of U1 and U2 that the threshold must refuse."""
ANSWERED_SHARE = 0.95
"""Share of the dev questions with an answer that must get one, whatever is refused for it."""
REFUSED_KINDS = ("U1", "U2")
NOT_FITTED = ("U3",)
"""Sets that are only reported: a question whose page is gone looks like one whose page is there."""
INVERSE_PENALTY = 0.1
"""L2 regularisation of the fit, on standardised features (scikit-learn's C). Of 0.1, 0.3, 1 and 3
the best in cross-validation on dev: there are 55 questions to refuse, and eight features."""


UNFITTED = AnswerabilityModel(0.0, (0.0,) * len(FEATURES), 0.5)
"""In the place of weights that do not know a new feature yet."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The cases as arrays."""

    features: NDArray[np.float64]
    """`(n, len(FEATURES))`."""
    answerable: NDArray[np.bool_]
    dev: NDArray[np.bool_]
    kinds: NDArray[np.str_]

    @classmethod
    def of(cls, cases: Sequence[Case], source: PassageSource) -> Measured:
        """Gather the evidence of every case."""
        answerer = ExtractiveAnswerer(source, answerability=UNFITTED)
        rows = [
            answerer.evidence(
                case.question, case.earlier, Filters(without_paths=case.without)
            ).values()
            for case in cases
        ]
        return cls(
            np.asarray(rows, dtype=np.float64),
            np.array([case.answerable for case in cases]),
            np.array([case.split == "dev" for case in cases]),
            np.array([case.kind for case in cases]),
        )

    @property
    def fitted(self) -> NDArray[np.bool_]:
        """Return which cases the weights are fitted on."""
        return self.dev & ~np.isin(self.kinds, NOT_FITTED)


def calibrate(index: Path) -> dict[str, Any]:
    """Fit on dev, report on test, and return the record to be written to `WEIGHTS`."""
    cases = [case for name in ("golden", "unanswerable") for case in cases_of(SUITES[name])]
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
    train = measured.features[measured.fitted]
    mean, scale = train.mean(axis=0), train.std(axis=0)
    fitted = LogisticRegression(C=INVERSE_PENALTY, class_weight="balanced", max_iter=2_000).fit(
        (train - mean) / scale, measured.answerable[measured.fitted]
    )
    coefficients = fitted.coef_[0] / scale
    return float(fitted.intercept_[0] - coefficients @ mean), [float(c) for c in coefficients]


def _probability(model: AnswerabilityModel, features: NDArray[np.float64]) -> float:
    z = model.intercept + float(np.dot(model.coefficients, features))
    return float(1.0 / (1.0 + np.exp(-z)))


def _report(
    measured: Measured, scores: NDArray[np.float64], threshold: float
) -> dict[str, dict[str, float | int]]:
    """Return coverage, and per unanswerable set AUROC, AURC and refusal, all on the test part."""
    test = ~measured.dev
    refused = {
        str(kind): scores[test & (measured.kinds == kind)].tolist()
        for kind in sorted(set(measured.kinds[~measured.answerable]))
    }
    found = measure_abstention(scores[test & measured.answerable].tolist(), refused, threshold)
    return {name: value.to_json() for name, value in found.figures.items()}
