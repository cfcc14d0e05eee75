"""Whether what an item shows reads as English: a cell that does not fit its sentence is not
pasted into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.plain import is_cut_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.records import Question

_FAULTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(pattern, flags))
    for fault, pattern, flags in (
        ("a word stands twice", r"\b(of|the|a|an|is|in|to|for|and|when|with|on|at) \1\b", re.I),
        ("quotation marks stand twice", r'""|“"|"”', 0),
        ("a placeholder is left", r"\{[\w .-]+\}|[✓✗]|\bno entry\b", 0),
        ("a plural has an article", r"\ban (?:archives|images|objects|instances)\b"
         r"|\ba (?:records|models|jobs|rows|files|requests|services|metrics|features|columns"
         r"|values)\b", re.I),
        ("verb and number differ", r"\b(?:bias|AWS|process|access|analysis) are\b"
         r"|(?<!of )\b[A-Z]{2,4}s is the\b|\bit are\b|\bthey is\b", 0),
        ("words lost their space", r"\b(?:or|and) (?:CPU|GPU|API)s?[A-Z][a-z]{3,}\b", 0),
        ("a unit is no noun", r"\bgiven in (?:squared|absolute|relative)\b", 0),
        ("a deed is no purpose", r"\b(?:meant|used) for (?:waits|calls|asks|looks|runs) for\b", 0),
        ("a range has a remark", r"\bhas the range [^;.]*, not\b", 0),
        ("a comparison has no second half",
         r"\bthe same (?:distance|way|as this|idea|thing|\w+ for)\b", 0),
    )
)  # fmt: skip
_OPENS_LOW = re.compile(r"^(?:both|the same|same|it|this|these|they)\b", re.IGNORECASE)
"""How an option begins that points at something outside it; "It" opens statements of a row."""


def faults_of(question: Question) -> Iterator[str]:
    """Yield what is wrong with the words of a question."""
    shown = (question.stem, *(prompt.text for prompt in question.prompts))
    for text in shown:
        yield from _faults(text)
    if not question.stem[:1].isupper() and question.stem[:1].isalpha():
        yield "the stem begins in lower case"
    for option in question.options:
        yield from _faults(option.text)
        yield from _faults(option.rationale)
        names_it = question.type == "multiple_response" or question.stem.startswith("Why")
        if not names_it and _OPENS_LOW.match(option.text):
            yield "an option leans on what is not shown"


def _faults(text: str) -> Iterator[str]:
    for fault, pattern in _FAULTS:
        if pattern.search(text):
            yield fault
    if is_cut_off(text.rstrip(".?")):
        yield "a list is cut off"
