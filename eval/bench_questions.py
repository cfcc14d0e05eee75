"""How fast practice questions are there: the bank is read, the factory makes its own."""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING, Any

from app.practice.bank import load_bank
from app.practice.generate.factory import Factory
from index.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

QUIZ = 20
"""Questions of a quiz, the first of which one waits for."""


def bench_questions(index: Path, corpus: Path) -> dict[str, Any]:
    """Time reading the bank, the first quiz of the factory, and all that it makes of an index."""
    begun = time.perf_counter()
    bank = load_bank(corpus / "questions")
    read = time.perf_counter() - begun
    snapshot = Snapshot.open(index)
    begun = time.perf_counter()
    factory = Factory.of_snapshot(snapshot, corpus)
    list(islice(factory.items(), QUIZ))
    first = time.perf_counter() - begun
    made = list(factory.items())
    whole = time.perf_counter() - begun
    return {
        "bank_items": len(bank),
        "bank_seconds": round(read, 3),
        "quiz": QUIZ,
        "first_quiz_seconds": round(first, 3),
        "factory_items": len(made),
        "factory_seconds": round(whole, 2),
        "factory_items_per_second": round(len(made) / max(whole, 1e-9), 1),
    }
