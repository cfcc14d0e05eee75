"""Small questions for tests, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.records import Evidence, Option, Prompt, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

STEM = (
    "A bakery chain scores loan letters of 400 MB that arrive at random hours, and clerks wait up "
    "to an hour. Which deployment option suits these letters?"
)
OPTIONS = (
    "An asynchronous endpoint that may hold zero instances",
    "A serverless endpoint with provisioned concurrency on",
    "A nightly batch transform job over one Amazon S3 prefix",
    "A real-time endpoint with a scheduled scaling action",
)


def choice(
    options: Sequence[str] = OPTIONS, key: Sequence[int] = (0,), stem: str = STEM, **fields: Any
) -> Question:
    """Return a single- or multiple-answer question whose options have reasons."""
    defaults: dict[str, Any] = {
        "id": "t-001",
        "type": "multiple_choice" if len(key) == 1 else "multiple_response",
        "bullets": ("3.1.k5",),
    }
    made = tuple(
        Option(
            text,
            f"reason {i} about {text}",
            Evidence(f"The notes say {text} in words"),
            None if i in key else "wrong service",
        )
        for i, text in enumerate(options)
    )
    return Question(stem=stem, options=made, key=tuple(key), **(defaults | fields))


def matching(pairs: Sequence[tuple[str, str]], extra: Sequence[str] = ()) -> Question:
    """Return a matching question of prompts and their answers."""
    responses = [*dict.fromkeys(answer for _, answer in pairs), *extra]
    return Question(
        id="t-002",
        type="matching",
        stem="Match each need with the storage that meets it.",
        options=tuple(Option(text, f"reason of {text}") for text in responses),
        prompts=tuple(
            Prompt(text, f"why {text}", Evidence(f"quote of {text}")) for text, _ in pairs
        ),
        key=tuple(responses.index(answer) for _, answer in pairs),
        bullets=("1.1.k1",),
    )
