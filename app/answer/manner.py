"""Requests for another explanation of the same thing: simpler, by analogy, as a mnemonic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Manner = Literal["answer", "simpler", "analogy", "mnemonic"]

SIMPLER = "Explain that more simply"
ANALOGY = "Give an analogy for that"
MNEMONIC = "Give a mnemonic for that"

_SIMPLE = (
    r"(?:simpler|more simply|in (?:simpler|simple|plain|easier) (?:words|terms|english|language)"
    r"|like i'?m (?:five|5)|for (?:a beginner|beginners|dummies)|simply)"
)
_FORMS: tuple[tuple[Manner, re.Pattern[str]], ...] = (
    (
        "simpler",
        re.compile(
            r"^(?:(?:can|could) you )?(?:please )?(?:explain|say|put)\b"
            rf"(?P<about>.*?)\b{_SIMPLE}\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        "simpler",
        re.compile(r"^(?P<about>)(?:simpler|more simply)(?:,? please)?\W*$", re.IGNORECASE),
    ),
    (
        "analogy",
        re.compile(
            r"\b(?:analogy|everyday comparison|metaphor)\b(?:\s+(?:for|of|about))?(?P<about>.*)$",
            re.IGNORECASE,
        ),
    ),
    (
        "mnemonic",
        re.compile(
            r"\b(?:mnemonic|memory aid|way to remember)\b(?:\s+(?:for|of|about))?(?P<about>.*)$",
            re.IGNORECASE,
        ),
    ),
)
_POINTS_BACK = re.compile(r"^(?:it|that|this|them|these|those|the (?:above|answer)|me)?$", re.I)
_LONGEST_REQUEST = 14
"""Words of such a request; what is longer is a question."""


@dataclass(frozen=True, slots=True)
class Request:
    """A manner, and the question that is to be explained in it."""

    manner: Manner
    question: str


def request_of(text: str, earlier: Sequence[str]) -> Request | None:
    """Return what is asked to be explained otherwise; None for a question of its own.

    Args:
        text: what the reader typed.
        earlier: the conversation's earlier questions as understood, oldest first.
    """
    line = " ".join(text.split())
    if len(line.split()) > _LONGEST_REQUEST:
        return None
    for manner, form in _FORMS:
        found = form.search(line)
        if found is None:
            continue
        about = found.group("about").strip(" ?.!,:")
        if not _POINTS_BACK.match(about):
            return Request(manner, f"What is {about}?")
        return Request(manner, earlier[-1]) if earlier else None
    return None
