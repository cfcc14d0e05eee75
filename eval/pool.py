"""Pool passages for relevance judgments as TREC does: `python -m eval.pool`.

The head of several different rankings is joined, what is known to be relevant is taken out, and the
rest is shuffled and stripped of ranks and systems, so that a reader judges the passage alone.
Reference: Voorhees, "The philosophy of information retrieval evaluation" (2002).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.answer.conversation import resolve
from app.retrieval import IndexPassageSource
from eval.case_measures import ENOUGH_FACTS
from eval.dataset import load_cases
from eval.measures.key_facts import key_fact_recall
from eval.measures.relevance import covers
from eval.statistics import SEED
from eval.suites import SUITES
from index.errors import GroundworkError
from index.retrieval_config import RetrievalConfig

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eval.dataset import Case
    from index.records import Passage

DEPTH = 10
SYSTEMS: Mapping[str, RetrievalConfig] = {
    "dense": RetrievalConfig(
        lexical=False,
        sentence_weight=0,
        asked_weight=0,
        rerank_depth=0,
        deduplicate=False,
        depth=DEPTH,
    ),
    "lexical": RetrievalConfig(
        dense=False, asked_weight=0, rerank_depth=0, deduplicate=False, depth=DEPTH
    ),
    "fused": RetrievalConfig(asked_weight=0, rerank_depth=0, deduplicate=False),
    "product": RetrievalConfig(deduplicate=False),
}
"""Copies are kept: each place that states the answer is a right passage."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage to judge, without a trace of who found it and where."""

    id: str
    split: str
    question: str
    answer: str
    document: str
    chunk: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Pool:
    """What is to be judged, and how many passages fell away before, by split."""

    candidates: tuple[Candidate, ...]
    counts: Mapping[str, Counter[str]]
    """By split: `questions`, `pooled`, `gold`, `too few facts`, `to judge`."""


def pool(
    cases: Iterable[Case],
    source: IndexPassageSource,
    systems: Sequence[RetrievalConfig] = tuple(SYSTEMS.values()),
    depth: int = DEPTH,
    seed: int = SEED,
) -> Pool:
    """Pool the passages of all answerable cases that could state the answer and are not gold.

    Args:
        cases: the questions; unanswerable ones are left out.
        source: the index that is searched.
        systems: the retrieval configurations whose heads are joined.
        depth: passages taken from each.
        seed: fixes the order in which a question's passages are judged.
    """
    candidates: list[Candidate] = []
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        if not case.answerable:
            continue
        found = _heads(case, source, systems, depth)
        gold = {p.chunk_id for p in source.passages_of(case.document) if _is_gold(p, case)}
        unknown = [p for p in found if p.chunk_id not in gold]
        kept = [p for p in unknown if key_fact_recall(p.text, case.facts) >= ENOUGH_FACTS]
        kept.sort(key=lambda passage: passage.chunk_id)
        random.Random(f"{seed} {case.id}").shuffle(kept)
        candidates += [_candidate(case, passage) for passage in kept]
        counts.setdefault(case.split, Counter()).update(
            {
                "questions": 1,
                "pooled": len(found),
                "gold": len(found) - len(unknown),
                "too few facts": len(unknown) - len(kept),
                "to judge": len(kept),
            }
        )
    return Pool(tuple(candidates), counts)


def _heads(
    case: Case, source: IndexPassageSource, systems: Sequence[RetrievalConfig], depth: int
) -> list[Passage]:
    """Return the joined heads of the rankings, each passage once."""
    asked = resolve(case.question, case.earlier).text
    found = {
        passage.chunk_id: passage
        for config in systems
        for passage in source.retriever.search(asked, depth, config=config)
    }
    return list(found.values())


def _is_gold(passage: Passage, case: Case) -> bool:
    return any(covers(passage.text, span) for span in case.spans)


def _candidate(case: Case, passage: Passage) -> Candidate:
    return Candidate(
        id=case.id,
        split=case.split,
        question=" / ".join((*case.earlier, case.question)),
        answer=case.answer,
        document=passage.path,
        chunk=passage.chunk_id,
        heading=" > ".join(passage.heading_path),
        text=passage.text,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pool of a data set as JSON lines; to standard error, how much fell away."""
    golden = SUITES["golden"]
    parser = argparse.ArgumentParser(
        prog="python -m eval.pool", description="Pool passages for relevance judgments, offline."
    )
    parser.add_argument("--dataset", type=Path, default=golden.dataset, help="a JSONL file")
    parser.add_argument("--index", type=Path, default=golden.index, help="folder of the index")
    options = parser.parse_args(arguments)
    try:
        made = pool(load_cases(options.dataset), IndexPassageSource.open(options.index))
    except GroundworkError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    for candidate in made.candidates:
        sys.stdout.write(json.dumps(asdict(candidate), ensure_ascii=False) + "\n")
    for split, counts in sorted(made.counts.items()):
        sys.stderr.write(f"{split}: {json.dumps(counts)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
