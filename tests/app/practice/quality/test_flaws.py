"""Each of the nineteen flaws is found where it is, and a sound question has none."""

from __future__ import annotations

import pytest

from app.practice.quality.flaw import FLAWS
from app.practice.quality.flaws import flaws_of
from app.practice.quality.option_rules import same_option
from app.practice.records import Evidence, Option, Question
from tests.app.practice.questions import OPTIONS, STEM, choice, matching

FLAWED = {
    "ambiguous information": choice(stem=f"It is used here. {STEM}"),
    "implausible distractor": choice((*OPTIONS[:3], "Do nothing")),
    "none of the above": choice((*OPTIONS[:3], "None of these options meets the requirements")),
    "longest option is the key": choice(
        (OPTIONS[0] + ", which takes payloads of up to 1 GB and queues them", *OPTIONS[1:])
    ),
    "gratuitous information": choice(stem=f"The lobby is blue. The lobby is blue. {STEM}"),
    "true or false": choice(("True", "False", "Unknown", "Depends")),
    "convergence cue": choice(
        (
            "gzip Parquet with a crawler",
            "gzip Parquet with a manifest",
            "gzip Avro with a crawler",
            "Snappy Parquet with a crawler",
        ),
        stem="Which layout keeps the query cheap for the analysts?",
    ),
    "logical cue": choice((*OPTIONS[:1], *OPTIONS[2:], "A job for 400 MB"), key=(3,)),
    "all of the above": choice((*OPTIONS[:3], "All of the options together would be right here")),
    "fill in the blank": choice(stem="The payload of an asynchronous endpoint is at most ____."),
    "absolute term": choice((*OPTIONS[:3], "A real-time endpoint that never scales its instances")),
    "word repeated in the key": choice(
        ("An endpoint for letters of clerks that may rest", *OPTIONS[1:])
    ),
    "unfocused stem": choice(stem="Amazon SageMaker AI and its four inference options."),
    "complex option": choice((*OPTIONS[:3], "Both A and C, one for each of the two groups")),
    "grammatical cue": choice(
        ("Asynchronous inference", "Buying one GPU", "Using batch jobs", "Adding one queue"),
        stem="Which step lets a bakery score large letters in time?",
    ),
    "lost sequence": choice(("60 seconds", "15 seconds", "900 seconds", "30 seconds")),
    "vague term": choice((*OPTIONS[:3], "A real-time endpoint that usually scales in on time")),
    "more than one key": choice(
        (*OPTIONS[:3], "The asynchronous endpoint that may hold zero instances")
    ),
    "negative stem": choice(stem="Which option would not suit letters of 400 MB?"),
}


def test_every_flaw_has_an_example() -> None:
    assert set(FLAWED) == set(FLAWS)
    assert len(FLAWS) == 19


@pytest.mark.parametrize("name", FLAWS)
def test_flaw_is_found(name: str) -> None:
    assert name in {flaw.name for flaw in flaws_of(FLAWED[name])}


def test_sound_question_has_no_flaw() -> None:
    assert flaws_of(choice()) == ()


def test_condition_with_not_is_no_negative_stem() -> None:
    stem = "Which option scores letters so that data does not leave the network?"
    assert "negative stem" not in {flaw.name for flaw in flaws_of(choice(stem=stem))}


def test_options_of_the_same_words_in_another_order_differ() -> None:
    question = choice(
        (
            "The variance rises for forests and the bias falls for boosting",
            "The bias falls for forests and the variance rises for boosting",
            "The variance falls for forests and the bias rises for both",
            "The bias stays for forests and the variance stays for both",
        ),
        stem="How does a larger number of trees change the two ensembles?",
    )
    assert list(same_option(question)) == []


def test_distractor_that_the_quote_of_the_key_states_is_a_second_key() -> None:
    quote = Evidence("Managed spot training needs a checkpoint path and a maximum wait time.")
    options = (
        Option("A checkpoint path in Amazon S3", "why", quote),
        Option("A maximum wait time", "why", None, "wrong service"),
        Option("A warm pool of instances", "why", None, "wrong service"),
        Option("A second training channel", "why", None, "wrong service"),
    )
    question = Question(
        id="t-003",
        type="multiple_choice",
        stem="What does managed spot training of a long job need?",
        options=options,
        key=(0,),
        bullets=("2.2.k1",),
    )
    assert [flaw.name for flaw in flaws_of(question)] == ["more than one key"]


def test_rising_and_falling_numbers_are_sequences() -> None:
    for values in (("5 GB", "10 GB", "50 GB", "100 GB"), ("100 GB", "50 GB", "10 GB", "5 GB")):
        assert "lost sequence" not in {flaw.name for flaw in flaws_of(choice(values))}


def test_matching_gives_no_cue_of_length() -> None:
    question = matching(
        [("columns", "Apache Parquet in Amazon S3"), ("rows", "CSV"), ("keys", "DB")]
    )
    assert flaws_of(question) == ()
