"""Hold the grounding measure against human labels: BEGIN (public), and sentences over our corpus.

BEGIN-WoW (Dziri et al., 2022): 3,607 test and 430 dev responses of dialogue models, labelled by
people as fully attributable to a given text or not; it lies beside the checkout. Our own set,
`eval/data/attribution.jsonl`, was written and labelled by the project's authors (see its card).
Thresholds come from dev, figures from test.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.answer.verify.verifier import Verifier
from eval.measures.auroc import auroc
from eval.measures.balanced_accuracy import balanced_accuracy, best_threshold
from eval.measures.k_precision import k_precision
from eval.measures.kappa import cohens_kappa
from eval.statistics import RESAMPLES, SEED, Estimate
from eval.suites import DATA, SHARED
from index.errors import UsageError
from index.records import Passage
from index.snapshot import Snapshot
from ingest.sentences import split_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

BEGIN = SHARED / "begin"
BEGIN_DEV, BEGIN_TEST = BEGIN / "begin_dev_wow.tsv", BEGIN / "begin_test_wow.tsv"
OWN = DATA / "attribution.jsonl"
GROUNDED = "Fully attributable"
WEIGHT_OF_VERDICT = {"supported": 2.0, "partly": 1.0, "not supported": 0.0}
"""The verdict comes first in the verifier's score, the support decides among equals."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled text with what the measures say of it."""

    grounded: bool
    k_precision: float
    support: float
    verdict: str

    @property
    def verifier_score(self) -> float:
        """Return the verdict, then the support."""
        return WEIGHT_OF_VERDICT[self.verdict] + self.support


def begin_is_here() -> bool:
    """Whether the BEGIN files lie beside the checkout."""
    return BEGIN_DEV.exists() and BEGIN_TEST.exists()


def measure_begin(verifier: Verifier) -> dict[str, Any]:
    """Return the agreement of each measure with BEGIN's labels."""
    dev = [_score(verifier, *row) for row in _begin_rows(BEGIN_DEV)]
    test = [_score(verifier, *row) for row in _begin_rows(BEGIN_TEST)]
    return {"dataset": "BEGIN-WoW", **_agreement(dev, test)}


def measure_own(index: Path) -> dict[str, Any]:
    """Return the agreement with the labels of our own set, and of its two labellings."""
    snapshot = Snapshot.open(index)
    stored = snapshot.store.passages(range(snapshot.manifest.chunks))
    by_path: dict[str, list[Passage]] = {}
    for one in stored:
        by_path.setdefault(one.passage.path, []).append(one.passage)
    verifier = Verifier(snapshot.aliases)
    cases = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    parts: dict[str, list[Scored]] = {"dev": [], "test": []}
    for number, case in enumerate(cases, start=1):
        cited = [_holding(by_path, c["path"], c["quote"], number) for c in case["cited"]]
        check = verifier.check(case["sentence"], cited)
        known = " ".join(p.text for p in cited)
        grounded = case["label"] == "yes"
        precision = k_precision(case["sentence"], known)
        parts[case["split"]].append(Scored(grounded, precision, check.support, check.verdict))
    first, second = ([case[key] for case in cases] for key in ("first", "second"))
    return {
        "dataset": OWN.name,
        "snapshot": snapshot.id,
        "kappa": round(cohens_kappa(first, second), 3),
        **_agreement(parts["dev"], parts["test"]),
    }


def _begin_rows(path: Path) -> list[tuple[str, str, bool]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["response"], row["knowledge"], row["begin_label"] == GROUNDED)
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["begin_label"] != "begin_label"
        ]


def _score(verifier: Verifier, response: str, knowledge: str, grounded: bool) -> Scored:
    check = verifier.check(response, (_as_passage(knowledge),))
    return Scored(grounded, k_precision(response, knowledge), check.support, check.verdict)


def _as_passage(text: str) -> Passage:
    return Passage(
        chunk_id="knowledge",
        document_id="knowledge",
        title="",
        path="",
        collection="begin",
        source_kind="markdown",
        heading_path=(),
        text=text,
        sentences=tuple(split_line(text, 0, len(text))),
        kind="prose",
        start=0,
    )


def _holding(by_path: dict[str, list[Passage]], path: str, quote: str, line: int) -> Passage:
    wanted = " ".join(quote.split())
    for passage in by_path.get(path, ()):
        if wanted in " ".join(passage.text.split()):
            return passage
    raise UsageError(
        f"{OWN.name} line {line}: no passage under {path} holds the quote {quote[:60]!r}",
        "Build the index again, or mend the line: the corpus has moved on",
    )


def _agreement(dev: Sequence[Scored], test: Sequence[Scored]) -> dict[str, Any]:
    scores: dict[str, Callable[[Scored], float]] = {
        "k-precision": lambda one: one.k_precision,
        "support": lambda one: one.support,
        "verifier": lambda one: one.verifier_score,
    }
    result: dict[str, Any] = {"n_dev": len(dev), "n": len(test)}
    truth = [one.grounded for one in test]
    for name, score in scores.items():
        threshold = best_threshold([score(d) for d in dev], [d.grounded for d in dev])
        values = [score(one) for one in test]
        said = [value >= threshold for value in values]
        result[name] = {
            "threshold": round(threshold, 4),
            "AUROC": _interval(lambda v, t: auroc(v, t), values, truth).to_json(),
            "balanced-accuracy": _interval(balanced_accuracy, said, truth).to_json(),
        }
    shown = [one.verdict == "supported" for one in test]
    result["verdict"] = {"balanced-accuracy": _interval(balanced_accuracy, shown, truth).to_json()}
    return result


def _interval(
    measure: Callable[[Sequence[Any], Sequence[bool]], float],
    values: Sequence[Any],
    truth: Sequence[bool],
    resamples: int = RESAMPLES // 10,
) -> Estimate:
    """Return a measure over all cases with its percentile bootstrap interval."""
    mean = measure(values, truth)
    rng = np.random.default_rng(SEED)
    array, labels = np.asarray(values), np.asarray(truth)
    drawn: NDArray[np.float64] = np.array(
        [
            measure(array[rows].tolist(), labels[rows].tolist())
            for rows in (rng.integers(0, len(array), len(array)) for _ in range(resamples))
        ]
    )
    low, high = (float(bound) for bound in np.percentile(drawn, (2.5, 97.5)))
    return Estimate(mean, min(low, mean), max(high, mean), len(array))


def grounding_lines(result: dict[str, Any]) -> str:
    """Return one result as aligned lines for a terminal."""
    head = f"{result['dataset']}: n={result['n']} (threshold from {result['n_dev']} dev cases)"
    if "kappa" in result:
        head += f", Cohen's kappa of two labellings {result['kappa']:.3f}"
    lines = [head]
    for name in ("k-precision", "support", "verifier", "verdict"):
        for measure in ("AUROC", "balanced-accuracy"):
            value = result[name].get(measure)
            if value:
                at = (
                    f"  at {result[name]['threshold']}"
                    if measure != "AUROC" and "threshold" in result[name]
                    else ""
                )
                lines.append(
                    f"  {name:<12} {measure:<18} {value['mean']:.3f}  "
                    f"[{value['low']:.3f}, {value['high']:.3f}]{at}"
                )
    return "\n".join(lines)
