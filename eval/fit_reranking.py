"""Fit the weights of reranking on the dev part of the golden questions.

`python -m eval.fit_reranking` prints the fit, and with `--write` replaces `index/reranking.json`;
`--train` takes the questions for fitting too. Their weights order the notes a little better and
AWS's own pages a little worse, neither beyond chance, so that those of the text are without them.
`--only asked` fits that weight alone and keeps the others: documents without written questions are
ordered as before, whatever the notes' questions are worth.
Of each question, every relevant passage at the head of the fused list is set against every other:
a logistic regression on the differences of their signals (as RankNet, C. Burges et al., "Learning
to Rank using Gradient Descent", ICML 2005, with a linear score). All questions count the same, and
a passage that pooling found to answer is relevant as the gold one is. The measures beside the
weights count the gold passages alone, as `R@5` and `nDCG@10` of a run do, and are cross-validated:
no question is judged by weights that saw it.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.answer.conversation import resolve
from app.retrieval import IndexPassageSource
from eval.measures.ndcg import ndcg_at
from eval.measures.recall import recall_at
from eval.measures.relevance import covers
from eval.suites import FITTING, SUITES, cases_of
from index.rerank import SIGNALS, WEIGHTS, Reranking, signals_of
from index.retrieval_config import RetrievalConfig
from index.terms import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from eval.dataset import Case

FOLDS = 8
INVERSE_PENALTY = 1.0
"""L2 regularisation of the fit, on standardised signals, where each pair counts in both orders."""
NEWTON_STEPS = 30
"""More than enough: the loss is convex and smooth, and a handful of steps reach the optimum."""
FUSED = RetrievalConfig(rerank_depth=0, deduplicate=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one question's fused list."""

    ids: tuple[str, ...]
    signals: NDArray[np.float64]
    """`(n, len(SIGNALS))`."""
    relevant: frozenset[str]
    """Ids of all passages that answer, in the head or not."""
    gold: frozenset[str]
    """Ids of those that hold a gold span."""
    split: str = ""

    @classmethod
    def of(cls, case: Case, source: IndexPassageSource) -> Head:
        """Search as the product does, without reranking, and measure what was found.

        A follow-up is searched as it is understood.
        """
        question = resolve(case.question, case.earlier).text if case.earlier else case.question
        retriever = source.retriever
        depth = retriever.config.rerank_depth
        found = retriever.search(question, depth, config=FUSED)
        weights = {term: source.idf(term) for term in tokenize(question)}
        best = max((passage.lexical_score or 0.0 for passage in found), default=0.0) or 1.0
        rows = [
            signals_of(
                p,
                p.sentence_scores,
                weights,
                place=math.log(p.score / found[0].score),
                words=(p.lexical_score or 0.0) / best,
                asked=p.asked_score,
            )
            for p in found
        ]
        gold = _holding(source, ((case.document, span) for span in case.spans))
        return cls(
            tuple(passage.chunk_id for passage in found),
            np.array([row.values() for row in rows], dtype=np.float64),
            gold | _holding(source, case.pooled or ()),
            gold,
            case.split,
        )

    def differences(self) -> NDArray[np.float64]:
        """Return the signals of each relevant passage less those of each other one."""
        is_relevant = np.array([one in self.relevant for one in self.ids])
        pairs = self.signals[is_relevant][:, None, :] - self.signals[~is_relevant][None, :, :]
        differences: NDArray[np.float64] = pairs.reshape(-1, len(SIGNALS))
        return differences

    def ranked(self, weights: NDArray[np.float64]) -> list[str]:
        """Return the ids in the order that some weights give."""
        order = np.argsort(-(self.signals @ weights), kind="stable")
        return [self.ids[i] for i in order.tolist()]


def fit_reranking(
    index: Path, *, with_train: bool = False, only: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the record to be written to `WEIGHTS`; with `only` other weights stay as they are."""
    kept = _kept(only)
    source = IndexPassageSource.open(index)
    cases = cases_of(SUITES["golden"], "dev")
    if with_train:
        cases = [*cases_of(FITTING), *cases]
    heads = [Head.of(case, source) for case in cases]
    weights = _fit(heads, kept)
    fused = [(head, list(head.ids)) for head in heads]
    held_out = [
        (head, head.ranked(_fit([h for j, h in enumerate(heads) if j % FOLDS != i % FOLDS], kept)))
        for i, head in enumerate(heads)
    ]
    return {
        "command": " ".join(
            (
                "python -m eval.fit_reranking",
                *(["--train"] if with_train else []),
                *(part for name in only for part in ("--only", name)),
                "--write",
            )
        ),
        "questions": len(heads),
        "weights": dict(zip(SIGNALS, (round(float(w), 3) for w in weights), strict=True)),
        "fused": _by_split(fused),
        "cross_validated": _by_split(held_out),
    }


def _holding(source: IndexPassageSource, places: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the ids of the passages that hold a span of a document."""
    return frozenset(
        passage.chunk_id
        for path, span in places
        for passage in source.passages_of(path)
        if covers(passage.text, span)
    )


def _kept(only: Sequence[str]) -> dict[int, float]:
    """Return the weights that are not to be fitted, by the number of their signal."""
    if not only:
        return {}
    in_use = Reranking.load().weights
    return {i: in_use[i] for i, name in enumerate(SIGNALS) if name not in only}


def _fit(heads: Sequence[Head], kept: Mapping[int, float]) -> NDArray[np.float64]:
    pairs = [pairs for head in heads if len(pairs := head.differences())]
    differences = np.concatenate(pairs)
    counts = np.concatenate([np.full(len(each), 1.0 / len(each)) for each in pairs])
    weights = np.zeros(len(SIGNALS))
    weights[list(kept)] = list(kept.values())
    free = [i for i in range(len(SIGNALS)) if i not in kept]
    scale = differences[:, free].std(axis=0)
    scale[scale == 0] = 1.0
    weights[free] = (
        logistic_fit(differences[:, free] / scale, counts, differences @ weights) / scale
    )
    return weights


def logistic_fit(
    differences: NDArray[np.float64], counts: NDArray[np.float64], offset: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weights under which each difference is most likely positive, by Newton's method.

    Args:
        differences: `(n, k)`, of the better one less the worse one.
        counts: `(n,)` what each counts.
        offset: `(n,)` what the signals that are not fitted add.
    """
    penalty = 0.5 / INVERSE_PENALTY
    weights = np.zeros(differences.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1.0 / (1.0 + np.exp(-(differences @ weights + offset)))
        slope = differences.T @ (counts * (1.0 - likely)) - penalty * weights
        curvature = (differences.T * (counts * likely * (1.0 - likely))) @ differences
        weights += np.linalg.solve(curvature + penalty * np.eye(len(weights)), slope)
    return weights


def _by_split(ranked: Sequence[tuple[Head, list[str]]]) -> dict[str, dict[str, float]]:
    splits = sorted({head.split for head, _ in ranked})
    return {
        split: _measures([(head, ids) for head, ids in ranked if head.split == split])
        for split in splits
    }


def _measures(ranked: Sequence[tuple[Head, list[str]]]) -> dict[str, float]:
    ndcg = [ndcg_at(ids, head.gold, 10) for head, ids in ranked]
    recall = [recall_at(ids, head.gold, 5) for head, ids in ranked]
    return {
        "R@5": round(float(np.mean(recall)), 3),
        "nDCG@10": round(float(np.mean(ndcg)), 3),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print the record, and write it when asked to."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_reranking", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"replace {WEIGHTS.name}")
    parser.add_argument("--train", action="store_true", help="fit on golden-train too")
    parser.add_argument(
        "--only", action="append", choices=SIGNALS, default=[], help="fit this weight, keep others"
    )
    options = parser.parse_args(arguments)
    record = fit_reranking(SUITES["golden"].index, with_train=options.train, only=options.only)
    text = json.dumps(record, indent=2)
    if options.write:
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
