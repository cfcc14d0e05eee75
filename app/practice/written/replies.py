"""What a model is asked to send, one schema per question type, and for the blind pass."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.practice.records import (
    CASE_QUESTIONS,
    CHOICE_OPTIONS,
    MATCHING_PROMPTS,
    ORDERING_STEPS,
    RESPONSE_KEYS,
    RESPONSE_OPTIONS,
    QuestionType,
)

LETTERS = "ABCDEFGH"
"""Letters of options: no type has more."""
LONGEST = 1_200
"""Characters of a stem, a reason or a quote; the schema does not say it, since grammars made
from schemas choke on long repetitions."""
MOST_PARTS = 4
"""Questions of a case study."""

_FOR_PROGRAMMERS = ("title", "description")

Letter = Literal["A", "B", "C", "D", "E", "F", "G", "H"]


def _said(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ValueError("it is empty")
    if len(text) > LONGEST:
        raise ValueError(f"it has {len(text)} characters, more than {LONGEST}")
    return text


Text = Annotated[str, AfterValidator(_said)]


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class WrittenOption(_Reply):
    """One option, with why it is right or wrong and the words that prove it."""

    text: Text
    reason: Text
    quote: Text


class WrittenChoice(_Reply):
    """A multiple-choice question."""

    stem: Text
    options: list[WrittenOption] = Field(min_length=CHOICE_OPTIONS, max_length=CHOICE_OPTIONS)
    key: list[Letter] = Field(min_length=1, max_length=1)


class WrittenResponse(_Reply):
    """A multiple-response question."""

    stem: Text
    options: list[WrittenOption] = Field(min_length=RESPONSE_OPTIONS, max_length=6)
    key: list[Letter] = Field(min_length=RESPONSE_KEYS, max_length=3)


class WrittenOrder(_Reply):
    """An ordering question: the steps stand in the right order."""

    stem: Text
    steps: list[WrittenOption] = Field(min_length=ORDERING_STEPS[0], max_length=ORDERING_STEPS[1])


class WrittenPair(_Reply):
    """A prompt of a matching question with its answer."""

    prompt: Text
    answer: Text
    reason: Text
    quote: Text


class WrittenMatches(_Reply):
    """A matching question."""

    stem: Text
    pairs: list[WrittenPair] = Field(min_length=MATCHING_PROMPTS[0], max_length=5)


class WrittenPart(_Reply):
    """A question of a case study: one of four options is right, or two of five."""

    stem: Text
    options: list[WrittenOption] = Field(min_length=CHOICE_OPTIONS, max_length=RESPONSE_OPTIONS)
    key: list[Letter] = Field(min_length=1, max_length=RESPONSE_KEYS)


class WrittenCase(_Reply):
    """A case study: a scenario, and questions that turn on other facts each."""

    scenario: Text
    questions: list[WrittenPart] = Field(min_length=CASE_QUESTIONS, max_length=MOST_PARTS)


class BlindAnswer(_Reply):
    """The letters that a model answers when it sees only the question and its evidence."""

    answers: list[Letter] = Field(max_length=len(LETTERS))


class BlindChoice(_Reply):
    """The one letter that a model answers when one option is right; none when it cannot tell."""

    answers: list[Letter] = Field(max_length=1)


WrittenReply = WrittenChoice | WrittenResponse | WrittenOrder | WrittenMatches

REPLIES: dict[QuestionType, type[WrittenReply]] = {
    "multiple_choice": WrittenChoice,
    "multiple_response": WrittenResponse,
    "ordering": WrittenOrder,
    "matching": WrittenMatches,
}


def schema_of(reply: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema to ask for, without the words that are for programmers.

    A model reads it with every call: half the length is half the wait.
    """
    schema: dict[str, Any] = _bare(reply.model_json_schema())
    return schema


def _bare(node: Any) -> Any:
    if isinstance(node, list):
        return [_bare(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {name: _bare(value) for name, value in node.items() if name not in _FOR_PROGRAMMERS}
