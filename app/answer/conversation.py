"""Follow-up questions take their subject from the conversation; questions that stand alone are left as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.question import Question, understand

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(
    r"^\s*(?:(?:and|but|so|also|then|ok|okay|yes|no|hm+)\b[\s,]*)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:(?:what|how) about|and(?: (?:for|with|in|on))?|same for|for)\s+(?P<rest>[^?]+?)\s*\?*$",
    re.IGNORECASE,
)
_NOUNS = (
    r"service|endpoint|option|algorithm|feature|type|metric|tool|method|format|instance|exam|strategy|"
    r"technique|policy|approach|model|job|store|one|case|thing"
)
_EXPLETIVE = (
    r"possible|true|necessary|required|better|best|recommended|ok|okay|worth|important|allowed|correct"
    r"|enough|safe|common|easy|hard|take|mean to"
)
_POSSESSIVE = re.compile(r"\b(?:its|their)\b(?! own\b)", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    rf"\b(?:this|that|these|those|such an?)\s+(?:{_NOUNS})s?\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    rf"\b(?:it|they|them)\b(?!\s+(?:{_EXPLETIVE})\b)(?!'s (?:{_EXPLETIVE})\b)", re.IGNORECASE
)
_DEMONSTRATIVE = re.compile(
    r"(?:(?<=\babout )|(?<=\bof )|(?<=\bfor )|(?<=\bwith )|(?<=\bdo )|(?<=\bdoes )|(?<=\bis )|(?<=\bare )"
    r"|(?<=\buse )|(?<=\bcan )|(?<=\bwould )|(?<=\bthan ))"
    r"(?:this|that|these|those)\b(?=\s*(?:[?.,!]|$|work|cost|mean|support|need|different|compare|apply|scale|take|possible))",
    re.IGNORECASE,
)
_THERE = re.compile(r"\b(?:in )?there(?=\s*[?.!]*$)", re.IGNORECASE)
_FORMER = re.compile(r"\bthe (?:former|first(?: one)?)\b", re.IGNORECASE)
_LATTER = re.compile(r"\bthe (?:latter|second(?: one)?|other(?: one)?)\b", re.IGNORECASE)
_EXPLETIVE_LEAD = re.compile(r"\b(?:does|would|will|did|can) it take\b|\bit takes\b", re.IGNORECASE)
_BARE = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "would",
        "will",
        "how",
        "what",
        "when",
        "where",
        "why",
        "which",
        "who",
        "and",
        "or",
        "for",
        "in",
        "on",
        "of",
        "to",
        "with",
        "by",
        "from",
        "at",
        "as",
        "i",
        "we",
        "you",
        "me",
        "my",
        "more",
        "please",
        "some",
        "any",
        "example",
        "examples",
        "give",
        "show",
        "tell",
        "explain",
        "limit",
        "limits",
        "cost",
        "costs",
        "price",
        "pricing",
        "much",
        "many",
        "long",
        "big",
        "large",
        "fast",
        "security",
        "default",
        "defaults",
        "maximum",
        "minimum",
        "steps",
        "detail",
        "details",
        "again",
        "else",
        "about",
        "there",
        "best",
        "used",
        "use",
        "using",
        "difference",
        "be",
        "not",
        "work",
        "works",
        "mean",
        "benefits",
        "drawbacks",
        "disadvantages",
        "advantages",
        "pros",
        "cons",
        "say",
        "set",
        "up",
    ]
)
_WORD = re.compile(r"[A-Za-z0-9][\w./+-]*")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question ready to be searched."""

    text: str
    carried: str = ""
    """The subject taken from an earlier turn; empty when the question stood alone."""


def resolve(text: str, earlier: Sequence[str]) -> Resolved:
    """Return the question with its subject filled in.

    Args:
        text: what the reader typed.
        earlier: the earlier questions of the conversation as they were understood, oldest first.
    """
    text = " ".join(text.split())
    previous = _last_with_subject(earlier)
    if previous is None or not text:
        return Resolved(text)
    body = _OPENING.sub("", text).strip()
    replaced = _substitute_subject(text, body, previous)
    if replaced is not None:
        return replaced
    pointed = _replace_pronouns(body, previous)
    if pointed is not None:
        return pointed
    if _is_bare(body) or _is_elliptical(text, body):
        subject = " and ".join(previous.subjects)
        return Resolved(f"{body.rstrip(' ?.!')} for {subject}?", subject)
    return Resolved(text)


def _last_with_subject(earlier: Sequence[str]) -> Question | None:
    for text in reversed(earlier):
        question = understand(text)
        if question.subjects:
            return question
    return None


def _substitute_subject(text: str, body: str, previous: Question) -> Resolved | None:
    """Handle "what about X?": ask the previous question again about X."""
    match = _ABOUT.match(text) or _ABOUT.match(body)
    if match is None or len(previous.subjects) != 1:
        return None
    rest = match.group("rest")
    if (
        len(rest.split()) > 6
        or _is_bare(rest)
        or re.search(r"\b(?:it|its|they|their|them)\b", rest, re.I)
    ):
        return None
    if understand(rest).kind not in ("definition", "fact"):
        return None
    old = previous.subjects[0]
    position = previous.text.lower().rfind(old.lower())
    if position < 0:
        return None
    again = previous.text[:position] + rest + previous.text[position + len(old) :]
    return Resolved(again, old)


def _replace_pronouns(body: str, previous: Question) -> Resolved | None:
    first, last = previous.subjects[0], previous.subjects[-1]
    both = " and ".join(previous.subjects)
    text = _FORMER.sub(first, body)
    text = _LATTER.sub(last, text)
    text = _NOUN_PHRASE.sub(first, text)
    text = _POSSESSIVE.sub(lambda m: f"{first if m.group(0).lower() == 'its' else both}'s", text)
    if not _EXPLETIVE_LEAD.search(text):
        text = _PRONOUN.sub(lambda m: first if m.group(0).lower() == "it" else both, text)
    text = _DEMONSTRATIVE.sub(first, text)
    text = _THERE.sub(f"for {first}", text)
    if text == body:
        return None
    return Resolved(text, first)


def _is_bare(body: str) -> bool:
    """Whether a question has no subject of its own: only question words and properties."""
    words = [word.lower() for word in _WORD.findall(body)]
    return len(words) <= 8 and all(word.removesuffix("'s") in _BARE for word in words)


def _is_elliptical(text: str, body: str) -> bool:
    """Whether a question leans on the one before: "and how many questions?"."""
    words = _WORD.findall(body)
    named = any(word[0].isupper() for word in words[1:])
    return body != text and len(words) <= 5 and not named
