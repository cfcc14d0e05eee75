"""What a question claims when an option is taken for its answer, as a sentence to be checked."""

from __future__ import annotations

import re

from app.practice.generate.words import bare_numbers, content_words, word_parts
from app.practice.quality.words import sentences, telling

_ASKS = re.compile(
    r"^(?:(?:from|of|in|to|by|for|with|at|on|under) )?"
    r"(?:which|what|how (?:many|much|long|large|often)|how|when|where|who|why)\b"
    r"(?: (?:(?:one|two|three) )?of (?:the following|these))?"
    r"(?: (?:is|are|was|were|does|do|did|should|would|can|must|will))?\s+",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\((?:choose|select) \w+\.?\)|\b(?:choose|select) (?:two|three)\.?", re.I)
_STATEMENT = re.compile(
    r"\b(?:(?:one|two|three) )?statements? (?:about )?|\b(?:is|are) (?:true|correct)\b|\bholds?$|"
    r"\b(?:correctly )?describes?\b",
    re.IGNORECASE,
)
"""What a stem says that asks which of several statements is true."""
_JOINTS = re.compile(r"\s*[;:()]\s*|,\s+(?=(?:and|so|because|since|yet|which)\b)|\s+-\s+")
_ENDS = " .?!,"
LEAST_REASON = 3
"""Content words that are no bare_numbers, without which a reason gives none."""
COMMON = 0.5
"""Share of words that two texts must have in common to speak of the same."""


def asked_sentence(stem: str) -> str:
    """Return the sentence of a stem that asks; the last one when none does."""
    told = sentences(_TELLS.sub("", stem).strip())
    return next((one for one in reversed(told) if "?" in one), told[-1] if told else "")


def is_scenario(stem: str) -> bool:
    """Whether a stem tells a case before it asks."""
    return len(sentences(_TELLS.sub("", stem).strip())) > 1


def claim(stem: str, option: str) -> str:
    """Return option and question as one statement, in one clause: what holds of one part of it in
    one place and of another elsewhere does not make it true."""
    joined = f"{option.strip(_ENDS)} {predicate(stem)}"
    return f"{_JOINTS.sub(' ', joined)}."


def predicate(stem: str) -> str:
    """Return what a stem says of its answer: `the largest payload that an endpoint accepts`."""
    said = _ASKS.sub("", asked_sentence(stem)).strip(_ENDS)
    return _STATEMENT.sub("", said).strip()


def asks_of_case(stem: str, option: str) -> bool:
    """Whether a stem only asks what fits its case ("Which endpoint meets this need?"), so that no
    passage can say it of an option."""
    return is_scenario(stem) and not telling(predicate(stem)) - telling(option)


def is_about(text: str, place: str) -> bool:
    """Whether a place of a passage, with its headings, speaks of what a text names."""
    named = telling(text)
    return not named or len(named & telling(place)) > COMMON * len(named)


def states_something(reason: str) -> bool:
    """Whether a reason says more than a number or a name."""
    return len({word for word in content_words(reason) if not word[0].isdigit()}) >= LEAST_REASON


def speaks_of(reason: str, option: str, least: float = COMMON) -> bool:
    """Whether a reason takes up what an option says, its numbers included."""
    words = word_parts(option)
    shared = len(words & word_parts(reason))
    return set(bare_numbers(option)) <= set(bare_numbers(reason)) and shared >= max(
        1 if words else 0, least * len(words)
    )


def answers(reason: str, stem: str) -> bool:
    """Whether a reason takes up what a stem is about."""
    about = telling(stem)
    return not about or len(about & telling(reason)) >= min(2, len(about))


def common(stem: str, place: str) -> int:
    """Return how many of a stem's telling words a place of a passage holds."""
    return len(telling(stem) & telling(place))


def with_other(reason: str, key: str, other: str) -> str:
    """Return the key's reason told of another option; empty when it does not name the key."""
    found = re.search(re.escape(key.strip(_ENDS)), reason, re.IGNORECASE)
    if not found:
        return ""
    return f"{reason[: found.start()]}{other.strip(_ENDS)}{reason[found.end() :]}"
