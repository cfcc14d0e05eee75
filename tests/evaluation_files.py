"""The files of a finished run, made by hand: three questions with an answer, one without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

ATTACK = '</mark></div><script>alert("x")</script><img src=x onerror=alert(1)>'
"""What a document may say: it must be shown as text."""
GOLD = "An asynchronous endpoint can scale to zero instances."
PASSAGE = f"Endpoints differ.\n\n{GOLD} A real-time endpoint cannot.\n\n{ATTACK}"


def case(name: str, **fields: Any) -> dict[str, Any]:
    """Return one line of `results.jsonl`."""
    return {
        "id": name,
        "question": f"Question {name}?",
        "kind": "domain3",
        "domain": "domain3",
        "question_kind": "fact",
        "split": "dev",
        "answerable": True,
        "answered": True,
        "abstained": False,
        "answerability": 0.5,
        "documents": ["domain3/3.1-endpoints.md"],
        "spans": [GOLD],
        "gold_answer": "asynchronous",
        "facts": [["asynchronous", "async"], ["zero"]],
        "without": [],
        "passages": [],
        "sentences": [],
        "measures": {},
        "seconds": 0.1,
        "stages": {"retrieve": 0.06, "answer": 0.04},
        "error": "",
    } | fields


CASES = (
    case(
        "good",
        answerability=0.95,
        passages=[
            {
                "rank": 1,
                "chunk_id": "c1",
                "path": "domain3/3.1-endpoints.md",
                "heading_path": ["Endpoints", "Scaling <to> zero"],
                "gold": True,
            }
        ],
        sentences=[
            {
                "text": GOLD,
                "verdict": "supported",
                "reasons": [],
                "citations": [
                    {
                        "n": 1,
                        "start": 0,
                        "end": 17,
                        "chunk_id": "c1",
                        "path": "domain3/3.1-endpoints.md",
                    }
                ],
            },
            {"text": ATTACK, "verdict": "not supported", "reasons": [ATTACK], "citations": []},
        ],
        measures={"R@1": 1.0, "R@5": 1.0, "key-facts": 1.0, "grounded-correct": 1.0},
    ),
    case(
        "half",
        answerability=0.85,
        question_kind="why",
        measures={"R@1": 0.0, "R@5": 1.0, "key-facts": 0.5, "grounded-correct": 0.0},
    ),
    case(
        "declined",
        answerability=0.25,
        abstained=True,
        measures={"R@1": 0.0, "R@5": 0.0, "key-facts": 0.0, "grounded-correct": 0.0},
    ),
    case(
        "egg",
        question=f"How long do I boil an egg? {ATTACK}",
        kind="U1",
        domain="",
        answerable=False,
        answerability=0.25,
        documents=[],
        facts=[],
        without=["domain3/3.1-<egg>.md"],
        spans=[],
        measures={"refused": 0.0, "crag": -1.0},
    ),
)


def write_run(folder: Path, system: str = "extractive", r5: float = 0.6667, **more: Any) -> Path:
    """Write a run into a folder and return it."""
    folder.mkdir(parents=True)
    summary = {
        "system": system,
        "dataset": "tiny.jsonl",
        "n": len(CASES),
        "config": {"system": "fused", "snapshot": "s1", "seed": 7, "hash": f"hash-{folder.name}"},
        "measures": {
            "R@1": {"mean": 0.3333, "low": 0.0, "high": 1.0, "n": 3},
            "R@5": {"mean": r5, "low": 0.0, "high": 1.0, "n": 3},
            "hallucination-rate": {"mean": 0.5, "low": 0.0, "high": 1.0, "n": 2},
        },
        "abstention": {
            "threshold": 0.5,
            "figures": {"AUROC U1": {"mean": 0.9, "low": 0.8, "high": 1.0, "n": 4}},
        },
        "latency_ms": {"p50": 100.0, "p95": 100.0, "p99": 100.0},
    } | more
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (folder / "results.jsonl").write_text(
        "".join(f"{json.dumps(one)}\n" for one in CASES), encoding="utf-8"
    )
    (folder / "passages.jsonl").write_text(
        json.dumps({"chunk_id": "c1", "path": "domain3/3.1-endpoints.md", "text": PASSAGE}) + "\n",
        encoding="utf-8",
    )
    return folder
