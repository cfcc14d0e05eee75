"""Passages, good replies about them, and a script that plays the model that sends them."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.app.answer.passages import make_passage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SERVERLESS = "A serverless endpoint accepts a payload of at most 4 MB."
ASYNCHRONOUS = "An asynchronous endpoint accepts a payload of at most 1 GB."
REAL_TIME = "A real-time endpoint accepts a payload of at most 25 MB."
BATCH = "A batch transform mini-batch holds a payload of at most 100 MB."
ZERO = "An asynchronous endpoint scales to zero instances while its queue is empty."
SHADOW = "A shadow variant receives a copy of live requests without answering the caller."
STEPS = (
    "Create a model from the artifact in Amazon S3.",
    "Create an endpoint configuration that names the model.",
    "Create an endpoint from the endpoint configuration.",
)
LIMITS = make_passage(
    [SERVERLESS, ASYNCHRONOUS, ZERO, BATCH, REAL_TIME, SHADOW],
    heading_path=("Inference options", "Limits"),
    path="domain3/3.1-inference-options.md",
    urls=("https://docs.aws.amazon.com/sagemaker/latest/dg/deploy-model-options.html",),
    checked="2026-11-23",
    bullets=("3.1.k5",),
    start=40,
)
PROCEDURE = make_passage(
    STEPS,
    chunk_id="c2",
    document_id="d2",
    kind="procedure",
    heading_path=("Endpoints", "Deploying a model to an endpoint"),
    bullets=("3.1.s1",),
)
CHOICE: dict[str, Any] = {
    "stem": "What is the largest payload that an asynchronous endpoint accepts?",
    "options": [
        {"text": "4 MB", "reason": SERVERLESS, "quote": SERVERLESS},
        {"text": "25 MB", "reason": REAL_TIME, "quote": REAL_TIME},
        {"text": "100 MB", "reason": BATCH, "quote": BATCH},
        {
            "text": "1 GB",
            "reason": "An asynchronous endpoint takes payloads of at most 1 GB.",
            "quote": ASYNCHRONOUS,
        },
    ],
    "key": ["D"],
}
SCENARIO: dict[str, Any] = {
    "stem": "A clinic sends scans to a queue at night and wants no instances while the queue is"
    " empty. Which endpoint meets this need?",
    "options": [
        {"text": "A serverless endpoint", "reason": SERVERLESS, "quote": SERVERLESS},
        {"text": "An asynchronous endpoint", "reason": ZERO, "quote": ZERO},
        {"text": "A real-time endpoint", "reason": REAL_TIME, "quote": REAL_TIME},
        {"text": "An endpoint with a shadow variant", "reason": SHADOW, "quote": SHADOW},
    ],
    "key": ["B"],
}
RESPONSE: dict[str, Any] = {
    "stem": "Which two statements about an asynchronous endpoint hold? (Choose TWO.)",
    "options": [
        {"text": "It accepts a payload of 1 GB", "reason": ASYNCHRONOUS, "quote": ASYNCHRONOUS},
        {"text": "It scales to zero instances", "reason": ZERO, "quote": ZERO},
        {"text": "It receives a copy of requests", "reason": SHADOW, "quote": SHADOW},
        {"text": "It accepts only 4 MB of payload", "reason": SERVERLESS, "quote": SERVERLESS},
        {"text": "It accepts only 25 MB of payload", "reason": REAL_TIME, "quote": REAL_TIME},
    ],
    "key": ["A", "B"],
}
ORDERING: dict[str, Any] = {
    "stem": "Put the steps that deploy a model to an endpoint in the right order.",
    "steps": [{"text": step, "reason": step, "quote": step} for step in STEPS],
}
MATCHING: dict[str, Any] = {
    "stem": "Match each inference option with the largest payload that it accepts.",
    "pairs": [
        {"prompt": "Serverless endpoint", "answer": "4 MB", "reason": SERVERLESS,
         "quote": SERVERLESS},
        {"prompt": "Asynchronous endpoint", "answer": "1 GB", "reason": ASYNCHRONOUS,
         "quote": ASYNCHRONOUS},
        {"prompt": "Real-time endpoint", "answer": "25 MB", "reason": REAL_TIME,
         "quote": REAL_TIME},
    ],
}  # fmt: skip
CASE: dict[str, Any] = {
    "scenario": "A clinic puts scans on a queue during the night and reads none during the day. It"
    " wants no instances while the queue is empty, and it can wait some minutes for a result.",
    "questions": [
        {
            "stem": "Which endpoint fits the scans of the clinic?",
            "options": SCENARIO["options"],
            "key": SCENARIO["key"],
        },
        CHOICE,
    ],
}
CASE_OF_ITS_OWN = {
    "scenario": CASE["scenario"],
    "questions": [
        CASE["questions"][0],
        {
            "stem": "What is the largest payload that a batch transform mini-batch holds?",
            "options": CHOICE["options"],
            "key": ["C"],
        },
    ],
}
"""Shares no question with the other replies."""
REPLIES: dict[str, dict[str, Any]] = {
    "multiple_choice": CHOICE,
    "multiple_response": RESPONSE,
    "ordering": ORDERING,
    "matching": MATCHING,
    "case_study": CASE_OF_ITS_OWN,
}
NOTE = f"""---
title: Inference options
exam: mla-c01
domain: 3
task: "3.1"
---
# Inference options

## Limits

{SERVERLESS}
{ASYNCHRONOUS}
{ZERO}
{BATCH}
{REAL_TIME}
{SHADOW}

## Deploying a model to an endpoint

Follow these steps to deploy a model to an endpoint:

1. {STEPS[0]}
2. {STEPS[1]}
3. {STEPS[2]}
"""
"""A note that all the replies are about."""
_OPTION = re.compile(r"^([A-H])\. (.+)$", re.MULTILINE)


def changed(reply: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a copy of a reply with other fields."""
    return {**deepcopy(reply), **fields}


def with_option(reply: dict[str, Any], number: int, **fields: str) -> dict[str, Any]:
    """Return a copy of a reply with one option changed."""
    copy = deepcopy(reply)
    copy["options"][number].update(fields)
    return copy


def is_blind(request: dict[str, Any]) -> bool:
    """Whether a request is one of the second pass."""
    return bool(request["messages"][0]["content"].startswith("You answer one exam question"))


def author(
    replies: Sequence[dict[str, Any] | str], answers: Sequence[str] | None = None
) -> Callable[[dict[str, Any]], str]:
    """Return the script of a model that sends the replies one by one, the last for ever.

    Blind, it chooses the options of the given texts, in their order; without any, those of the
    key of its first reply.
    """
    left = list(replies)
    first = left[0]

    def write(request: dict[str, Any]) -> str:
        if is_blind(request):
            options = {
                text: letter for letter, text in _OPTION.findall(request["messages"][1]["content"])
            }
            known = right_answers(first) if answers is None else answers
            is_case = answers is None and "questions" in first
            given = [text for text in known if text in options] if is_case else known
            return json.dumps({"answers": [options[text] for text in given]})
        reply = left.pop(0) if len(left) > 1 else left[0]
        return reply if isinstance(reply, str) else json.dumps(reply)

    return write  # fmt: skip


def right_answers(reply: dict[str, Any] | str) -> list[str]:
    """Return the texts that the key of a reply names."""
    if isinstance(reply, str):
        return []
    if "questions" in reply:
        return [text for part in reply["questions"] for text in right_answers(part)]
    if "pairs" in reply:
        return [pair["answer"] for pair in reply["pairs"]]
    if "steps" in reply:
        return [step["text"] for step in reply["steps"]]
    return [reply["options"]["ABCDEFGH".index(letter)]["text"] for letter in reply["key"]]


def author_of_all(request: dict[str, Any]) -> str:
    """Write the reply of the type that is asked for, and know its key without seeing it."""
    system, user = (message["content"] for message in request["messages"])
    if is_blind(request):
        parts = [part for reply in REPLIES.values() for part in reply.get("questions", [reply])]
        asked = next(part for part in parts if part["stem"] in user)
        options = {text: letter for letter, text in _OPTION.findall(user)}
        return json.dumps({"answers": [options[text] for text in right_answers(asked)]})
    return json.dumps(REPLIES[_asked_type(system)])


def _asked_type(system: str) -> str:
    """Return the type that the rules of a request describe."""
    marks = {
        "one case study": "case_study",
        "to put steps in order": "ordering",
        "to match each prompt": "matching",
        "which two options": "multiple_response",
    }
    return next((kind for mark, kind in marks.items() if mark in system), "multiple_choice")
