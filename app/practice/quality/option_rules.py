"""Flaws of the options among each other, whichever is the key."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from app.practice.quality.flaw import Flaw
from app.practice.quality.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.quality.flaw import FlawName
    from app.practice.records import Question

KEPT_ORDER = 0.7
"""Share of neighbouring words from which two options of the same words say the same."""

_NONE = re.compile(
    r"\b(?:none|neither|no(?:t any| one)?) of (?:the|these|those)\b|\bno(?:ne)? of the options\b|"
    r"^none\.?$|\bno option (?:listed )?is\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|any|every one|each) of (?:the (?:above|options|answers|listed)|these|those)\b|"
    r"^all\.?$|\ball options\b",
    re.IGNORECASE,
)
_COMPLEX = re.compile(
    r"\b(?:both )?(?:options? )?[A-F](?:,? ?(?:and|or|&) ?| ?, ?)(?:option )?[A-F]\b(?! ?/)|"
    r"\b(?:I{1,3}|IV)(?:,? and |, ?)(?:I{1,3}|IV|V)\b|"
    r"^\s*\(?[1-5]\)?(?:, ?\(?[1-5]\)?)*,? and \(?[1-5]\)?( only)?\s*$|"
    r"\b(?:the )?(?:first|second|third|last) and (?:the )?(?:second|third|fourth|last) options?\b",
)
_COMPLEX_FALSE = re.compile(r"\bA/B\b|\bR and D\b|\bQ and A\b")
_ABSOLUTE = re.compile(
    r"\b(?:always|never|completely|entirely|absolutely|impossible|guarantees? that|in every case|"
    r"without exception|under all circumstances|in all cases|100 ?% of|perfectly|at all times)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:often|sometimes|usually|frequently|rarely|occasionally|generally|probably|possibly|"
    r"might|perhaps|fairly|quite|somewhat|a bit)\b",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(r"^\W*(\d[\d,]*(?:\.\d+)?)\s*(%|[A-Za-z]+)?")
_NO_ANSWER = re.compile(
    r"^(?:do nothing|ignore\b|guess\b|ask a friend|hope\b|wait and see|give up)|\bmagic\b",
    re.IGNORECASE,
)


def none_of_the_above(question: Question) -> Iterator[Flaw]:
    """Yield an option that says that the others are wrong."""
    yield from _found(question, _NONE, "none of the above")


def all_of_the_above(question: Question) -> Iterator[Flaw]:
    """Yield an option that says that the others are right."""
    yield from _found(question, _ALL, "all of the above")


def complex_option(question: Question) -> Iterator[Flaw]:
    """Yield an option that combines other options."""
    for option in question.options:
        if _COMPLEX.search(_COMPLEX_FALSE.sub("", option.text)):
            yield Flaw(question.id, "complex option", f'it combines options: "{option.text}"')
            return


def absolute_term(question: Question) -> Iterator[Flaw]:
    """Yield an option whose absolute word gives it away."""
    yield from _found(question, _ABSOLUTE, "absolute term")


def vague_term(question: Question) -> Iterator[Flaw]:
    """Yield an option whose truth depends on what a vague word means."""
    yield from _found(question, _VAGUE, "vague term")


def lost_sequence(question: Question) -> Iterator[Flaw]:
    """Yield numbers of one unit that stand in no order: the file holds them rising or falling."""
    if question.type not in ("multiple_choice", "multiple_response"):
        return
    found = [_LEADING_NUMBER.match(option.text) for option in question.options]
    if not all(found):
        return
    units = {(m.group(2) or "").lower().rstrip("s") for m in found if m}
    values = [float(m.group(1).replace(",", "")) for m in found if m]
    if len(units) == 1 and values not in (sorted(values), sorted(values, reverse=True)):
        yield Flaw(question.id, "lost sequence", f"numbers without order: {values}")


def same_option(question: Question) -> Iterator[Flaw]:
    """Yield two options that say the same in other words, so that both or neither are right."""
    words = [stems(option.text) for option in question.options]
    for i, first in enumerate(words):
        for j in range(i + 1, len(words)):
            if _same(first, words[j]):
                pair = f'"{question.options[i].text}" and "{question.options[j].text}"'
                yield Flaw(question.id, "more than one key", f"{pair} say the same")
                return


def _same(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two options are made of the same words in nearly the same order."""
    if not first or sorted(first) != sorted(second):
        return False
    kept = set(pairwise(first)) & set(pairwise(second))
    return len(kept) >= KEPT_ORDER * len(set(pairwise(first)))


def implausible(question: Question) -> Iterator[Flaw]:
    """Yield a distractor that nobody would choose: it does nothing, or is a mere stub."""
    if question.type not in ("multiple_choice", "multiple_response"):
        return
    lengths = sorted(len(option.text.split()) for option in question.options)
    usual = lengths[len(lengths) // 2]
    for i, option in enumerate(question.options):
        if i in question.key:
            continue
        words = len(option.text.split())
        if _NO_ANSWER.search(option.text) or (usual >= 6 and words * 3 <= usual):
            yield Flaw(question.id, "implausible distractor", f'nobody chooses "{option.text}"')
            return


def _found(question: Question, pattern: re.Pattern[str], name: FlawName) -> Iterator[Flaw]:
    for option in question.options:
        match = pattern.search(option.text)
        if match:
            yield Flaw(question.id, name, f'"{match.group()}" in "{option.text}"')
            return


OPTION_RULES = (
    none_of_the_above,
    all_of_the_above,
    complex_option,
    absolute_term,
    vague_term,
    lost_sequence,
    same_option,
    implausible,
)
