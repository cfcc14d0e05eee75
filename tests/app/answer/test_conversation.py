"""Follow-ups as they are typed, with the question that they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.conversation import Resolved, resolve

ASYNC = "What is asynchronous inference?"
SIDES = "What is the difference between File mode and Pipe mode?"
PAYLOAD = "What is the maximum payload size of a real-time endpoint?"

PRONOUNS = [
    (ASYNC, "And what does it cost?", "what does asynchronous inference cost?"),
    (ASYNC, "How big can its payload be?", "How big can asynchronous inference's payload be?"),
    (ASYNC, "How does it work?", "How does asynchronous inference work?"),
    (ASYNC, "Does XGBoost use it?", "Does XGBoost use asynchronous inference?"),
    (ASYNC, "But can they scale to zero?", "can asynchronous inference scale to zero?"),
    (ASYNC, "what are its use cases", "what are asynchronous inference's use cases"),
    (ASYNC, "When should I use that?", "When should I use asynchronous inference?"),
    (ASYNC, "How do I turn that off?", "How do I turn asynchronous inference off?"),
    (ASYNC, "Is this on the exam?", "Is asynchronous inference on the exam?"),
    (ASYNC, "Is that available for XGBoost?", "Is asynchronous inference available for XGBoost?"),
    (ASYNC, "Does that work with Neo?", "Does asynchronous inference work with Neo?"),
    (ASYNC, "Does this option need a queue?", "Does asynchronous inference need a queue?"),
    (ASYNC, "How do I create one?", "How do I create asynchronous inference?"),
    (
        ASYNC,
        "How does this compare to batch transform?",
        "How does asynchronous inference compare to batch transform?",
    ),
    (
        ASYNC,
        "Is it better than batch transform?",
        "Is asynchronous inference better than batch transform?",
    ),
    (ASYNC, "Is it required?", "Is asynchronous inference required?"),
    (ASYNC, "How long does it take?", "How long does asynchronous inference take?"),
    (
        ASYNC,
        "What are the limits of its queue?",
        "What are the limits of asynchronous inference's queue?",
    ),
]

ELLIPSES = [
    (ASYNC, "Why?", "Why for asynchronous inference?"),
    (ASYNC, "limits?", "limits for asynchronous inference?"),
    (ASYNC, "And the cost?", "the cost for asynchronous inference?"),
    (ASYNC, "Is there a limit?", "Is there a limit for asynchronous inference?"),
    (ASYNC, "pros and cons?", "pros and cons for asynchronous inference?"),
    (ASYNC, "tell me more", "tell me more about asynchronous inference?"),
    (ASYNC, "and how many requests?", "how many requests for asynchronous inference?"),
    (PAYLOAD, "what about the timeout?", "what about the timeout for real-time endpoint?"),
]

ABOUT_ANOTHER = [
    (ASYNC, "What about batch transform?", "What is batch transform?"),
    (ASYNC, "how about Pipe mode?", "What is Pipe mode?"),
    (ASYNC, "same for batch transform", "What is batch transform?"),
    (
        PAYLOAD,
        "and asynchronous inference?",
        "What is the maximum payload size of asynchronous inference?",
    ),
    (
        PAYLOAD,
        "And for a multi-model endpoint?",
        "What is the maximum payload size of a multi-model endpoint?",
    ),
    (
        PAYLOAD,
        "And with a larger instance?",
        "What is the maximum payload size of a real-time endpoint with a larger instance?",
    ),
    (
        "Rekognition or Textract for scanned tax forms?",
        "And for a shop sign in a snapshot?",
        "Rekognition or Textract for a shop sign in a snapshot?",
    ),
    (
        "How many consumers may register on one stream?",
        "and in on-demand mode?",
        "How many consumers may register on one stream in on-demand mode?",
    ),
    (
        "Does bagging lower variance or bias?",
        "What about boosting?",
        "Does boosting lower variance or bias?",
    ),
    ("max payload real-time endpoint", "and for serverless?", "max payload serverless"),
]

SIDES_OF_A_COMPARISON = [
    (SIDES, "Which one is faster?", "Which one is faster: File mode or Pipe mode?"),
    (
        SIDES,
        "Which should I use for large files?",
        "Which should I use for large files: File mode or Pipe mode?",
    ),
    (
        SIDES,
        "Which of the two needs more disk?",
        "Which of the two needs more disk: File mode or Pipe mode?",
    ),
    (SIDES, "When should I use the former?", "When should I use File mode?"),
    (SIDES, "what is the second one good for?", "what is Pipe mode good for?"),
    (SIDES, "And the latter?", "Pipe mode?"),
    (SIDES, "How do they differ?", "How do File mode and Pipe mode differ?"),
    (SIDES, "Can they be used together?", "Can File mode and Pipe mode be used together?"),
    (
        SIDES,
        "Are both supported by XGBoost?",
        "Are File mode and Pipe mode supported by XGBoost?",
    ),
    (SIDES, "Does it support GPUs?", "Does File mode support GPUs?"),
    (SIDES, "What's the difference?", "What's the difference between File mode and Pipe mode?"),
    (SIDES, "What about cost?", "What about cost for File mode and Pipe mode?"),
]

STANDING_ALONE = [
    "What is Amazon SageMaker Clarify?",
    "Does the endpoint scale to zero?",
    "What does S3 cost?",
    "How do I deploy a model and monitor it?",
    "If a job fails, does it restart?",
    "Does a model package keep its approval status?",
    "Does IT governance matter?",
    "What about when the data is large?",
    "Is it possible to scale to zero?",
    "Is it true that CodeCommit is closed?",
    "Is it better to use batch transform?",
    "How long does it take to get a result?",
    "Does it matter which Region I choose?",
    "When would it make sense to use a queue?",
]


FOLLOW_UPS = [*PRONOUNS, *ELLIPSES, *ABOUT_ANOTHER, *SIDES_OF_A_COMPARISON]


@pytest.mark.parametrize(("earlier", "text", "resolved"), FOLLOW_UPS)
def test_follow_up_takes_its_subject_from_the_question_before(
    earlier: str, text: str, resolved: str
) -> None:
    assert resolve(text, [earlier]).text == resolved


@pytest.mark.parametrize("text", STANDING_ALONE)
def test_question_that_stands_alone_is_left_as_it_is(text: str) -> None:
    assert resolve(text, [ASYNC]) == Resolved(text)


@pytest.mark.parametrize("text", ["What does it cost?", "and the limits?", "Which one is faster?"])
def test_nothing_is_carried_without_an_earlier_question(text: str) -> None:
    assert resolve(text, []) == Resolved(text)


def test_expletive_it_is_no_pronoun_even_beside_another_one() -> None:
    text = "Is it possible to change its queue?"
    assert resolve(text, [ASYNC]).text == "Is it possible to change asynchronous inference's queue?"


def test_there_means_the_subject_before() -> None:
    earlier = ["max payload real-time endpoint", "and for serverless?"]
    assert (
        resolve("How long may one request take there?", earlier).text
        == "How long may one request take for serverless?"
    )


def test_last_question_with_a_subject_counts() -> None:
    earlier = [ASYNC, "What is PSI?", "thanks!", "Is that normal?"]
    assert resolve("What does it cost?", earlier) == Resolved("What does PSI cost?", "PSI")


def test_what_was_carried_is_told() -> None:
    assert resolve("limits?", [SIDES]).carried == "File mode and Pipe mode"
    assert resolve("What does it cost?", [ASYNC]).carried == "asynchronous inference"


def test_chain_of_follow_ups_keeps_the_subject() -> None:
    asked = [ASYNC]
    for text in ("what does it cost?", "and its limits?", "Does it need a queue?"):
        asked.append(resolve(text, asked).text)
    assert asked[-1] == "Does asynchronous inference need a queue?"


@given(st.text(max_size=120), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_is_resolved_to_one_line_that_is_not_empty(text: str, earlier: list[str]) -> None:
    resolved = resolve(text, earlier)
    assert "\n" not in resolved.text
    assert bool(resolved.text) == bool(text.split())
