"""Fit the answerability score on the dev part of the questions and on those written for fitting.

The fit is judged by cross-validation: a question is scored by weights that were fitted without it,
and without its twin whose page is gone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from app.answer.abstain import FEATURES, WEIGHTS, AnswerabilityModel, BesideQuestions
from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource
from eval.abstention import measure_abstention
from eval.dataset import load_cases
from eval.statistics import SEED
from eval.suites import DATA, FITTING, SUITES, cases_of
from index.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from app.answer.extractive import PassageSource
    from eval.dataset import Case

TRAINING = (FITTING.dataset, DATA / "unanswerable-train.jsonl")
"""Questions that no figure is reported on."""
FROZEN = "test"
REFUSED_SHARE = 0.95
"""Share of the fitted questions of U1 and U2 that the threshold must refuse."""
ANSWERED_SHARE = 0.95
"""Share of those with an answer that must get one, whatever is refused for it."""
REFUSED_KINDS = ("U1", "U2")
NOT_FITTED = ("U3",)
"""Sets that are only reported: a question whose page is gone looks like one whose page is there."""
INVERSE_PENALTY = 0.1
"""L2 regularisation of the fit, on standardised features (scikit-learn's C); 0.3 and 1 are no
better in cross-validation."""
FOLDS = 10


UNFITTED = AnswerabilityModel(0.0, (0.0,) * len(FEATURES), 0.5, BesideQuestions(0.0, 0.0, 0.0))
"""In the place of weights that do not know a new feature yet."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The cases as arrays."""

    features: NDArray[np.float64]
    """`(n, len(FEATURES))`."""
    asked: NDArray[np.float64]
    """`(n,)`, `Evidence.asked`; 0 where it is None."""
    kinds: NDArray[np.str_]
    """The set of an unanswerable case; empty for one with an answer."""
    questions: NDArray[np.str_]

    @classmethod
    def of(cls, cases: Sequence[Case], source: PassageSource) -> Measured:
        """Gather the evidence of every case."""
        answerer = ExtractiveAnswerer(source, answerability=UNFITTED)
        found = [
            answerer.evidence(case.question, case.earlier, Filters(without_paths=case.without))
            for case in cases
        ]
        return cls(
            np.asarray([evidence.values() for evidence in found], dtype=np.float64),
            np.asarray([evidence.asked or 0.0 for evidence in found], dtype=np.float64),
            np.array(["" if case.answerable else case.kind for case in cases]),
            np.array([case.question for case in cases]),
        )

    @property
    def answerable(self) -> NDArray[np.bool_]:
        """Return which cases have an answer."""
        answerable: NDArray[np.bool_] = self.kinds == ""
        return answerable

    @property
    def fitted(self) -> NDArray[np.bool_]:
        """Return which cases weights are fitted on."""
        fitted: NDArray[np.bool_] = ~np.isin(self.kinds, NOT_FITTED)
        return fitted

    def folds(self) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.int64]]]:
        """Yield which cases to fit on, and the numbers of the others; a question is never split."""
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
        for _, away in folds.split(self.features, self.kinds, self.questions):
            kept = self.fitted
            kept[away] = False
            yield kept, away


def fitting_cases() -> list[Case]:
    """Return the cases that weights may be fitted on: the dev part, and those written for it."""
    dev = [c for name in ("golden", "unanswerable") for c in cases_of(SUITES[name], "dev")]
    return dev + [case for path in TRAINING if path.exists() for case in load_cases(path)]


def calibrate(index: Path, test: bool = False) -> dict[str, Any]:
    """Fit, and return the record to be written to `WEIGHTS`.

    Args:
        index: folder of the index.
        test: report the frozen part too.
    """
    source = IndexPassageSource.open(index)
    measured = Measured.of(fitting_cases(), source)
    fitted = Fit.of(measured, measured.fitted)
    alone, scores = _cross_validated(measured)
    threshold = _threshold(measured, alone)
    fitted = fitted.shifted(_log_odds(threshold) - _log_odds(_threshold(measured, scores)))
    scores = _probabilities(_log_odds(scores) + fitted.shift)
    record = {
        "command": "python -m eval calibrate",
        "snapshot_passages": source.chunk_count,
        "cases": len(measured.kinds),
        **fitted.to_json(),
        "threshold": round(threshold, 4),
        "cross-validation": _report(measured, scores, threshold),
        "cross-validation without written questions": _report(measured, alone, threshold),
    }
    if test:
        cases = [c for name in ("golden", "unanswerable") for c in cases_of(SUITES[name], FROZEN)]
        frozen = Measured.of(cases, source)
        record[FROZEN] = _report(frozen, fitted.scores(frozen), threshold)
    return record


def write_weights(record: dict[str, Any]) -> None:
    """Replace the weights that the answerer loads."""
    WEIGHTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Fit:
    """Both regressions: over the features, then over their log odds and the written questions.

    The second one is shifted so that one threshold serves both.
    """

    intercept: float
    coefficients: tuple[float, ...]
    beside: tuple[float, float, float]
    """Intercept, weight of the log odds, weight of `asked`."""
    shift: float = 0.0

    @classmethod
    def of(cls, measured: Measured, kept: NDArray[np.bool_]) -> Self:
        """Fit on some of the cases."""
        answerable = measured.answerable
        intercept, coefficients = _fit(measured.features, answerable, kept)
        z = intercept + measured.features @ coefficients
        both = np.column_stack([z, measured.asked])
        second, (log_odds, asked) = _fit(both, answerable, kept)
        return cls(intercept, tuple(map(float, coefficients)), (second, log_odds, asked))

    def shifted(self, shift: float) -> Self:
        """Return the fit with the log odds of the second regression moved."""
        return replace(self, shift=shift)

    def alone(self, measured: Measured) -> NDArray[np.float64]:
        """Return the probabilities without the written questions."""
        return _probabilities(self._log_odds(measured))

    def scores(self, measured: Measured) -> NDArray[np.float64]:
        """Return the probabilities with them."""
        intercept, log_odds, asked = self.beside
        z = log_odds * self._log_odds(measured) + asked * measured.asked
        return _probabilities(intercept + self.shift + z)

    def _log_odds(self, measured: Measured) -> NDArray[np.float64]:
        z: NDArray[np.float64] = self.intercept + measured.features @ np.array(self.coefficients)
        return z

    def to_json(self) -> dict[str, Any]:
        """Return the weights as `AnswerabilityModel.load` reads them."""
        intercept, log_odds, asked = self.beside
        return {
            "intercept": round(self.intercept, 4),
            "coefficients": dict(
                zip(FEATURES, (round(c, 4) for c in self.coefficients), strict=True)
            ),
            "beside_questions": {
                "intercept": round(intercept + self.shift, 4),
                "log_odds": round(log_odds, 4),
                "asked": round(asked, 4),
            },
        }


def _fit(
    features: NDArray[np.float64], answerable: NDArray[np.bool_], kept: NDArray[np.bool_]
) -> tuple[float, NDArray[np.float64]]:
    """Return intercept and coefficients for raw features, fitted on standardised ones."""
    train = features[kept]
    mean, scale = train.mean(axis=0), train.std(axis=0)
    scale[scale == 0] = 1.0
    fitted = LogisticRegression(C=INVERSE_PENALTY, class_weight="balanced", max_iter=2_000).fit(
        (train - mean) / scale, answerable[kept]
    )
    coefficients: NDArray[np.float64] = fitted.coef_[0] / scale
    return float(fitted.intercept_[0] - coefficients @ mean), coefficients


def _probabilities(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), dtype=np.float64)


def _log_odds(probability: Any) -> Any:
    return np.log(probability) - np.log1p(-np.asarray(probability))


def _cross_validated(measured: Measured) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the score of every case by weights that do not know its question, without the written
    questions and with them."""
    alone = np.zeros(len(measured.kinds), dtype=np.float64)
    scores = np.zeros(len(measured.kinds), dtype=np.float64)
    for kept, away in measured.folds():
        fitted = Fit.of(measured, kept)
        alone[away] = fitted.alone(measured)[away]
        scores[away] = fitted.scores(measured)[away]
    return alone, scores


def _threshold(measured: Measured, scores: NDArray[np.float64]) -> float:
    """Return what refuses enough of the questions to be refused, and answers enough of the rest."""
    return min(
        float(np.quantile(scores[np.isin(measured.kinds, REFUSED_KINDS)], REFUSED_SHARE)),
        float(np.quantile(scores[measured.answerable], 1.0 - ANSWERED_SHARE)),
    )


def _report(
    measured: Measured, scores: NDArray[np.float64], threshold: float
) -> dict[str, dict[str, float | int]]:
    """Return coverage, and per unanswerable set AUROC, AURC and refusal."""
    refused = {
        str(kind): scores[measured.kinds == kind].tolist()
        for kind in sorted(set(measured.kinds[~measured.answerable]))
    }
    found = measure_abstention(scores[measured.answerable].tolist(), refused, threshold)
    return {name: value.to_json() for name, value in found.figures.items()}
