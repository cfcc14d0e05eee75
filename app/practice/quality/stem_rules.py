"""Flaws of the stem: what is asked, and how."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.quality.flaw import Flaw
from app.practice.quality.words import sentences, telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.records import Question

MOST_WORDS = 130
"""A stem above this costs more reading than the exam's two minutes leave for thinking."""
LEAST_WORDS = 5
LOOSE_SENTENCES = 1
"""Sentences that nothing else refers to: a scenario of the exam tells one fact that does not
matter."""

_POINTING = re.compile(r"^(?:It|This|That|These|Those|They|He|She|Such)\b")
_UNCLEAR = re.compile(
    r"\b(?:etc\.?|and so on|and so forth|somehow|some kind of|stuff|the above|mentioned above|"
    r"shown above|as described above|the table above|the figure)\b|\?\?",
    re.IGNORECASE,
)
_BLANK = re.compile(r"_{2,}|\.{4,}|…\s*$|\[\s*blank\s*\]", re.IGNORECASE)
_TRUE_FALSE = re.compile(r"\b(?:true or false|yes or no|is it true that)\b", re.IGNORECASE)
_SHOUTED = re.compile(r"\b(?:NOT|EXCEPT|LEAST)\b")
_CONDITION = re.compile(
    r"\b(?:if|when|while|because|since|so that|that|which|who|without|where|although|and)\b"
)
_NEGATIVE = re.compile(
    r"\b(?:is|are|was|does|do|would|should|can|will) not\b|\bcannot\b|"
    r"\b(?:isn't|aren't|doesn't|don't|wouldn't|can't)\b|\bexcept\b|\bleast (?:likely|true)\b|"
    r"\b(?:incorrect|untrue|false|inappropriate)\b"
)
_TASK = re.compile(
    r"^(?:match|put|order|arrange|select|choose|place|sort|pick|name|identify|assign|pair|"
    r"determine|what|which|how|why|when|where|who)\b",
    re.IGNORECASE,
)


def ambiguous(question: Question) -> Iterator[Flaw]:
    """Yield a stem that points at something the reader does not see."""
    if _POINTING.match(question.stem) or _UNCLEAR.search(question.stem):
        yield Flaw(question.id, "ambiguous information", "the stem points at what is not there")


def blank(question: Question) -> Iterator[Flaw]:
    """Yield a stem with a gap to fill."""
    if _BLANK.search(question.stem):
        yield Flaw(question.id, "fill in the blank", "the stem has a gap")


def true_false(question: Question) -> Iterator[Flaw]:
    """Yield a question that can be answered by true or false."""
    texts = {option.text.strip(" .").lower() for option in question.options}
    if _TRUE_FALSE.search(question.stem) or len(texts & {"true", "false", "yes", "no"}) > 1:
        yield Flaw(question.id, "true or false", "it is a true-false question")


def negative(question: Question) -> Iterator[Flaw]:
    """Yield a question that asks for what is not the case."""
    asked = _question_sentence(question.stem)
    if _SHOUTED.search(asked) or _NEGATIVE.search(_main_clause(asked)):
        yield Flaw(question.id, "negative stem", f'it asks for the opposite: "{asked}"')


def unfocused(question: Question) -> Iterator[Flaw]:
    """Yield a stem that asks nothing, so that the options must be read to learn what is meant."""
    if len(question.stem.split()) < LEAST_WORDS or not _question_sentence(question.stem):
        yield Flaw(question.id, "unfocused stem", "the stem asks nothing by itself")


def gratuitous(question: Question) -> Iterator[Flaw]:
    """Yield a stem that is too long, repeats itself, or tells what nothing else refers to."""
    told = sentences(question.stem)
    if len(question.stem.split()) > MOST_WORDS:
        message = f"the stem has {len(question.stem.split())} words, more than {MOST_WORDS}"
        yield Flaw(question.id, "gratuitous information", message)
    elif len(set(told)) < len(told):
        yield Flaw(question.id, "gratuitous information", "the stem says a sentence twice")
    elif len(told) > 2:
        yield from _unconnected(question, told)


def _unconnected(question: Question, told: list[str]) -> Iterator[Flaw]:
    around = [o.text for o in question.options] + [o.rationale for o in question.options]
    around += [p.text for p in question.prompts]
    beside = telling(" ".join(around))
    loose = []
    for i, sentence in enumerate(told[:-1]):
        words = telling(sentence)
        rest = telling(" ".join(told[:i] + told[i + 1 :])) | beside
        if len(words) > 3 and not words & rest:
            loose.append(sentence)
    if len(loose) > LOOSE_SENTENCES:
        message = f'nothing else refers to: "{" ".join(loose)}"'
        yield Flaw(question.id, "gratuitous information", message)


def _question_sentence(stem: str) -> str:
    """Return the sentence of the stem that asks or tells what to do; empty when there is none."""
    for sentence in reversed(sentences(stem)):
        if "?" in sentence or _TASK.match(sentence):
            return sentence
    return ""


def _main_clause(sentence: str) -> str:
    """Drop what a question only grants: "..., so that data does not leave the VPC?"."""
    first, _, rest = sentence.partition(" ")
    return f"{first} {_CONDITION.split(rest, maxsplit=1)[0]}"


STEM_RULES = (ambiguous, blank, true_false, negative, unfocused, gratuitous)
