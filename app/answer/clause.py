"""Find the clause of a message that asks: without manners, without the story told before it."""

from __future__ import annotations

import re

QUESTION_WORDS = "what|which|when|where|why|who|whom|whose|how"
AUXILIARIES = (
    "is|are|was|were|do|does|did|can|could|will|would|should|may|might|must|has|have|am"
    "|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't"
    "|hasn't|haven't"
)

_GREETING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|please|ok|okay|so|well|then)\b[\s,!.]*)+", re.IGNORECASE
)
_POLITE = re.compile(
    r"""^\s*
    (?: (?:can|could|would|will)\ you\ (?:please\ )?
            (?: tell\ me(?:\ about)? | help\ me(?:\ to)?\ understand
              | (?=explain\b|describe\b|compare\b|list\b|name\b|give\b) | show\ me )
      | (?:please\ )?tell\ me(?:\ about)?
      | i(?:\ would|'d)\ like\ to\ (?:know|understand) | i\ want\ to\ (?:know|understand)
      | do\ you\ know | i\ wonder | i'm\ wondering | any\ idea
    )\b[\s,:]*(?:if\b|whether\b)?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bvs\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)\s+(?=[A-Z0-9\"'])"
)
_ASKS = re.compile(
    rf"^(?:{QUESTION_WORDS}|{AUXILIARIES}|list|name|explain|describe|define|compare)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:and|but|or|so|also|then)\b[\s,]*", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|that|this|they|them|these|those)\b", re.IGNORECASE)
SHORTEST = 2
"""Words of a question such as "Why?", which needs the sentence before it."""
_CIRCUMSTANCE = re.compile(
    rf"""^(?:in|on|for|with|within|at|from|under|if|when|while|after|before|given|using|during)\b
    [^,?]+,\s+(?=(?:{QUESTION_WORDS}|{AUXILIARIES})\b)""",
    re.IGNORECASE | re.VERBOSE,
)


def without_manners(text: str) -> str:
    """Return the message on one line without greeting and politeness."""
    cleaned = _GREETING.sub("", " ".join(text.split()))
    cleaned = _POLITE.sub("", cleaned)
    return cleaned.strip() or text.strip()


def asking_clause(text: str) -> str:
    """Return the clause that asks: its sentence, without a circumstance put before it.

    "My data is in S3. In Pipe mode, what is streamed?" gives "what is streamed?".
    """
    sentences = _SENTENCE_END.split(text)
    asking = [s for s in sentences if s.endswith("?")] or [s for s in sentences if _ASKS.match(s)]
    return _CIRCUMSTANCE.sub("", _JOINED.sub("", asking[0] if asking else text))


def sentence_count(text: str) -> int:
    """Return how many sentences a message has."""
    return len(_SENTENCE_END.split(text))


def told_before(text: str) -> str:
    """Return the sentence that a pointing question leans on: "My job hangs. Why is that?".

    Empty when the message begins by asking, or asks without pointing back.
    """
    sentences = _SENTENCE_END.split(text)
    asking = next((i for i, sentence in enumerate(sentences) if sentence.endswith("?")), 0)
    if not asking:
        return ""
    leans = _POINTS_BACK.search(sentences[asking]) or len(sentences[asking].split()) <= SHORTEST
    return sentences[asking - 1] if leans else ""
