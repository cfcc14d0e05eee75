"""How well the answerability score tells questions with an answer from those without.

Per set of unanswerable questions (U1 off-topic, U2 other services, U3 the gold page removed, U4
false premise): AUROC and AURC against the answerable ones; and the coverage that is left when 95 %
of U1 and U2 are refused. Intervals come from resampling both sides, each on its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.measures.aurc import aurc
from eval.measures.auroc import auroc
from eval.proportion import proportion
from eval.statistics import SEED, Estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

RESAMPLES = 500
REFUSED_SHARE = 0.95
REFUSED_KINDS = ("U1", "U2")
"""The sets that the coverage is told at, together and apart."""


@dataclass(frozen=True, slots=True)
class Abstention:
    """The figures, by name."""

    figures: dict[str, Estimate]
    threshold: float

    def to_json(self) -> dict[str, Any]:
        """Return the figures with their intervals, and the threshold in use."""
        named = {name: value.to_json() for name, value in self.figures.items()}
        return {"threshold": round(self.threshold, 4), "figures": named}


def measure_abstention(
    answerable: Sequence[float], refused: Mapping[str, Sequence[float]], threshold: float
) -> Abstention:
    """Measure scores of questions that have an answer against those of each set that has none.

    Args:
        answerable: answerability scores of questions with an answer.
        refused: the same per set of questions without one.
        threshold: the score from which the product answers.
    """
    ups = np.sort(np.asarray(answerable, dtype=np.float64))
    figures = {"coverage": _share(ups >= threshold)}
    sets = {
        kind: np.sort(np.asarray(scores, dtype=np.float64))
        for kind, scores in sorted(refused.items())
        if len(scores)
    }
    for kind, downs in sets.items():
        figures[f"refused {kind}"] = _share(downs < threshold)
        figures[f"AUROC {kind}"] = _interval(_auroc, ups, downs)
        figures[f"AURC {kind}"] = _interval(_aurc, ups, downs)
    easy = {kind: sets[kind] for kind in REFUSED_KINDS if kind in sets}
    if len(easy) > 1:
        easy["+".join(easy)] = np.concatenate(list(easy.values()))
    for kind, downs in easy.items():
        figures[f"coverage at .95 refusal of {kind}"] = _interval(_coverage, ups, downs)
    return Abstention(figures, threshold)


def _share(hits: NDArray[np.bool_]) -> Estimate:
    return proportion(int(hits.sum()), len(hits))


def _auroc(ups: FloatArray, downs: FloatArray) -> float:
    scores = np.concatenate([ups, downs]).tolist()
    return auroc(scores, [True] * len(ups) + [False] * len(downs))


def _aurc(ups: FloatArray, downs: FloatArray) -> float:
    """To answer a question that has no answer is the error that the risk counts."""
    scores = np.concatenate([ups, downs]).tolist()
    return aurc(scores, [False] * len(ups) + [True] * len(downs))


def _coverage(ups: FloatArray, downs: FloatArray) -> float:
    """Return the share of the answerable scored above the 95th percentile of the others."""
    at = float(np.quantile(downs, REFUSED_SHARE, method="inverted_cdf"))
    return float((ups > at).mean()) if len(ups) else 0.0


def _interval(
    measure: Callable[[FloatArray, FloatArray], float], ups: FloatArray, downs: FloatArray
) -> Estimate:
    found = measure(ups, downs)
    if not len(ups):
        return Estimate(found, found, found, len(downs))
    rng = np.random.default_rng(SEED)
    drawn = [
        measure(
            ups[rng.integers(0, len(ups), len(ups))],
            downs[rng.integers(0, len(downs), len(downs))],
        )
        for _ in range(RESAMPLES)
    ]
    low, high = (float(bound) for bound in np.percentile(drawn, (2.5, 97.5)))
    return Estimate(found, min(low, found), max(high, found), len(ups) + len(downs))
