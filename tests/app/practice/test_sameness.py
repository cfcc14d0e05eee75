"""Questions that turn on the same decision are told apart from those that merely look alike."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.practice.likeness import Chosen
from app.practice.quality.duplicates import same_questions
from app.practice.records import CaseStudy, Evidence, Option, Prompt, Question
from app.practice.sameness import SAME_DECISION, Gist

PAIRS = Path(__file__).with_name("same_questions.jsonl")
"""57 pairs of the bank of November 2026 that a reader labelled, none of them used in choosing."""
HELD_OUT = (21, 2, 13)
"""Told and the same, told though not the same, the same and not told: precision .91, recall .62."""


def asked(record: dict[str, Any]) -> Question:
    """Read a question of the labelled pairs; only its key has reasons and quotes."""
    settled = [
        (reason, Evidence(quote))
        for reason, quote in zip(record["reasons"], record["quotes"], strict=True)
    ]
    prompts = record.get("prompts", [])
    of_key = {} if prompts else dict(zip(record["key"], settled, strict=True))
    return Question(
        id=record["id"],
        type=record["type"],
        stem=record["stem"],
        options=tuple(
            Option(text, *of_key.get(i, ("wrong", None)))
            for i, text in enumerate(record["options"])
        ),
        prompts=tuple(
            Prompt(text, *reason) for text, reason in zip(prompts, settled, strict=False)
        ),
        key=tuple(record["key"]),
        constraint=record["constraint"],
        bullets=("3.1.k5",),
    )


def backup(place: str, **changes: Any) -> Question:
    """Return a question on one decision, told of a place."""
    texts = ("A snapshot at midnight", f"A script of the {place}", f"A clerk of the {place}")
    options = (
        Option(texts[0], "Snapshots need no code", Evidence("Snapshots are taken on a schedule")),
        *(Option(text, f"{text} costs work") for text in texts[1:]),
        Option(f"Nothing in the {place}", "Loss is not accepted"),
    )
    fields: dict[str, Any] = {
        "id": place,
        "type": "multiple_choice",
        "stem": f"The {place} must lose no more than a day of records. What fits?",
        "options": options,
        "key": (0,),
        "bullets": ("1.1.k1",),
    }
    return Question(**(fields | changes))


def test_labelled_pairs() -> None:
    labelled = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    told = [
        (
            Gist.of(asked(pair["first"])).sameness(Gist.of(asked(pair["second"]))) >= SAME_DECISION,
            pair["same"],
        )
        for pair in labelled
    ]
    right = told.count((True, True))
    assert (right, told.count((True, False)), told.count((False, True))) == HELD_OUT


def test_same_question_is_as_alike_as_can_be() -> None:
    # key 1 + proof .75 + reason 1 + options .5 + constraint .2
    gist = Gist.of(backup("harbor"))
    assert gist.sameness(gist) == pytest.approx(3.45)


def test_types_are_not_compared() -> None:
    question = backup("harbor")
    ordering = replace(question, type="ordering", key=(0, 1, 2))
    assert Gist.of(question).sameness(Gist.of(ordering)) == 0.0


def test_other_story_and_same_decision_do_not_meet_in_a_quiz() -> None:
    chosen = Chosen()
    chosen.add(backup("harbor"))
    assert chosen.repeats(backup("theater"))
    other_key = backup("theater", key=(1,))
    assert not chosen.repeats(other_key)


def test_report_names_pairs_but_not_halves_of_a_minimal_pair_or_of_a_case() -> None:
    harbor, theater = backup("harbor"), backup("theater")
    assert [(one.first, one.second) for one in same_questions([harbor, theater])] == [
        ("harbor", "theater")
    ]
    assert same_questions([replace(harbor, pair="theater"), theater]) == []
    case = CaseStudy(id="case", title="Two", scenario="Two places.", questions=(harbor, theater))
    assert same_questions([case]) == []
